#include "c360/project/metric_text.h"

#include <gtest/gtest.h>

#include "c360/project/metric_words.h"

namespace c360::project {
namespace {

using Function = Aggregate::Function;
using Step = FormulaStep::Kind;

TEST(MetricText, ReadsEveryAggregate) {
  for (const auto& [text, function, of] : std::vector<std::tuple<const char*, Function, const char*>>{
           {"count(*)", Function::kCount, ""},
           {"count(email)", Function::kCount, "email"},
           {"COUNT( DISTINCT customer_id )", Function::kCountDistinct, "customer_id"},
           {"count(distinct(lower(email)))", Function::kCountDistinct, "(lower(email))"},
           {"sum(amount)", Function::kSum, "amount"},
           {" sum ( amount * (1 - discount) ) ", Function::kSum, "amount * (1 - discount)"},
           {"avg(price)", Function::kAverage, "price"},
           {"average(coalesce(price, 0))", Function::kAverage, "coalesce(price, 0)"},
           {"min(day)", Function::kMin, "day"},
           {"max(day)", Function::kMax, "day"},
           {"median(amount)", Function::kMedian, "amount"}}) {
    const auto aggregate = parse_aggregate(text);
    ASSERT_TRUE(aggregate) << text;
    EXPECT_EQ(aggregate->function, function) << text;
    EXPECT_EQ(aggregate->of, of) << text;
  }
}

TEST(MetricText, ACountOfDistinctlyNamedColumnsIsNoCountDistinct) {
  EXPECT_EQ(parse_aggregate("count(distinctive)")->function, Function::kCount);
}

TEST(MetricText, ReadsPercentilesWithTheirShare) {
  const auto aggregate = parse_aggregate("percentile(greatest(a, b), 0.95)");
  ASSERT_TRUE(aggregate);
  EXPECT_EQ(aggregate->function, Function::kPercentile);
  EXPECT_EQ(aggregate->of, "greatest(a, b)");
  EXPECT_EQ(aggregate->at, "0.95");
}

TEST(MetricText, ReadsFirstAndLastWithTheirOrder) {
  const auto aggregate = parse_aggregate("first(method by paid_on, payment_id)");
  ASSERT_TRUE(aggregate);
  EXPECT_EQ(aggregate->of, "method");
  EXPECT_EQ(aggregate->by, (std::vector<std::string>{"paid_on", "payment_id"}));
  EXPECT_EQ(parse_aggregate("last(by_hand by day)")->of, "by_hand");
}

TEST(MetricText, WhatIsNotOneAggregateIsNone) {
  for (const char* text : {"",
                           "amount",
                           "sum",
                           "sum()",
                           "sum(amount",
                           "sum(*)",
                           "sum(a, b)",
                           "sum(a) + sum(b)",
                           "sum(a)) + ((b)",
                           "mean(amount)",
                           "count(a, b)",
                           "percentile(a)",
                           "percentile(a, 90)",
                           "percentile(a, 0.0)",
                           "percentile(a, 1.5)",
                           "first(a)",
                           "first(a by )",
                           "first(a, b by c)",
                           "sum('a)",
                           "sum(amount) where x"})
    EXPECT_FALSE(parse_aggregate(text)) << text;
}

TEST(MetricText, BracketsAndCommasInTextsAreTexts) {
  EXPECT_EQ(parse_aggregate("count(distinct concat(a, '),('))")->of, "concat(a, '),(')");
}

TEST(MetricText, ReadsHowValuesAreTakenTogether) {
  EXPECT_EQ(parse_take("count")->function, Function::kCount);
  EXPECT_EQ(parse_take("median")->function, Function::kMedian);
  EXPECT_EQ(parse_take("percentile 0.9")->at, "0.9");
  for (const char* text : {"", "percentile", "percentile 90", "median 0.5", "first", "sum(x)"})
    EXPECT_FALSE(parse_take(text)) << text;
}

TEST(MetricText, ReadsRatios) {
  EXPECT_EQ(parse_ratio("revenue/ orders"), std::pair(std::string("revenue"), std::string("orders")));
  for (const char* text : {"revenue", "revenue / ", "/ orders", "a / b / c", "a / 2", "sum(a) / b"})
    EXPECT_FALSE(parse_ratio(text)) << text;
}

std::string postfix(const char* text) {
  const auto steps = parse_formula(text);
  if (!steps) return "none";
  std::string result;
  for (const FormulaStep& step : *steps) {
    const std::string sign = step.kind == Step::kAdd ? "+" : step.kind == Step::kSubtract ? "-" : "*";
    const bool is_operand = step.kind == Step::kMeasure || step.kind == Step::kNumber;
    result += (result.empty() ? "" : " ") + (is_operand ? step.text : sign);
  }
  return result;
}

TEST(MetricText, FormulasKeepTheRulesOfArithmetic) {
  EXPECT_EQ(postfix("revenue - refunds"), "revenue refunds -");
  EXPECT_EQ(postfix("a - b - c"), "a b - c -");
  EXPECT_EQ(postfix("a + b * c"), "a b c * +");
  EXPECT_EQ(postfix("(a + b) * 0.19"), "a b + 0.19 *");
  EXPECT_EQ(postfix("a*(b-(c+d))"), "a b c d + - *");
}

TEST(MetricText, WhatIsNoFormulaIsNone) {
  for (const char* text : {"", "a b", "a +", "+ a", "(a", "a)", "()", "a / b", "a ** b", "1.2.3", "a.b + c", "a (b)"})
    EXPECT_EQ(postfix(text), "none") << text;
}

TEST(MetricText, ReadsComparisonsWithANumber) {
  EXPECT_EQ(parse_having(">= 2")->op, ">=");
  EXPECT_EQ(parse_having(">= 2")->number, "2");
  EXPECT_EQ(parse_having("<>-1.5")->number, "-1.5");
  for (const char* text : {"2", ">", "> x", "=> 2", "> 1 2", ""}) EXPECT_FALSE(parse_having(text)) << text;
}

TEST(MetricWords, EveryWordIsItsValuesWord) {
  for (const auto& [word, role] : column_role_words()) EXPECT_EQ(word_of(role), word);
  for (const auto& [word, role] : entity_role_words()) EXPECT_EQ(word_of(role), word);
  for (const auto& [word, grain] : time_grain_words()) EXPECT_EQ(find_grain(word), grain);
  EXPECT_FALSE(find_grain("century"));
}

TEST(MetricWords, NamesBecomeLabels) {
  EXPECT_EQ(label_of_name("average_order_value"), "Average order value");
  EXPECT_EQ(label_of_name("x"), "X");
}

}  // namespace
}  // namespace c360::project
