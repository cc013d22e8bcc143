#include "c360/pipeline/column_choice.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::pipeline {
namespace {

using project::JsonValue;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

ColumnChoice choice(const std::string& columns, const std::string& added = "null") {
  return read_column_choice(JsonValue::parse(columns), JsonValue::parse(added));
}

std::vector<std::string> names(const ColumnChoice& choice, const std::vector<std::string>& there) {
  std::vector<std::string> result;
  for (const sql::SelectItem& item : chosen_columns(choice, there)) result.push_back(item.name);
  return result;
}

std::string refusal(const std::string& columns, const std::string& added = "null") {
  try {
    chosen_columns(choice(columns, added), {"id", "Name"});
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was refused";
}

TEST(ColumnChoiceTest, AllColumnsAreTakenWhereNothingIsSaid) {
  EXPECT_TRUE(choice("null").is_all());
  EXPECT_THAT(names(choice("null"), {"id", "Name", kPathColumn}), ElementsAre("id", "Name"));
}

TEST(ColumnChoiceTest, ColumnsAreChosenInTheirOrder) {
  EXPECT_THAT(names(choice(R"({"Title": "name", "Id": "id"})"), {"id", "Name"}), ElementsAre("Title", "Id"));
  EXPECT_THAT(names(choice(R"(["id"])"), {"id", "Name"}), ElementsAre("id"));
}

TEST(ColumnChoiceTest, AddedColumnsComeLastAndMayBeChosen) {
  const std::string added = R"({"batch": 7, "again": {"column": "id"}, "from": {"file": "path"}})";
  EXPECT_THAT(names(choice("null", added), {"id", kPathColumn}), ElementsAre("id", "batch", "again", "from"));
  EXPECT_THAT(names(choice(R"({"b": "batch", "f": "from"})", added), {"id", kPathColumn}), ElementsAre("b", "f"));
  EXPECT_TRUE(choice("null", added).wants_path());
  EXPECT_FALSE(choice("null", R"({"a": "x"})").wants_path());
}

TEST(ColumnChoiceTest, MistakesAreTold) {
  EXPECT_THAT(refusal(R"({"a": "nmae"})"), HasSubstr("the rows have no column 'nmae'"));
  EXPECT_THAT(refusal("null", R"({"NAME": 1})"), HasSubstr("the rows have a column 'NAME' already"));
  EXPECT_THAT(refusal("null", R"({"a": {"column": "nowhere"}})"), HasSubstr("no column 'nowhere'"));
  EXPECT_THAT(refusal("null", R"({"a": {"file": "size"}})"), HasSubstr("the column 'a' of 'added_columns' must be"));
  EXPECT_THAT(refusal("null", R"({"a": [1]})"), HasSubstr("must be a text, a whole number"));
  EXPECT_THAT(refusal("null", "[1]"), HasSubstr("'added_columns' must be a map"));
  EXPECT_THAT(refusal("{}"), HasSubstr("'columns' must be at least one column"));
  EXPECT_THAT(refusal(R"({"a": 1})"), HasSubstr("must be a column's name"));
  EXPECT_THAT(refusal("7"), HasSubstr("'columns' must be a map"));
}

}  // namespace
}  // namespace c360::pipeline
