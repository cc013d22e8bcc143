#include "c360/lakehouse/skipping.h"

#include <gtest/gtest.h>

namespace c360::lakehouse {
namespace {

using Op = SkipCondition::Op;

/// One data file of a table with a column of every kind that can be skipped by, partitioned by country.
class SkippingTest : public ::testing::Test {
 protected:
  SkippingTest() {
    for (const auto& [name, type] : std::vector<std::pair<std::string, std::string>>{{"id", "long"},
                                                                                     {"amount", "decimal(12,2)"},
                                                                                     {"big", "decimal(38,2)"},
                                                                                     {"name", "string"},
                                                                                     {"day", "date"},
                                                                                     {"at", "timestamp"},
                                                                                     {"rate", "double"},
                                                                                     {"empty", "long"},
                                                                                     {"plain", "long"},
                                                                                     {"country", "string"},
                                                                                     {"since", "date"}}) {
      delta::Field& field = metadata_.schema.fields.emplace_back();
      field.name = name;
      field.type.primitive = type;
    }
    metadata_.partition_columns = {"country", "since"};
    file_.partition_values = {{"country", "NL"}, {"since", ""}};
    file_.stats = R"({"numRecords": 10,
      "minValues": {"id": 5, "amount": 1.10, "big": -0.01, "name": "bob", "day": "2024-05-01", "rate": 0.5,
                    "at": "2024-05-01T00:00:00.000Z"},
      "maxValues": {"id": 9, "amount": 2.20, "big": 123456789012345678901234567890123456.78, "name": "mary", "day": "2024-05-31", "rate": 1.5,
                    "at": "2024-05-31T00:00:00.123Z"},
      "nullCount": {"id": 0, "amount": 3, "empty": 10}})";
  }

  bool matches(const std::string& column, Op op, const std::string& value = {}) {
    return may_match(file_, metadata_, {{column, op, value}});
  }

  delta::Metadata metadata_;
  delta::AddFile file_;
};

TEST_F(SkippingTest, LeavesOutValuesOutsideTheBounds) {
  EXPECT_FALSE(matches("id", Op::kEqual, "4"));
  EXPECT_TRUE(matches("id", Op::kEqual, "5"));
  EXPECT_TRUE(matches("id", Op::kEqual, "9"));
  EXPECT_FALSE(matches("id", Op::kEqual, "10"));
}

TEST_F(SkippingTest, KnowsWhereEachComparisonEnds) {
  EXPECT_FALSE(matches("id", Op::kLess, "5"));
  EXPECT_TRUE(matches("id", Op::kLess, "6"));
  EXPECT_FALSE(matches("id", Op::kLessEqual, "4"));
  EXPECT_TRUE(matches("id", Op::kLessEqual, "5"));
  EXPECT_FALSE(matches("id", Op::kGreater, "9"));
  EXPECT_TRUE(matches("id", Op::kGreater, "8"));
  EXPECT_FALSE(matches("id", Op::kGreaterEqual, "10"));
  EXPECT_TRUE(matches("id", Op::kGreaterEqual, "9"));
}

TEST_F(SkippingTest, ComparesNumbersAsNumbers) {
  EXPECT_FALSE(matches("id", Op::kEqual, "10"));  // as text, "10" is below "5"
  EXPECT_FALSE(matches("amount", Op::kEqual, "10.00"));
  EXPECT_TRUE(matches("amount", Op::kEqual, "1.1"));
  EXPECT_FALSE(matches("amount", Op::kLess, "1.10"));
  EXPECT_FALSE(matches("amount", Op::kGreater, "2.20"));
}

TEST_F(SkippingTest, ComparesEveryDigitOfADecimal) {
  EXPECT_TRUE(matches("big", Op::kEqual, "123456789012345678901234567890123456.78"));
  EXPECT_FALSE(matches("big", Op::kEqual, "123456789012345678901234567890123456.79"));
  EXPECT_FALSE(matches("big", Op::kLess, "-0.01"));
}

TEST_F(SkippingTest, ComparesDates) {
  EXPECT_FALSE(matches("day", Op::kEqual, "2024-06-01"));
  EXPECT_TRUE(matches("day", Op::kGreaterEqual, "2024-05-31"));
}

