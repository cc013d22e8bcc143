#include "c360/lakehouse/skipping.h"

#include <gtest/gtest.h>

#include "c360/lakehouse/schema_mapping.h"
#include "c360/sql/functions.h"

namespace c360::lakehouse {
namespace {

using sql::equal;
using sql::greater;
using sql::greater_equal;
using sql::less;
using sql::less_equal;

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

  bool matches(const sql::Expr& condition) const { return FileFilter(metadata_, condition).may_match(file_); }
  bool matches(const std::string& column, sql::Expr (*relation)(sql::Expr, sql::Expr), const std::string& value) const {
    return matches(relation(sql::column(column), value_of(column, value)));
  }
  bool matches_null(const std::string& column) const { return matches(sql::is_null(sql::column(column))); }
  bool matches_value(const std::string& column) const { return matches(sql::is_not_null(sql::column(column))); }
  bool matches_one_of(const std::string& column, const std::vector<std::string>& values) const {
    std::vector<sql::Expr> list;
    for (const auto& value : values) list.push_back(value_of(column, value));
    return matches(sql::in_list(sql::column(column), list));
  }
  bool matches_prefix(const std::string& column, const std::string& prefix) const {
    return matches(sql::call(sql::fn::kStartsWith, {sql::column(column), sql::literal(prefix)}));
  }

  /// A literal of the column's type.
  sql::Expr value_of(const std::string& column, const std::string& text) const {
    const delta::Field* field = metadata_.schema.find(column);
    return sql::literal(text, field == nullptr ? sql::Type{} : sql_type(field->type));
  }

