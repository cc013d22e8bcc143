#include "c360/metric/definition.h"

#include <gtest/gtest.h>

#include "c360/project/metric_text.h"

namespace c360::metric {
namespace {

using project::Measure;

Measure measure(Measure::Kind kind, std::string of = "revenue") {
  Measure made;
  made.kind = kind;
  made.of = std::move(of);
  return made;
}

TEST(Definition, AggregatesReadAsTheyAreWritten) {
  for (const char* text : {"count(*)", "count(email)", "count(distinct customer_id)", "sum(a * (b + 1))", "average(x)",
                           "min(x)", "max(x)", "median(x)", "percentile(x, 0.9)", "first(x by y, z)", "last(x by y)"})
    EXPECT_EQ(text_of(*project::parse_aggregate(text)), text);
}

TEST(Definition, AnAggregateSaysWhichRowsCount) {
  Measure made = measure(Measure::Kind::kAggregate);
  made.aggregate = *project::parse_aggregate("sum(points)");
  made.condition = "points > 0";
  made.filters = {"tier = Gold"};
  EXPECT_EQ(definition_of(made), "sum(points) where points > 0 where tier = Gold");
  made.filters.clear();
  made.semi_additive = project::SemiAdditive{{}, "day", project::SemiAdditive::Take::kLast, {"account"}};
  EXPECT_EQ(definition_of(made), "sum(points) where points > 0, at the last day per account");
}

TEST(Definition, EveryKindHasWords) {
  Measure ratio = measure(Measure::Kind::kRatio);
  ratio.ratio = {"revenue", "orders"};
  EXPECT_EQ(definition_of(ratio), "revenue / orders");
  Measure share = measure(Measure::Kind::kShare);
  EXPECT_EQ(definition_of(share), "share of revenue");
  share.over = {"orders.kind"};
  EXPECT_EQ(definition_of(share), "share of revenue over orders.kind");
  Measure change = measure(Measure::Kind::kChange);
  EXPECT_EQ(definition_of(change), "revenue against the period before, in percent");
  change.since = Measure::Since::kLastYear;
  change.as = Measure::As::kPrevious;
  EXPECT_EQ(definition_of(change), "revenue of last year");
  Measure running = measure(Measure::Kind::kRunning);
  EXPECT_EQ(definition_of(running), "revenue since the beginning");
  running.restart = project::TimeGrain::kYear;
  EXPECT_EQ(definition_of(running), "revenue since the beginning of the year");
  Measure rolling = measure(Measure::Kind::kRolling);
  rolling.periods = 3;
  EXPECT_EQ(definition_of(rolling), "revenue of 3 periods");
  Measure each = measure(Measure::Kind::kEach, "orders");
  each.each = "customers";
  each.having = {">=", "2"};
  EXPECT_EQ(definition_of(each), "count of orders for each of customers where it is >= 2");
  EXPECT_EQ(definition_of(measure(Measure::Kind::kRank)), "rank by revenue");
}

TEST(Definition, FormulasKeepTheirBrackets) {
  for (const char* text : {"a + b", "a - b - c", "a - (b - c)", "(a + b) * 0.5", "a * b - c * (d + e)"}) {
    Measure made = measure(Measure::Kind::kFormula);
    made.formula = *project::parse_formula(text);
    EXPECT_EQ(definition_of(made), text);
  }
}

}  // namespace
}  // namespace c360::metric
