#include "c360/serve/report.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "c360/base/error.h"
#include "c360/serve/report_questions.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ReportTest : public testing::ServiceFixture {
 protected:
  /// The shop with a day for each order, and what they are worth.
  void put_metrics() {
    put("models/gold/dated_orders.sql",
        "-- grain: order_id\n-- Orders with a day.\n"
        "SELECT order_id, amount, date '2024-01-01' + order_id::integer AS day FROM silver.orders\n");
    put("metrics/orders.yaml",
        "entity: orders\nrole: sale\ndescription: \"Orders </script><script>alert(1)</script>\"\n"
        "table: gold.dated_orders\ncolumns: { order_id: id, amount: amount, day: time }\n"
        "measures:\n  money: { value: sum(amount), format: currency, description: Money. }\n"
        "  orders: { value: count(*), description: Orders. }\n");
  }

  Report report(bool unmasked = false) { return report_of(project(), unmasked, cancel_); }

  /// What a page holds.
  static Json data_of(const std::string& page) {
    const std::string open = "id=\"c360-data\">";
    const std::size_t begin = page.find(open) + open.size();
    return Json::parse(page.substr(begin, page.find("</script>", begin) - begin));
  }
  /// The answers to an address without its query.
  static std::vector<Json> answers(const Report& report, const std::string& path) {
    std::vector<Json> found;
    const Json data = data_of(report.page);
    for (const Json& answer : data["answers"])
      if (answer["path"] == path) found.push_back(answer);
    return found;
  }

  Cancellation cancel_;
};

TEST_F(ReportTest, HoldsTheAnswersOfTheServer) {
  put_metrics();
  run();
  const Report made = report();
  serve();
  for (const char* path : {"/v1/project", "/v1/metrics", "/v1/pages", "/v1/quality", "/v1/sources", "/v1/lineage"}) {
    const auto found = answers(made, path);
    ASSERT_EQ(found.size(), 1u) << path;
    EXPECT_EQ(found[0]["body"], get(path).json()) << path;
  }
  const Json data = data_of(made.page);
  std::size_t questions = 0;
  for (const Json& answer : data["answers"]) {
    if (answer["path"] != "/v1/metrics/query") continue;
    http::Request asked = request("GET", "/v1/metrics/query");
    for (const Json& pair : answer["query"]) asked.query.add(pair[0], pair[1]);
    EXPECT_EQ(answer["body"], ask(asked).json()) << answer["query"];
    ++questions;
  }
  EXPECT_GE(questions, 9u);
  EXPECT_EQ(data["answers"].size(), made.answers);
}

TEST_F(ReportTest, HoldsEveryQuestionOfEveryCardOnce) {
  put_metrics();
  run();
  const Reading reading(project());
  const auto questions = report_questions(reading, metric::DayRange{"2024-01-02", "2024-01-04"});
  std::map<std::string, int> paths;
  for (const ReportQuestion& question : questions) {
    ++paths[question.path];
    EXPECT_EQ(std::count(questions.begin(), questions.end(), question), 1);
  }
  EXPECT_EQ(paths["/v1/runs/" + reading.moment()->run_id], 1);
  const ReportQuestion all{"/v1/metrics/query", {{"measure", "money"}, {"by", "time.day"}}};
  const ReportQuestion week{
      "/v1/metrics/query",
      {{"measure", "money"}, {"by", "time.day"}, {"where", "time >= 2023-12-29"}, {"where", "time <= 2024-01-04"}}};
  EXPECT_THAT(questions, Contains(all)) << "which are no condition";
  EXPECT_THAT(questions, Contains(week));
}

TEST_F(ReportTest, TheSameSnapshotGivesTheSameBytes) {
  put_metrics();
  run();
  const Report first = report();
  EXPECT_EQ(report().page, first.page);
  EXPECT_EQ(first.snapshot, 1);
}

TEST_F(ReportTest, NothingOfTheDataBecomesMarkup) {
  put_metrics();
  run();
  const std::string page = report().page;
  EXPECT_THAT(page, Not(HasSubstr("<script>alert(1)")));
  EXPECT_EQ(data_of(page)["answers"][1]["body"]["entities"][0]["description"],
            "Orders </script><script>alert(1)</script>");
  EXPECT_THAT(page, HasSubstr("default-src 'none'; script-src 'sha256-"));
  EXPECT_THAT(page, Not(HasSubstr("unsafe-")));
}

TEST_F(ReportTest, OwnDashboardsAreThereWithTheirRows) {
  put_metrics();
  put("dashboards/mine.yaml",
      "title: Mine\ncards:\n  - { sql: \"SELECT count(*) AS n FROM silver.orders\" }\n"
      "  - { chart: tile, measures: money }\n");
  run();
  const Report made = report();
  EXPECT_THAT(made.unanswered, IsEmpty());
  ASSERT_EQ(answers(made, "/v1/dashboards/mine/rows/0").size(), 1u);
  serve();
  EXPECT_EQ(answers(made, "/v1/dashboards/mine")[0]["body"], get("/v1/dashboards/mine").json());
}

TEST_F(ReportTest, WhatHasNoAnswerSaysWhyInItsPlace) {
  put("dashboards/mine.yaml",
      "title: Mine\ncards:\n  - { sql: \"SELECT * FROM read_text('c360.yaml')\" }\n"
      "  - { sql: \"SELECT 1 AS one\" }\n");
  run();
  const Report made = report();
  ASSERT_EQ(made.unanswered.size(), 1u);
  EXPECT_EQ(made.unanswered[0].path, "/v1/dashboards/mine/rows/0");
  EXPECT_THAT(made.unanswered[0].why, HasSubstr("read_text"));
  EXPECT_EQ(answers(made, "/v1/dashboards/mine/rows/0")[0]["status"], 400);
  EXPECT_EQ(answers(made, "/v1/dashboards/mine/rows/1")[0]["body"]["rows"], (Json{{1}}));
}

TEST_F(ReportTest, WithoutMetricsThereIsWhatBecameOfTheRows) {
  run();
  const Report made = report();
  EXPECT_EQ(made.pages, 0u);
  EXPECT_EQ(answers(made, "/v1/quality").size(), 1u);
  EXPECT_THAT(answers(made, "/v1/metrics/query"), IsEmpty());
}

TEST_F(ReportTest, BeforeTheFirstRunThereIsNothingToReport) {
  try {
    report();
    FAIL() << "a report of nothing";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_EQ(error.hint(), "c360 run");
  }
}

TEST_F(ReportTest, AStopEndsIt) {
  run();
  cancel_.request();
  EXPECT_THROW(report(), Error);
}

}  // namespace
}  // namespace c360::serve
