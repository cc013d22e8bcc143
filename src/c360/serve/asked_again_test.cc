#include "c360/serve/asked_again.h"

#include <gmock/gmock.h>

#include <deque>
#include <future>
#include <thread>

#include "c360/base/error.h"
#include "c360/pipeline/testing/project_fixture.h"

namespace c360::serve {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

KeptQuestion question(const std::string& target) {
  const auto parsed = http::parse_target(target);
  return {parsed->path, parsed->query, "*/*"};
}

Json pages_until(const std::string& last) {
  Json cards = Json::array();
  cards.push_back({{"measures", {"buyers"}},
                   {"by", {"c.band"}},
                   {"where", {"c.kind = a"}},
                   {"marks", {"middle", "best"}},
                   {"all_days", true}});
  cards.push_back({{"measures", {"sum"}},
                   {"by", Json::array()},
                   {"where", Json::array()},
                   {"marks", Json::array()},
                   {"all_days", false}});
  return {{"days", {{"first", "2020-01-01"}, {"last", last}}}, {"pages", Json::array({{{"cards", cards}}})}};
}

TEST(AskedAgainTest, QuestionsOfPagesAreThoseAboutAllDays) {
  std::vector<std::string> texts;
  for (const KeptQuestion& each : questions_about_all_days(pages_until("2024-12-31"))) texts.push_back(each.text());
  EXPECT_THAT(texts, ElementsAre("/v1/metrics/query\nmeasure=buyers\nby=c.band\nwhere=c.kind = a\n\n*/*",
                                 "/v1/metrics/query\nmeasure=middle\nmeasure=best\nwhere=c.kind = a\n\n*/*"));
}

TEST(AskedAgainTest, DaysMoveOnOverMonthsAndYears) {
  const auto moved = [](const std::string& where, std::int64_t days) {
    KeptQuestion asked{"/v1/metrics/query", {}, ""};
    asked.query.add("where", where);
    asked.query.add("measure", where);
    const KeptQuestion after = with_days_moved(asked, days);
    EXPECT_EQ(after.query.value("measure"), where);
    return after.query.value("where").value_or("");
  };
  EXPECT_EQ(moved("time >= 2024-02-28", 2), "time >= 2024-03-01");
  EXPECT_EQ(moved("time <= 2024-12-31", 1), "time <= 2025-01-01");
  EXPECT_EQ(moved("time <= 2024-01-01", -1), "time <= 2023-12-31");
  for (const char* other :
       {"time = 2024-01-01", "time >= 2024-02-31", "kind = time >= 2024-01-01", "time.month >= 2024-01-01"})
    EXPECT_EQ(moved(other, 1), other);
}

/// Readings of a small shop, and what is asked of them.
class AskingAgain : public pipeline::testing::ProjectFixture {
 protected:
  AskingAgain() {
    put("metrics/customers.yaml",
        "entity: customers\ntable: silver.customers\ndescription: x.\nmeasures:\n"
        "  customers: { value: count(*), description: x. }\n");
    run();
    readings_ = std::make_unique<Readings>([this] { return project(); });
    again_ = std::make_unique<AskedAgain>(
        AskedAgain::Surroundings{*readings_, readers_, own_, stop_, waits_, std::chrono::milliseconds(0),
                                 [this](const std::string& line) { log_.push_back(line); }},
        [this](const KeptQuestion& asked, const std::shared_ptr<const Reading>& reading,
               const std::shared_ptr<RunningCalls::Running>& running) { return answer(asked, *reading, *running); });
  }

  std::string answer(const KeptQuestion& asked, const Reading& reading, const RunningCalls::Running& running) {
    if (asked.path == "/v1/pages") return pages_until(last_day_).dump();
    if (asked.path == "/v1/slow") slow(running);
    asked_.push_back(std::to_string(reading.number()) + " " + asked.text().substr(0, asked.text().find("\n\n")));
    return "{}";
  }
  /// Goes on until it is stopped, as often as it is to be.
  void slow(const RunningCalls::Running& running) {
    ++tries_;
    if (stops_-- <= 0) return;
    again_->give_way();
    if (running.stop.requested()) throw Error(ErrorCode::kCancelled, "stopped");
  }
  void next_snapshot() {
    const std::string number = std::to_string(++files_);
    put("data/customers-" + number + ".csv", "customer_id,name\n7" + number + ",New\n");
    run();
    ASSERT_TRUE(readings_->move_on());
  }

