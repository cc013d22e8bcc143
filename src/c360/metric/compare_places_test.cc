// The same questions in two places.
#include "c360/metric/compare_places.h"

#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr const char* kTables[] = {"orders", "customers", "payments", "tickets", "points"};

bool everything(const std::string&, const std::string&) {
  return true;
}

/// The same tables under other names, asked by a connection of its own.
class ComparePlacesTest : public ShopTest {
 protected:
  ComparePlacesTest() {
    run("CREATE SCHEMA published");
    for (const char* table : kTables)
      run(std::string("CREATE TABLE published.silver_") + table + " AS SELECT * FROM silver." + table);
  }

  Comparison compare(const Question& asked) {
    return compare_places(asked, Side{model(), here_}, Side{model(), there_});
  }
  EveryQuestion all(const std::string& missing = "") {
    return every_question(
        model(), [&](const std::string&, const std::string& table) { return missing.empty() || table != missing; });
  }
  /// The measures asked by a dimension.
  static std::vector<std::string> measures_by(const EveryQuestion& all, const std::vector<std::string>& by) {
    for (const Question& each : all.questions)
      if (each.by == by) return each.measures;
    return {};
  }

  engine::Connection elsewhere_ = database_.connect();
  Answering here_{connection_};
  Answering there_{elsewhere_, "elsewhere", [](const std::string& schema, const std::string& table) {
                     return std::vector<std::string>{"published", schema + "_" + table};
                   }};
};

TEST_F(ComparePlacesTest, EqualRowsGiveEqualAnswersToEveryQuestion) {
  for (const Question& each : all().questions) {
    const Comparison comparison = compare(each);
    EXPECT_TRUE(comparison.holds()) << comparison.what << testing::PrintToString(comparison.differences);
    EXPECT_GT(comparison.rows, 0) << comparison.what;
  }
}

TEST_F(ComparePlacesTest, ADifferenceIsToldByMemberMeasureAndBothFigures) {
  run("UPDATE published.silver_orders SET amount = 8.01 WHERE id = 5");
  const Comparison comparison = compare(question({"revenue", "orders", "aov"}, {"city"}));
  EXPECT_EQ(comparison.what, "by city");
  EXPECT_EQ(comparison.different, 1);
  EXPECT_THAT(comparison.differences,
              ElementsAre("city Rome: revenue is 38.00 in the lakehouse, 38.01 in elsewhere; aov is 12.6667 in the "
                          "lakehouse, 12.6700 in elsewhere"));
  EXPECT_THAT(compare(question({"revenue"}, {})).differences,
              ElementsAre("revenue is 51.01 in the lakehouse, 51.02 in elsewhere"));
}

TEST_F(ComparePlacesTest, MembersThatOnePlaceLacksAreDifferences) {
  run("UPDATE published.silver_orders SET kind = 'cup' WHERE kind = 'book'");
  const Comparison comparison = compare(question({"revenue"}, {"orders.kind"}));
  EXPECT_EQ(comparison.rows, 4);
  EXPECT_EQ(comparison.different, 2);
  EXPECT_THAT(comparison.differences,
              UnorderedElementsAre("kind book: only in the lakehouse", "kind cup: only in elsewhere"));
}

TEST_F(ComparePlacesTest, OnlyTheFirstDifferencesAreTold) {
  run("UPDATE published.silver_orders SET amount = amount + 1");
  const Comparison comparison = compare(question({"revenue"}, {"orders.day.day"}));
  EXPECT_EQ(comparison.different, 6);
  EXPECT_EQ(comparison.differences.size(), 3U);
}

TEST_F(ComparePlacesTest, WhatIsNotKnownIsAMemberLikeAnyOther) {
  run("UPDATE published.silver_customers SET city = '' WHERE city IS NULL");
  EXPECT_THAT(compare(question({"customers"}, {"city"})).differences,
              UnorderedElementsAre("city nothing: only in the lakehouse", "city : only in elsewhere"));
}

TEST_F(ComparePlacesTest, EveryMeasureIsAskedByEveryDimensionThatItReaches) {
  const EveryQuestion asked = all();
  EXPECT_THAT(asked.not_asked, IsEmpty());
  EXPECT_THAT(measures_by(asked, {}), IsSupersetOf({"revenue", "aov", "customers", "balance"}));
  EXPECT_THAT(measures_by(asked, {"customers.city"}), IsSupersetOf({"revenue", "customers", "repeat_rate"}));
  EXPECT_THAT(measures_by(asked, {"orders.kind"}), Contains("revenue"));
  EXPECT_THAT(measures_by(asked, {"orders.kind"}), Not(Contains("customers"))) << "which has no right answer";
  EXPECT_THAT(measures_by(asked, {"time.month"}), Contains("revenue"));
  EXPECT_THAT(measures_by(asked, {"orders.day.month"}), Contains("revenue"));
}

TEST_F(ComparePlacesTest, WhatReadsATableThatIsNotThereIsLeftOut) {
  const EveryQuestion asked = all("points");
  EXPECT_THAT(asked.not_asked, Contains("balance"));
  EXPECT_THAT(asked.not_asked, Not(Contains("revenue")));
  run("DROP TABLE published.silver_points");
  for (const Question& each : asked.questions) EXPECT_TRUE(compare(each).holds());
  EXPECT_THAT(measures_by(all("customers"), {"customers.city"}), IsEmpty());
  EXPECT_THAT(measures_by(all("customers"), {"orders.kind"}), Contains("revenue"));
}

TEST_F(ComparePlacesTest, OneEntitysMeasuresCanBeAskedAlone) {
  const EveryQuestion asked = every_question(model(), everything, model().spec().find("tickets"));
  for (const Question& each : asked.questions)
    for (const std::string& measure : each.measures)
      EXPECT_EQ(model().spec().find_measure(measure)->entity, "tickets") << measure;
  EXPECT_FALSE(asked.questions.empty());
}

}  // namespace
}  // namespace c360::metric
