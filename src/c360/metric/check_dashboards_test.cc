#include "c360/metric/check_dashboards.h"

#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CheckDashboardsTest : public ShopTest {
 protected:
  /// What is wrong with cards of a dashboard whose keys after `cards:` are given.
  std::vector<std::string> faults(const std::string& cards, const std::string& more = {}) {
    write("dashboards/mine.yaml", "title: Mine\n" + more + "cards:\n" + cards);
    std::vector<std::string> texts;
    for (const Error& fault : faults_of(model(), model_project().dashboards.at(0)))
      texts.push_back(fault.where().to_string() + ": " + fault.message());
    return texts;
  }
};

TEST_F(CheckDashboardsTest, EveryChartThatHasAnAnswerIsRight) {
  EXPECT_THAT(faults("  - { chart: tile, measures: [revenue, orders] }\n"
                     "  - { chart: time, measures: revenue }\n"
                     "  - { chart: time, measures: revenue, by: customers.city }\n"
                     "  - { chart: time, measures: revenue, by: [time, customers.city], grain: week }\n"
                     "  - { chart: bars, measures: revenue, by: customers.city, top: 2 }\n"
                     "  - { chart: bands, measures: customers, by: customers.spent_band }\n"
                     "  - { chart: week, measures: attempts }\n"
                     "  - { chart: table, measures: [revenue, orders], by: [customers.id, customers.city] }\n"
                     "  - { markdown: text }\n"),
              IsEmpty());
}

TEST_F(CheckDashboardsTest, NamesThatAreNotThereAreTold) {
  EXPECT_THAT(faults("  - { chart: tile, measures: revenu }\n"
                     "  - { chart: bars, measures: revenue, by: customers.cty }\n"
                     "  - { chart: tile, measures: revenue, where: town = Rome }\n"),
              ElementsAre(HasSubstr("mine.yaml:3:5: there is no measure 'revenu'"), HasSubstr("mine.yaml:4:5: "),
                          HasSubstr("mine.yaml:5:5: ")));
}

TEST_F(CheckDashboardsTest, QuestionsWithoutARightAnswerAreTold) {
  EXPECT_THAT(faults("  - { chart: bars, measures: revenue, by: payments.method }\n"
                     "  - { chart: week, measures: revenue }\n"),
              ElementsAre(HasSubstr("mine.yaml:3:5: "), HasSubstr("mine.yaml:4:5: ")));
}

TEST_F(CheckDashboardsTest, ConditionsOfTheDashboardAreItsCardsToo) {
  EXPECT_THAT(
      faults("  - { chart: tile, measures: revenue }\n  - { chart: tile, measures: orders }\n", "where: nothing = 1\n"),
      ElementsAre(HasSubstr("mine.yaml:4:5: "), HasSubstr("mine.yaml:5:5: ")));
}

TEST_F(CheckDashboardsTest, AChartThatCannotShowTheAnswerIsTold) {
  EXPECT_THAT(faults("  - { chart: tile, measures: revenue, by: customers.city }\n"
                     "  - { chart: bars, measures: revenue }\n"
                     "  - { chart: week, measures: [revenue, orders] }\n"
                     "  - { chart: cohorts, measures: revenue, by: customers.city }\n"),
              ElementsAre(HasSubstr("'chart: tile' cannot show this"), HasSubstr("'chart: bars' cannot show this"),
                          HasSubstr("'chart: week' cannot show this"), HasSubstr("'chart: cohorts' cannot show this")));
}

}  // namespace
}  // namespace c360::metric
