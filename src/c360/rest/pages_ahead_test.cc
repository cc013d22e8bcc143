// Parents asked for side by side: the outcome is the one of asking for them one after another.
#include "c360/rest/pages_ahead.h"

#include <fmt/core.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>

#include "c360/rest/testing/pull_fixture.h"

namespace c360::rest {
namespace {

using fetch::testing::answer;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// Lets nobody pass before so many are there.
class MeetingPoint {
 public:
  explicit MeetingPoint(int wanted) : wanted_(wanted) {}

  /// False where the others did not come.
  bool meet() {
    std::unique_lock<std::mutex> lock(mutex_);
    most_ = std::max(most_, ++here_);
    changed_.notify_all();
    const bool have_met = changed_.wait_for(lock, std::chrono::seconds(30), [this] { return most_ >= wanted_; });
    --here_;
    return have_met;
  }
  int most() const { return most_; }

 private:
  const int wanted_;
  int here_ = 0;
  int most_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
};

class PagesAheadTest : public testing::PullFixture {
 protected:
  PagesAheadTest() {
    rest().url = server_.url("/of/{customer_id}/orders");
    rest().for_each = {{}, "customers", "customer_id", 4};
    rest().paginate.page = "_page";
    Json records = Json::array();
    for (int id = 1; id <= 60; ++id) records.push_back({{"id", id}, {"parent", fmt::format("c{:02}", id * id % 11)}});
    server_.set("orders", records);
    for (int parent = 0; parent < 11; ++parent) parents_.push_back(fmt::format("c{:02}", parent));
  }

  void begin_anew(int parallel) {
    rest().for_each.parallel = parallel;
    state_.clear();
    pass(1);
  }
  std::vector<std::string> requests_in_order_of_text() {
    auto asked = asked_since();
    std::sort(asked.begin(), asked.end());
    return asked;
  }
  /// The state but for its times.
  Json place() const {
    const PullState state = PullState::from_json(state_);
    return {state.is_open, state.parent, state.place.pages, state.place.records};
  }
};

TEST_F(PagesAheadTest, AFewAreAskedForAtOneTimeAndNoMore) {
  MeetingPoint point(3);
  const fetch::testing::ScriptedServer server([&](const http::Request& request) {
    return point.meet() ? answer(200, Json{{{"id", request.path}}}.dump()) : answer(400, "the others did not come");
  });
  rest().url = server.url("/of/{customer_id}");
  rest().paginate = {};
  rest().for_each.parallel = 3;
  const auto told = pull();
  ASSERT_THAT(told, SizeIs(11));
  EXPECT_EQ(told.front(), "orders/c00/page-000001.json: /of/c00 of c00");
  EXPECT_EQ(told.back(), "orders/c10/page-000001.json: /of/c10 of c10");
  EXPECT_EQ(point.most(), 3);
}

TEST_F(PagesAheadTest, TheOutcomeIsTheSameWithAnyNumber) {
  begin_anew(1);
  const auto told = pull();
  const auto asked = requests_in_order_of_text();
  const auto notes = notes_;
  ASSERT_THAT(notes, Contains(HasSubstr("(404)")));
  for (const int parallel : {2, 5, 16}) {
    begin_anew(parallel);
    EXPECT_EQ(pull(), told) << parallel;
    EXPECT_EQ(requests_in_order_of_text(), asked) << parallel;
    EXPECT_EQ(notes_, notes) << parallel;
  }
}

TEST_F(PagesAheadTest, AfterAKillAtAnyAnswerThePullIsTheSame) {
  begin_anew(1);
  const auto told = pull();
  for (std::size_t kept = 1; kept < told.size(); ++kept) {
    begin_anew(4);
    std::vector<std::string> both = pull(kept);
    const auto rest = pull();
    both.insert(both.end(), rest.begin(), rest.end());
    EXPECT_EQ(both, told) << "killed behind answer " << kept;
  }
}

TEST_F(PagesAheadTest, AFailureEndsThePullWhereItsTurnIs) {
  server_.set_hook([](const http::Request& request) {
    const bool is_broken = request.path == "/of/c04/orders" && request.query.value("_page") == "2";
    return is_broken ? std::optional(answer(403)) : std::nullopt;
  });
  begin_anew(1);
  EXPECT_THAT(failure(), HasSubstr("HTTP 403"));
  const Json stopped = place();
  const std::vector<std::string> bodies = std::exchange(bodies_, {});
  begin_anew(4);
  EXPECT_THAT(failure(), HasSubstr("HTTP 403"));
  EXPECT_EQ(place(), stopped);
  EXPECT_EQ(bodies_, bodies);
  server_.set_hook(nullptr);
  EXPECT_EQ(pull().front(), "orders/c04/page-000002.json: 13 20 of c04");
}

TEST_F(PagesAheadTest, AnAnswerThatSaysNothingIsAFailureOfItsTurn) {
  server_.set_hook([](const http::Request& request) {
    return request.path == "/of/c03/orders" ? std::optional(answer(200, "7")) : std::nullopt;
  });
  begin_anew(4);
  EXPECT_THAT(failure(), HasSubstr("orders/c03/page-000001.json: the answer has no array of records"));
  EXPECT_EQ(place()[1], "c03");
}

TEST_F(PagesAheadTest, ALimitIsOneOfAllTogether) {
  rest().requests_per_minute = 30;
  begin_anew(4);
  const Micros before = clock_.now();
  pull();
  EXPECT_GE(clock_.now() - before, static_cast<Micros>(requests_since() - 1) * 2'000'000);
}

TEST_F(PagesAheadTest, OneTokenServesAll) {
  ::setenv("PAGES_AHEAD_TEST_SECRET", "hidden-secret", 1);
  const fetch::testing::ScriptedServer tokens({answer(200, R"({"access_token": "first-token", "expires_in": 3600})"),
                                               answer(200, R"({"access_token": "second-token", "expires_in": 3600})")});
  rest().auth.oauth = {{}, tokens.url("/token"), "shop", "${env:PAGES_AHEAD_TEST_SECRET}", ""};
  server_.set_hook([](const http::Request& request) {
    return request.headers.header("authorization") == "Bearer second-token" ? std::nullopt : std::optional(answer(401));
  });
  begin_anew(4);
  EXPECT_FALSE(pull().empty());
  EXPECT_THAT(tokens.requests(), SizeIs(2)) << "all renew the token that was refused, which is done once";
}

}  // namespace
}  // namespace c360::rest