TEST_F(SkippingTest, AMaximumMayBeCutToMilliseconds) {
  EXPECT_TRUE(matches("at", Op::kEqual, "2024-05-31T00:00:00.123999Z"));
  EXPECT_TRUE(matches("at", Op::kGreater, "2024-05-31 00:00:00.123998"));
  EXPECT_FALSE(matches("at", Op::kGreater, "2024-05-31 00:00:00.123999"));
  EXPECT_FALSE(matches("at", Op::kEqual, "2024-05-31T00:00:00.124Z"));
  EXPECT_FALSE(matches("at", Op::kLess, "2024-05-01T02:00:00+02:00"));
}

TEST_F(SkippingTest, AMaximumMayBeACutString) {
  EXPECT_TRUE(matches("name", Op::kEqual, "maryann"));
  EXPECT_TRUE(matches("name", Op::kGreater, "mary"));
  EXPECT_TRUE(matches("name", Op::kGreaterEqual, "maryann"));
  EXPECT_FALSE(matches("name", Op::kEqual, "mask"));
  EXPECT_FALSE(matches("name", Op::kGreater, "nora"));
  EXPECT_FALSE(matches("name", Op::kEqual, "bo"));
}

TEST_F(SkippingTest, NotANumberIsAboveEveryBound) {
  EXPECT_TRUE(matches("rate", Op::kGreater, "100"));
  EXPECT_TRUE(matches("rate", Op::kGreaterEqual, "100"));
  EXPECT_FALSE(matches("rate", Op::kEqual, "100"));
  EXPECT_FALSE(matches("rate", Op::kLess, "0.5"));
}

TEST_F(SkippingTest, KnowsWhereNullsAre) {
  EXPECT_FALSE(matches("id", Op::kIsNull));
  EXPECT_TRUE(matches("amount", Op::kIsNull));
  EXPECT_TRUE(matches("amount", Op::kIsNotNull));
  EXPECT_FALSE(matches("empty", Op::kIsNotNull));
  EXPECT_FALSE(matches("empty", Op::kEqual, "1"));
  EXPECT_TRUE(matches("empty", Op::kIsNull));
}

TEST_F(SkippingTest, PartitionValuesAreExact) {
  EXPECT_TRUE(matches("country", Op::kEqual, "NL"));
  EXPECT_FALSE(matches("country", Op::kEqual, "NLD"));
  EXPECT_FALSE(matches("country", Op::kGreater, "NL"));
  EXPECT_FALSE(matches("country", Op::kIsNull));
  EXPECT_TRUE(matches("country", Op::kIsNotNull));
}

TEST_F(SkippingTest, AnEmptyPartitionValueIsNull) {
  EXPECT_TRUE(matches("since", Op::kIsNull));
  EXPECT_FALSE(matches("since", Op::kIsNotNull));
  EXPECT_FALSE(matches("since", Op::kEqual, "2024-05-31"));
}

TEST_F(SkippingTest, LeavesNothingOutThatItDoesNotUnderstand) {
  EXPECT_TRUE(matches("plain", Op::kEqual, "1"));
  EXPECT_TRUE(matches("plain", Op::kIsNull));
  EXPECT_TRUE(matches("unknown", Op::kEqual, "1"));
  EXPECT_TRUE(matches("id", Op::kEqual, "5.5"));
  EXPECT_TRUE(matches("id", Op::kEqual, "many"));
}

TEST_F(SkippingTest, LeavesNothingOutWithoutStatistics) {
  for (const char* stats : {"", "{", "[]", "{}", "null", R"({"minValues": 7, "maxValues": null, "nullCount": "x"})"}) {
    file_.stats = stats;
    EXPECT_TRUE(matches("id", Op::kEqual, "4")) << stats;
    EXPECT_TRUE(matches("id", Op::kIsNull)) << stats;
  }
  file_.stats.reset();
  EXPECT_TRUE(matches("id", Op::kEqual, "4"));
  EXPECT_FALSE(matches("country", Op::kEqual, "BE"));
}

TEST_F(SkippingTest, AllConditionsMustBePossible) {
  EXPECT_TRUE(may_match(file_, metadata_, {{"id", Op::kEqual, "5"}, {"country", Op::kEqual, "NL"}}));
  EXPECT_FALSE(may_match(file_, metadata_, {{"id", Op::kEqual, "5"}, {"country", Op::kEqual, "BE"}}));
  EXPECT_TRUE(may_match(file_, metadata_, {}));
}

}  // namespace
}  // namespace c360::lakehouse