  bool waits_ = false;
  int files_ = 0, tries_ = 0, stops_ = 0;
  std::string last_day_ = "2024-12-31";
  std::vector<std::string> asked_, log_;
  RunningCalls readers_, own_;
  std::shared_ptr<Cancellation> stop_ = std::make_shared<Cancellation>();
  std::unique_ptr<Readings> readings_;
  std::unique_ptr<AskedAgain> again_;
};

TEST_F(AskingAgain, PagesAreAskedOnceFromTheStart) {
  again_->look();
  EXPECT_THAT(asked_, ElementsAre("1 /v1/metrics/query\nmeasure=buyers\nby=c.band\nwhere=c.kind = a",
                                  "1 /v1/metrics/query\nmeasure=middle\nmeasure=best\nwhere=c.kind = a"));
  again_->look();
  EXPECT_EQ(asked_.size(), 2U);
  EXPECT_EQ(log_.size(), 1U);
}

TEST_F(AskingAgain, WhatWasAskedIsAskedOfTheNextSnapshotWithTheDaysThatFollowTheData) {
  again_->look();
  again_->note(*readings_->current(), question("/v1/q?measure=a&where=time+>=+2024-12-01&where=time+<=+2024-12-31"));
  again_->note(*readings_->current(), question("/v1/q?measure=b"));
  asked_.clear();
  again_->look();
  EXPECT_TRUE(asked_.empty());
  next_snapshot();
  last_day_ = "2025-01-02";
  again_->look();
  ASSERT_EQ(asked_.size(), 5U);
  EXPECT_EQ(asked_[0], "2 /v1/q\nmeasure=b");  // the last one first
  EXPECT_EQ(asked_[1], "2 /v1/q\nmeasure=a\nwhere=time >= 2024-12-03\nwhere=time <= 2025-01-02");
  EXPECT_EQ(asked_[4], "2 /v1/q\nmeasure=a\nwhere=time >= 2024-12-01\nwhere=time <= 2024-12-31");
}

TEST_F(AskingAgain, EachKindOfReaderHasQuestionsOfItsOwn) {
  const auto masked = readings_->of({"t", "Ana", "analyst", project::Role::kAnalyst, false, ""});
  again_->note(*masked, question("/v1/q?measure=masked"));
  again_->note(*readings_->current(), question("/v1/q?measure=whole"));
  again_->look();
  EXPECT_THAT(asked_, Contains("1 /v1/q\nmeasure=masked").Times(1));
  EXPECT_THAT(asked_, Contains("1 /v1/q\nmeasure=whole").Times(1));
}

TEST_F(AskingAgain, OnlyTheLastHundredAreRemembered) {
  again_->look();
  for (int i = 0; i < 150; ++i) again_->note(*readings_->current(), question("/v1/q?measure=m" + std::to_string(i)));
  asked_.clear();
  next_snapshot();
  again_->look();
  EXPECT_EQ(asked_.size(), 102U);
  EXPECT_THAT(asked_, Not(Contains("2 /v1/q\nmeasure=m49")));
  EXPECT_THAT(asked_, Contains("2 /v1/q\nmeasure=m50"));
}

TEST_F(AskingAgain, GivesWayAndTriesAgainButNotForEver) {
  again_->note(*readings_->current(), question("/v1/slow?n=1"));
  stops_ = 1;
  again_->look();
  EXPECT_EQ(tries_, 2);
  EXPECT_THAT(asked_, Contains("1 /v1/slow\nn=1"));
  next_snapshot();
  tries_ = 0;
  stops_ = 100;
  again_->look();
  EXPECT_EQ(tries_, 3);
  EXPECT_THAT(asked_, Contains("2 /v1/slow\nn=1"));
}

TEST_F(AskingAgain, NothingIsAskedOnceItIsToStop) {
  stop_->request();
  again_->look();
  EXPECT_TRUE(asked_.empty());
  EXPECT_TRUE(log_.empty());
}

}  // namespace
}  // namespace c360::serve