  delta::Metadata metadata_;
  delta::AddFile file_;
};

TEST_F(SkippingTest, LeavesOutValuesOutsideTheBounds) {
  EXPECT_FALSE(matches("id", equal, "4"));
  EXPECT_TRUE(matches("id", equal, "5"));
  EXPECT_TRUE(matches("id", equal, "9"));
  EXPECT_FALSE(matches("id", equal, "10"));
}

TEST_F(SkippingTest, KnowsWhereEachComparisonEnds) {
  EXPECT_FALSE(matches("id", less, "5"));
  EXPECT_TRUE(matches("id", less, "6"));
  EXPECT_FALSE(matches("id", less_equal, "4"));
  EXPECT_TRUE(matches("id", less_equal, "5"));
  EXPECT_FALSE(matches("id", greater, "9"));
  EXPECT_TRUE(matches("id", greater, "8"));
  EXPECT_FALSE(matches("id", greater_equal, "10"));
  EXPECT_TRUE(matches("id", greater_equal, "9"));
}

TEST_F(SkippingTest, ComparesNumbersAsNumbers) {
  EXPECT_FALSE(matches("id", equal, "10"));  // as text, "10" is below "5"
  EXPECT_FALSE(matches("amount", equal, "10.00"));
  EXPECT_TRUE(matches("amount", equal, "1.1"));
  EXPECT_FALSE(matches("amount", less, "1.10"));
  EXPECT_FALSE(matches("amount", greater, "2.20"));
}

TEST_F(SkippingTest, ComparesEveryDigitOfADecimal) {
  EXPECT_TRUE(matches("big", equal, "123456789012345678901234567890123456.78"));
  EXPECT_FALSE(matches("big", equal, "123456789012345678901234567890123456.79"));
  EXPECT_FALSE(matches("big", less, "-0.01"));
}

TEST_F(SkippingTest, ComparesDates) {
  EXPECT_FALSE(matches("day", equal, "2024-06-01"));
  EXPECT_TRUE(matches("day", greater_equal, "2024-05-31"));
}

TEST_F(SkippingTest, AMaximumMayBeCutToMilliseconds) {
  EXPECT_TRUE(matches("at", equal, "2024-05-31T00:00:00.123999Z"));
  EXPECT_TRUE(matches("at", greater, "2024-05-31 00:00:00.123998"));
  EXPECT_FALSE(matches("at", greater, "2024-05-31 00:00:00.123999"));
  EXPECT_FALSE(matches("at", equal, "2024-05-31T00:00:00.124Z"));
  EXPECT_FALSE(matches("at", less, "2024-05-01T02:00:00+02:00"));
}

TEST_F(SkippingTest, AMaximumMayBeACutString) {
  EXPECT_TRUE(matches("name", equal, "maryann"));
  EXPECT_TRUE(matches("name", greater, "mary"));
  EXPECT_TRUE(matches("name", greater_equal, "maryann"));
  EXPECT_FALSE(matches("name", equal, "mask"));
  EXPECT_FALSE(matches("name", greater, "nora"));
  EXPECT_FALSE(matches("name", equal, "bo"));
}

TEST_F(SkippingTest, NotANumberIsAboveEveryBound) {
  EXPECT_TRUE(matches("rate", greater, "100"));
  EXPECT_TRUE(matches("rate", greater_equal, "100"));
  EXPECT_FALSE(matches("rate", equal, "100"));
  EXPECT_FALSE(matches("rate", less, "0.5"));
}

TEST_F(SkippingTest, KnowsWhereNullsAre) {
  EXPECT_FALSE(matches_null("id"));
  EXPECT_TRUE(matches_null("amount"));
  EXPECT_TRUE(matches_value("amount"));
  EXPECT_FALSE(matches_value("empty"));
  EXPECT_FALSE(matches("empty", equal, "1"));
  EXPECT_TRUE(matches_null("empty"));
}

TEST_F(SkippingTest, PartitionValuesAreExact) {
  EXPECT_TRUE(matches("country", equal, "NL"));
  EXPECT_FALSE(matches("country", equal, "NLD"));
  EXPECT_FALSE(matches("country", greater, "NL"));
  EXPECT_FALSE(matches_null("country"));
  EXPECT_TRUE(matches_value("country"));
}

TEST_F(SkippingTest, AnEmptyPartitionValueIsNull) {
  EXPECT_TRUE(matches_null("since"));
  EXPECT_FALSE(matches_value("since"));
  EXPECT_FALSE(matches("since", equal, "2024-05-31"));
}

TEST_F(SkippingTest, LeavesNothingOutThatItDoesNotUnderstand) {
  EXPECT_TRUE(matches("plain", equal, "1"));
  EXPECT_TRUE(matches_null("plain"));
  EXPECT_TRUE(matches("unknown", equal, "1"));
  EXPECT_TRUE(matches("id", equal, "5.5"));
  EXPECT_TRUE(matches("id", equal, "many"));
}

TEST_F(SkippingTest, LeavesNothingOutWithoutStatistics) {
  for (const char* stats : {"", "{", "[]", "{}", "null", R"({"minValues": 7, "maxValues": null, "nullCount": "x"})"}) {
    file_.stats = stats;
    EXPECT_TRUE(matches("id", equal, "4")) << stats;
    EXPECT_TRUE(matches_null("id")) << stats;
  }
  file_.stats.reset();
  EXPECT_TRUE(matches("id", equal, "4"));
  EXPECT_FALSE(matches("country", equal, "BE"));
}

TEST_F(SkippingTest, AllConditionsMustBePossible) {
  const sql::Expr five = equal(sql::column("id"), value_of("id", "5"));
  const sql::Expr four = equal(sql::column("id"), value_of("id", "4"));
  const sql::Expr dutch = equal(sql::column("country"), value_of("country", "NL"));
  EXPECT_TRUE(matches(sql::all_of({five, dutch})));
  EXPECT_FALSE(matches(sql::all_of({four, dutch})));
  EXPECT_FALSE(matches(sql::all_of({dutch, dutch, four})));
}

TEST_F(SkippingTest, OneAlternativeMustBePossible) {
  const sql::Expr five = equal(sql::column("id"), value_of("id", "5"));
  const sql::Expr four = equal(sql::column("id"), value_of("id", "4"));
  const sql::Expr ten = equal(sql::column("id"), value_of("id", "10"));
  EXPECT_TRUE(matches(sql::any_of({four, five})));
  EXPECT_FALSE(matches(sql::any_of({four, ten})));
  EXPECT_TRUE(matches(sql::any_of({four, sql::user_sql("anything()")})));
  EXPECT_FALSE(matches(sql::all_of({sql::user_sql("anything()"), sql::any_of({four, ten})})));
}

TEST_F(SkippingTest, OneOfAListMustBePossible) {
  EXPECT_FALSE(matches_one_of("id", {"4", "10", "1", "12"}));
  EXPECT_TRUE(matches_one_of("id", {"10", "4", "7"}));
  EXPECT_TRUE(matches_one_of("id", {"5"}));
  EXPECT_TRUE(matches_one_of("id", {"9"}));
  EXPECT_FALSE(matches_one_of("name", {"anna", "zoe", "mask"}));
  EXPECT_TRUE(matches_one_of("name", {"anna", "zoe", "maryann"}));
  EXPECT_FALSE(matches_one_of("country", {"BE", "FR"}));
  EXPECT_TRUE(matches_one_of("country", {"BE", "NL"}));
  EXPECT_FALSE(matches_one_of("empty", {"1", "2"}));
  EXPECT_TRUE(matches_one_of("plain", {"1", "2"}));
}

TEST_F(SkippingTest, NullEqualsNothing) {
  const sql::Expr null = sql::null_of({sql::TypeKind::kBigint});
  EXPECT_FALSE(matches(equal(sql::column("id"), null)));
  EXPECT_FALSE(matches(sql::in_list(sql::column("id"), {null, value_of("id", "4")})));
  EXPECT_TRUE(matches(sql::in_list(sql::column("id"), {null, value_of("id", "6")})));
}

TEST_F(SkippingTest, LeavesOutTextsThatBeginDifferently) {
  EXPECT_TRUE(matches_prefix("name", "b"));
  EXPECT_TRUE(matches_prefix("name", "bob"));
  EXPECT_TRUE(matches_prefix("name", "bobby"));
  EXPECT_TRUE(matches_prefix("name", "m"));
  EXPECT_TRUE(matches_prefix("name", "maryann"));  // the maximum may be cut
  EXPECT_TRUE(matches_prefix("name", ""));
  EXPECT_FALSE(matches_prefix("name", "a"));
  EXPECT_FALSE(matches_prefix("name", "boa"));
  EXPECT_FALSE(matches_prefix("name", "mas"));
  EXPECT_FALSE(matches_prefix("name", "n"));
  EXPECT_TRUE(matches_prefix("country", "N"));
  EXPECT_FALSE(matches_prefix("country", "NLD"));
  EXPECT_TRUE(matches_prefix("plain", "x"));
}

TEST_F(SkippingTest, LeavesNothingOutForAValueOfAnotherType) {
  EXPECT_TRUE(matches(equal(sql::column("id"), sql::literal("4"))));
  EXPECT_TRUE(matches(equal(sql::column("name"), sql::literal(std::int64_t{7}))));
  EXPECT_TRUE(matches(equal(sql::column("day"), sql::literal("1999-01-01", {sql::TypeKind::kTimestamp}))));
  EXPECT_TRUE(matches(equal(sql::column("amount"), sql::literal("10.0", sql::Type::decimal(12, 1)))));
}

TEST_F(SkippingTest, LeavesNothingOutForOtherConditions) {
  const sql::Expr four = value_of("id", "4");
  EXPECT_TRUE(matches(sql::not_equal(sql::column("id"), four)));
  EXPECT_TRUE(matches(sql::negate(equal(sql::column("id"), value_of("id", "5")))));
  EXPECT_TRUE(matches(equal(four, sql::column("id"))));
  EXPECT_TRUE(matches(equal(sql::add(sql::column("id"), four), four)));
  EXPECT_TRUE(matches(equal(sql::column("id"), sql::column("plain"))));
  EXPECT_TRUE(matches(sql::in_list(sql::column("id"), {four, sql::column("plain")})));
  EXPECT_TRUE(matches(sql::literal(true)));
}

}  // namespace
}  // namespace c360::lakehouse
