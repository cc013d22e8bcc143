// The examples' metrics over random rows: they compile, gold says the same to the last digit, and nothing hangs on a
// name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/local_files.h"
#include "c360/metric/check.h"
#include "c360/metric/page_content.h"
#include "c360/metric/pages.h"
#include "c360/metric/testing/renamed_example.h"
#include "c360/metric/testing/world.h"
#include "c360/metric/value.h"

namespace c360::metric {
namespace {

namespace fs = std::filesystem;

fs::path example_folder(const std::string& name) {
  return fs::path(C360_SOURCE_DIR) / "examples" / name;
}

Question question(std::vector<std::string> measures, std::vector<std::string> by,
                  const std::vector<std::string>& where = {}) {
  Question asked;
  asked.measures = std::move(measures);
  asked.by = std::move(by);
  for (const std::string& condition : where) asked.where.push_back(parse_condition(condition));
  return asked;
}

class Examples : public testing::TestWithParam<const char*> {};

TEST_P(Examples, CompileWithoutData) {
  World world(example_folder(GetParam()), 1, 0);
  EXPECT_NO_THROW(check(world.connection(), world.project()));
}

TEST_P(Examples, GoldSaysWhatTheMeasuresSay) {
  for (const int rows : {0, 150}) {
    World world(example_folder(GetParam()), 5, rows);
    Answering here(world.connection());
    std::size_t compared = 0;
    for (const auto& entity : world.project().metrics.entities) {
      for (const auto& agreement : entity.agreements) {
        const Comparison comparison = compare_with_table(world.model(), agreement, here);
        EXPECT_TRUE(comparison.holds()) << comparison.what << ": " << testing::PrintToString(comparison.differences);
        ++compared;
      }
      for (const Comparison& comparison : compare_totals(world.model(), entity, here)) {
        EXPECT_TRUE(comparison.holds()) << comparison.what << ": " << testing::PrintToString(comparison.differences);
        ++compared;
      }
    }
    EXPECT_GE(compared, 40U) << rows;
  }
}

TEST_P(Examples, EveryMeasureHasAnAnswer) {
  World world(example_folder(GetParam()), 9, 200);
  for (const auto& entity : world.project().metrics.entities)
    for (const auto& measure : entity.measures) {
      Question asked = question({measure.name}, {});
      const ValuePtr value = value_of(world.model(), measure);
      if (has_kind(value, Value::Kind::kChange) || has_kind(value, Value::Kind::kRunning) ||
          has_kind(value, Value::Kind::kRolling))
        asked.by = {"time.month"};
      for (const std::string& over : measure.over) asked.by.push_back(over + ".month");
      const auto rows = world.answer(asked);
      ASSERT_FALSE(rows.empty()) << measure.name;
      EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.back().has_value(); }))
          << measure.name << " has no value";
    }
}

INSTANTIATE_TEST_SUITE_P(Both, Examples, testing::Values("ecommerce", "retail360"),
                         [](const auto& chosen) { return std::string(chosen.param); });

// Every table and column called something else.

std::vector<std::string> renamed(std::vector<std::string> texts) {
  for (std::string& text : texts) text = metric::renamed(text);
  return texts;
}

TEST(RenamedExample, HasTheSamePagesAndTheSameAnswers) {
  TemporaryDirectory folder;
  write_renamed_retail360(folder.path());
  World before(example_folder("retail360"), 3, 250);
  World after(folder.path(), 3, 250);
  ASSERT_EQ(before.project().metrics.find_measure("buying_customers")->aggregate.of, "customer_id");
  ASSERT_EQ(after.project().metrics.find_measure("buying_customers")->aggregate.of, "zz_customer_id");
  const auto pages = [](const World& world) {
    std::vector<std::string> made;
    for (const Page& page : pages_of(world.project().metrics))
      if (page.lacks.empty()) made.push_back(page.name);
    return made;
  };
  EXPECT_EQ(pages(before), pages(after));
  EXPECT_EQ(pages(before).size(), 7U);
  const auto same = [&](std::vector<std::string> measures, std::vector<std::string> by,
                        const std::vector<std::string>& where = {}) {
    const auto rows = before.answer(question(measures, by, where));
    EXPECT_FALSE(rows.empty()) << testing::PrintToString(measures);
    EXPECT_EQ(rows, after.answer(question(renamed(measures), renamed(by), renamed(where))))
        << testing::PrintToString(measures);
  };
  same({"revenue", "sales", "payment_success_rate"}, {"sales.channel"});
  same({"revenue", "revenue_change", "revenue_this_year"}, {"time.month"});
  same({"revenue"}, {"products.category", "stores.location"});
  same({"revenue", "customers", "repeat_rate"}, {"customers.tier_level"});
  same({"customers", "buyers"}, {"customers.sales_made"});
  same({"resolution_rate"}, {"agents.department", "service.issue_type"});
  same({"points_balance"}, {"time.quarter", "customers.tier_level"});
  same({"retention"}, {"customers.first_sale.quarter", "sales.since_first_sale.quarter"});
  same({"revenue"}, {"sales.payment_method"}, {"sales.channel = Online"});
  same({"revenue"}, {"segments.segment"});
  same({"sales"}, {"time.day_name", "time.hour_of_day"});
}

TEST(RenamedExample, HasTheSameCards) {
  TemporaryDirectory folder;
  write_renamed_retail360(folder.path());
  const auto before = page_contents(project::load(example_folder("retail360")).metrics);
  const auto after = page_contents(project::load(folder.path()).metrics);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t page = 0; page < before.size(); ++page) {
    ASSERT_EQ(before[page].cards.size(), after[page].cards.size()) << before[page].page.name;
    for (std::size_t i = 0; i < before[page].cards.size(); ++i) {
      const PageCard &one = before[page].cards[i], &other = after[page].cards[i];
      EXPECT_EQ(one.kind, other.kind) << one.title;
      EXPECT_EQ(renamed(one.measures), other.measures) << one.title;
      EXPECT_EQ(renamed(one.by), other.by) << one.title;
      EXPECT_EQ(renamed(one.where), other.where) << one.title;
      EXPECT_EQ(renamed(one.marks), other.marks) << one.title;
    }
  }
}

}  // namespace
}  // namespace c360::metric
