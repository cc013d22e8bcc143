#include "c360/engine/values/value_spec.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::values {
namespace {

ValueSpec full_spec() {
  ValueSpec spec;
  spec.column = "a \"quoted\" 'name' ü";
  spec.type = sql::Type::decimal(12, 2);
  spec.required = true;
  spec.null_tokens = {"", "NA"};
  spec.clean = {{CleanStep::Kind::kReplace, "[,;]", "\\0", {}},
                {CleanStep::Kind::kMap, {}, {}, {{"a", "b"}, {"", "'"}}}};
  spec.formats = {"%Y-%m-%d"};
  spec.default_value = "0";
  spec.min = "-1";
  spec.max = "1";
  spec.max_length = 7;
  spec.pattern = "^\\d+$";
  spec.accepted = {"0", "1"};
  spec.notation = {',', '.', "€", true};
  return spec;
}

TEST(ValueSpec, ItsTextGivesTheSameSpecAgain) {
  const ValueSpec spec = full_spec();
  const ValueSpec again = ValueSpec::from_text(spec.to_text());
  EXPECT_EQ(again.to_text(), spec.to_text());
  EXPECT_EQ(again.column, spec.column);
  EXPECT_EQ(again.type, spec.type);
  EXPECT_EQ(again.clean, spec.clean);
  EXPECT_EQ(again.default_value, "0");
  EXPECT_EQ(again.max_length, 7U);
  EXPECT_EQ(again.notation.prefix, "€");
  EXPECT_EQ(again.notation.decimal_separator, ',');
  EXPECT_TRUE(again.notation.round);
  EXPECT_TRUE(again.required);
}

TEST(ValueSpec, NothingIsNotTheEmptyText) {
  ValueSpec spec;
  spec.default_value = "";
  const ValueSpec again = ValueSpec::from_text(spec.to_text());
  EXPECT_EQ(again.default_value, "");
  EXPECT_EQ(again.min, std::nullopt);
  EXPECT_EQ(again.max_length, std::nullopt);
}

TEST(ValueSpec, AnyDifferenceShowsInTheText) {
  const std::string text = full_spec().to_text();
  ValueSpec other = full_spec();
  other.notation.round = false;
  EXPECT_NE(other.to_text(), text);
  other = full_spec();
  other.null_tokens.push_back("none");
  EXPECT_NE(other.to_text(), text);
}

TEST(ValueSpec, OtherTextsAreRefused) {
  EXPECT_THROW(ValueSpec::from_text(""), Error);
  EXPECT_THROW(ValueSpec::from_text("{}"), Error);
  EXPECT_THROW(ValueSpec::from_text("[1]"), Error);
}

}  // namespace
}  // namespace c360::values
