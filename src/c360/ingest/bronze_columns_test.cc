#include "c360/ingest/bronze_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

std::vector<std::string> names(const delta::Schema& schema) {
  std::vector<std::string> result;
  for (const delta::Field& column : schema.fields) result.push_back(column.name);
  return result;
}

TEST(FileValues, are_written_as_delta_reads_them) {
  const delta::PartitionValues values = file_values("data/a b.csv", 7, 1'717'143'300'123'456, "b1");
  EXPECT_THAT(values.at("_source_file"), Optional(std::string("data/a b.csv")));
  EXPECT_THAT(values.at("_file_no"), Optional(std::string("7")));
  EXPECT_THAT(values.at("_ingested_at"), Optional(std::string("2024-05-31T08:15:00.123456Z")));
  EXPECT_THAT(values.at("_batch_id"), Optional(std::string("b1")));
  EXPECT_EQ(values.size(), file_columns().size());
}

TEST(FileValues, without_a_text_are_null) {
  EXPECT_EQ(file_values("a", 1, 0, "").at("_batch_id"), std::nullopt);
}

class Columns : public testing::Test {
 protected:
  BronzeColumns columns_{std::nullopt};
  std::vector<std::string> notes_;
};

TEST_F(Columns, begin_with_the_first_header_and_those_of_c360) {
  columns_.match({"OrderID", "Ship To"}, "a.csv", notes_);
  EXPECT_THAT(names(columns_.schema()), ElementsAre("OrderID", "Ship_To", "_source_file", "_source_row", "_file_no",
                                                    "_ingested_at", "_batch_id"));
  EXPECT_EQ(columns_.schema().fields.at(1).metadata.at("c360.header"), "\"Ship To\"");
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(Columns, are_found_by_name_in_any_order) {
  columns_.match({"id", "name"}, "a.csv", notes_);
  const BronzeColumns::Match match = columns_.match({"NAME", "id"}, "b.csv", notes_);
  EXPECT_THAT(match.at(0), Optional(1U));
  EXPECT_THAT(match.at(1), Optional(0U));
  EXPECT_EQ(match.at(2), std::nullopt);
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(Columns, are_found_exactly_before_ignoring_case) {
  columns_.match({"Id", "ID"}, "a.csv", notes_);
  const BronzeColumns::Match match = columns_.match({"ID", "Id"}, "b.csv", notes_);
  EXPECT_THAT(match.at(0), Optional(1U));
  EXPECT_THAT(match.at(1), Optional(0U));
}

TEST_F(Columns, grow_at_their_end_and_say_so) {
  columns_.match({"id", "status"}, "a.csv", notes_);
  const BronzeColumns::Match match = columns_.match({"id", "coupon"}, "b.csv", notes_);
  EXPECT_EQ(names(columns_.schema()).back(), "coupon");
  EXPECT_THAT(match.back(), Optional(1U));
  EXPECT_THAT(notes_, ElementsAre("b.csv: column 'coupon' is new", "b.csv has no column 'status'"));
}

TEST_F(Columns, are_found_by_the_header_as_it_came) {
  columns_.match({"a b", "a_b"}, "a.csv", notes_);
  BronzeColumns later(columns_.schema());
  const BronzeColumns::Match match = later.match({"a_b", "a b"}, "b.csv", notes_);
  EXPECT_THAT(match.at(0), Optional(1U));
  EXPECT_THAT(match.at(1), Optional(0U));
  EXPECT_FALSE(later.grown());
}

TEST_F(Columns, do_not_change_for_an_empty_file) {
  EXPECT_THAT(columns_.match({}, "empty.csv", notes_), IsEmpty());
  EXPECT_FALSE(columns_.grown());
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(Columns, can_begin_without_any_file) {
  columns_.complete({"id"});
  EXPECT_THAT(names(columns_.schema()),
              ElementsAre("id", "_source_file", "_source_row", "_file_no", "_ingested_at", "_batch_id"));
  columns_.complete({"other"});
  EXPECT_EQ(columns_.schema().fields.size(), 6U);
}

TEST_F(Columns, of_malformed_records_are_fixed) {
  EXPECT_THAT(names(malformed_schema()),
              ElementsAre("_raw", "_cause", "_source_file", "_source_row", "_file_no", "_ingested_at", "_batch_id"));
}

TEST_F(Columns, are_not_taken_by_a_name_that_is_alike_but_for_case) {
  columns_.match({"Name", "id"}, "a.csv", notes_);
  const BronzeColumns::Match match = columns_.match({"name", "NAME", "Name", "id"}, "b.csv", notes_);
  EXPECT_THAT(match.at(0), Optional(2U));
  EXPECT_THAT(match.at(1), Optional(3U));
  EXPECT_THAT(match.at(7), Optional(0U));
  EXPECT_THAT(match.at(8), Optional(1U));
  EXPECT_THAT(notes_, ElementsAre("b.csv: column 'name' is new", "b.csv: column 'NAME' is new"));
}

TEST_F(Columns, of_which_two_clash_once_made_legal_go_each_to_its_own) {
  columns_.match({"a b", "a_b"}, "a.csv", notes_);
  const BronzeColumns::Match match = columns_.match({"a_b", "a b"}, "b.csv", notes_);
  EXPECT_THAT(match.at(0), Optional(1U));
  EXPECT_THAT(match.at(1), Optional(0U));
}

TEST_F(Columns, are_found_ignoring_case_in_any_script) {
  columns_.match({"Prénom", "Größe"}, "a.csv", notes_);
  const BronzeColumns::Match match = columns_.match({"PRÉNOM", "GRÖßE"}, "b.csv", notes_);
  EXPECT_THAT(match.at(0), Optional(0U));
  EXPECT_THAT(match.at(1), Optional(1U));
  EXPECT_THAT(notes_, IsEmpty());
}

}  // namespace
}  // namespace c360::ingest
