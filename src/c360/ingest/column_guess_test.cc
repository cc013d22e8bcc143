#include "c360/ingest/column_guess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

SniffedColumn guess(const std::vector<std::string>& values) {
  ColumnGuess result;
  for (const std::string& value : values) result.see(value);
  return result.sniffed();
}

std::string type(const std::vector<std::string>& values) {
  return guess(values).type.to_string();
}

TEST(ColumnGuess, finds_the_narrowest_type_of_all_values) {
  EXPECT_EQ(type({"1", " -20", "300"}), "bigint");
  EXPECT_EQ(type({"1", "2.5", "12345.678"}), "decimal(12,3)");
  EXPECT_EQ(type({"99999999999999999999"}), "decimal(20,0)");
  EXPECT_EQ(type({"true", "FALSE"}), "boolean");
  EXPECT_EQ(type({"2024-05-31"}), "date");
  EXPECT_EQ(type({"2024-05-31 10:00:00"}), "datetime");
  EXPECT_EQ(type({"2024-05-31T10:00:00Z"}), "timestamp");
  EXPECT_EQ(type({"1", "x"}), "string");
  EXPECT_EQ(type({"x", "1"}), "string");
  EXPECT_EQ(type({}), "string");
}

TEST(ColumnGuess, takes_codes_for_text) {
  EXPECT_EQ(type({"007", "100"}), "string");
  EXPECT_EQ(type({"1e3"}), "string");
  EXPECT_EQ(type({"1."}), "string");
}

TEST(ColumnGuess, finds_out_how_numbers_are_written) {
  const SniffedColumn continental = guess({"1.234,50", "12,00", "-7"});
  EXPECT_EQ(continental.type.to_string(), "decimal(12,2)");
  EXPECT_EQ(continental.style.point, ',');
  EXPECT_EQ(continental.style.group, '.');
  const SniffedColumn english = guess({"1,234,567.5", "12"});
  EXPECT_EQ(english.type.to_string(), "decimal(12,2)");
  EXPECT_EQ(english.style.point, '.');
  EXPECT_EQ(english.style.group, ',');
  EXPECT_EQ(guess({"1", "2.5"}).style.group, '\0');
}

TEST(ColumnGuess, leaves_numbers_alone_that_could_be_read_two_ways) {
  EXPECT_EQ(type({"1,234", "2,500"}), "string");
  EXPECT_EQ(type({"1.234,5", "1,234.5"}), "string");
}

TEST(ColumnGuess, tells_the_unusual_null_tokens_of_what_is_no_text) {
  EXPECT_THAT(guess({"-", "5", "None", "NA"}).null_tokens, ElementsAre("-", "None"));
  EXPECT_THAT(guess({"-", "x"}).null_tokens, IsEmpty());
}

TEST(ColumnGuess, tells_the_formats_of_dates_the_most_used_first) {
  EXPECT_THAT(guess({"31-05-2024", "2024/05/31", "2024/06/01"}).formats, ElementsAre("%Y/%m/%d", "%d-%m-%Y"));
  EXPECT_EQ(type({"20240531", "20240601"}), "date");
  EXPECT_THAT(guess({"1", "2"}).formats, IsEmpty());
}

TEST(ColumnGuess, sees_no_date_where_there_cannot_be_one) {
  EXPECT_EQ(type({"31-02-2024"}), "string");
  EXPECT_EQ(type({"20241331"}), "bigint");
}

TEST(ColumnGuess, leaves_missing_values_aside) {
  const SniffedColumn column = guess({"", "NA", " n/a ", "null", "5"});
  EXPECT_EQ(column.type.to_string(), "bigint");
  EXPECT_EQ(column.empty, 4);
  EXPECT_EQ(column.values, 1);
  EXPECT_FALSE(column.unique) << "a key is never missing";
}

TEST(ColumnGuess, sees_what_may_be_a_key) {
  EXPECT_TRUE(guess({"1", "2"}).unique);
  EXPECT_FALSE(guess({"1", "2", "1"}).unique);
  EXPECT_FALSE(guess({}).unique);
}

}  // namespace
}  // namespace c360::ingest
