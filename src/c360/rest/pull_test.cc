#include "c360/rest/pull.h"

#include <gmock/gmock.h>

#include "c360/rest/testing/pull_fixture.h"

namespace c360::rest {
namespace {

using fetch::testing::answer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::records_with_ids;

class PullTest : public testing::PullFixture {
 protected:
  PullTest() { server_.set("orders", records_with_ids(1, 5)); }

  void page_by(const char* kind, const char* records) {
    rest().url = server_.url(std::string("/") + kind + "/orders");
    source().records = records;
  }
  void begin_anew() {
    state_.clear();
    rest().paginate = {};
    pass(1);
  }
  void page_by_number() { rest().paginate.page = "_page"; }
  void follow_updates() { rest().cursor = {{}, "updated_at", "updated_since", {3600, true}, 7 * 86'400}; }
};

constexpr const char* kPage1 = "orders/page-000001.json: 1 2";
constexpr const char* kPage2 = "orders/page-000002.json: 3 4";
constexpr const char* kPage3 = "orders/page-000003.json: 5";

TEST_F(PullTest, OneAnswerHasEverything) {
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1 2 3 4 5"));
  EXPECT_THAT(asked_since(), ElementsAre("GET /orders"));
}

TEST_F(PullTest, PagesByNumberEndWithAnEmptyOne) {
  page_by_number();
  rest().paginate.size = "_limit";
  rest().paginate.per_page = 2;
  EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3));
  EXPECT_EQ(asked_since().back(), "GET /orders?_page=4&_limit=2");
}

TEST_F(PullTest, CountedPagesEndWhereTheServerHasNoneBehindTheLast) {
  for (const int status : {404, 410, 204}) {
    server_.set_hook([status](const http::Request& request) {
      const bool is_behind = request.query.value("_page") == "4" || request.query.value("offset") == "5";
      return is_behind ? std::optional(answer(status, status == 204 ? "" : "no such page")) : std::nullopt;
    });
    begin_anew();
    page_by_number();
    rest().url = server_.url("/orders");
    EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3)) << status;
    EXPECT_FALSE(PullState::from_json(state_).is_open);
    begin_anew();
    page_by("offset", "");
    rest().paginate.offset = "offset";
    EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3)) << status;
  }
}

TEST_F(PullTest, AFirstPageThatIsNotFoundIsAnError) {
  page_by_number();
  rest().url = server_.url("/no/such/resource");
  EXPECT_THAT(failure(), HasSubstr("HTTP 404"));
}

TEST_F(PullTest, APageThatIsNotFoundByItsMarkIsAnError) {
  page_by("cursor", "data");
  rest().paginate.cursor = "after";
  rest().paginate.from = "meta.next";
  server_.set_hook([](const http::Request& request) {
    return request.query.value("after") ? std::optional(answer(404)) : std::nullopt;
  });
  EXPECT_THAT(failure(), HasSubstr("HTTP 404"));
}

/// Else a resource that went away between two runs would be one that was had to its end.
TEST_F(PullTest, AfterAKillTheFirstPageTellsTheEndFromAResourceThatIsGone) {
  page_by_number();
  EXPECT_THAT(pull(2), ElementsAre(kPage1, kPage2));
  server_.set_hook([](const http::Request&) { return answer(404); });
  EXPECT_THAT(failure(), HasSubstr("HTTP 404"));
  EXPECT_TRUE(PullState::from_json(state_).is_open);
  server_.set("orders", records_with_ids(1, 4));
  server_.set_hook([](const http::Request& request) {
    return request.query.value("_page") == "3" ? std::optional(answer(404)) : std::nullopt;
  });
  asked_since();
  EXPECT_THAT(pull(), ElementsAre());
  EXPECT_THAT(asked_since(), ElementsAre("GET /orders?_page=3", "GET /orders?_page=1"));
  EXPECT_FALSE(PullState::from_json(state_).is_open);
}

TEST_F(PullTest, PagesByOffsetGoOnBehindTheRecordsThatCame) {
  page_by("offset", "");
  rest().paginate.offset = "offset";
  int pages = 0;
  server_.set_hook([&](const http::Request&) {
    server_.set_page(++pages == 1 ? 1 : 3);  // a server that changes its mind
    return std::nullopt;
  });
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1", "orders/page-000002.json: 2 3 4", kPage3));
}

TEST_F(PullTest, PagesByAMarkOfTheAnswer) {
  page_by("cursor", "data");
  rest().paginate.cursor = "after";
  rest().paginate.from = "meta.next";
  EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3));
  EXPECT_THAT(asked_since(),
              ElementsAre("GET /cursor/orders", "GET /cursor/orders?after=m2", "GET /cursor/orders?after=m4"));
}

TEST_F(PullTest, PagesByAMarkOfTheLastRecord) {
  page_by("offset", "");
  rest().paginate.cursor = "offset";
  rest().paginate.last = "id";
  EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3));
}

TEST_F(PullTest, PagesByTheLinkHeader) {
  rest().url = server_.url("/orders?_page=1");
  rest().paginate.link = true;
  EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3));
}

TEST_F(PullTest, PagesByAnAddressInTheBody) {
  page_by("next", "items");
  rest().paginate.next = "next";
  EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3));
}

TEST_F(PullTest, ASearchHasItsParametersInTheBody) {
  page_by("search", "data");
  rest().method = project::RestMethod::kPost;
  rest().body = R"({"filter": {"open": true}, "page": {"sort": "id"}})";
  rest().paginate.cursor = "page.after";
  rest().paginate.from = "meta.next";
  rest().paginate.size = "page.limit";
  rest().paginate.per_page = 3;
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1 2 3", "orders/page-000002.json: 4 5"));
  EXPECT_EQ(server_.requests().back().body, R"({"filter":{"open":true},"page":{"sort":"id","after":"m3","limit":3}})");
}

TEST_F(PullTest, AnEmptyResourceGivesNothing) {
  server_.set("orders", Json::array());
  EXPECT_THAT(pull(), ElementsAre());
  server_.answer_next({answer(204)});
  EXPECT_THAT(pull(), ElementsAre());
  source().records = "data";
  server_.answer_next({answer(200, R"({"data": null})")});
  EXPECT_THAT(pull(), ElementsAre());
}

TEST_F(PullTest, AKilledPullGoesOnWhereItStopped) {
  page_by("cursor", "data");
  rest().paginate.cursor = "after";
  rest().paginate.from = "meta.next";
  EXPECT_THAT(pull(1), ElementsAre(kPage1));
  asked_since();
  EXPECT_THAT(pull(1), ElementsAre(kPage2));
  EXPECT_THAT(asked_since(), ElementsAre("GET /cursor/orders?after=m2"));
  EXPECT_THAT(pull(), ElementsAre(kPage3));
}

TEST_F(PullTest, AFailedPullGoesOnWhereItStopped) {
  page_by_number();
  server_.set_hook([](const http::Request& request) {
    return request.query.value("_page") == "2" ? std::optional(answer(500, "down")) : std::nullopt;
  });
  EXPECT_THAT(failure(), HasSubstr("HTTP 500"));
  server_.set_hook(nullptr);
  asked_since();
  EXPECT_THAT(pull(), ElementsAre(kPage2, kPage3));
  EXPECT_EQ(asked_since().front(), "GET /orders?_page=2");
}

TEST_F(PullTest, AMarkThatTheServerForgotBeginsANewPull) {
  page_by("cursor", "data");
  rest().paginate.cursor = "after";
  rest().paginate.from = "meta.next";
  EXPECT_THAT(pull(1), ElementsAre(kPage1));
  server_.answer_next({answer(410, "this mark has expired")});
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json known", kPage2, kPage3));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("no longer knows where the last pull stopped")));
}

TEST_F(PullTest, AnswersThatAreAsInThePullBeforeAreKnown) {
  page_by_number();
  EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3));
  Json changed = records_with_ids(1, 5);
  changed[2]["state"] = "sent";
  server_.set("orders", changed);
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json known", kPage2, "orders/page-000003.json known"));
}

/// Else the change back would be lost: the row that was taken in first is older than the change.
TEST_F(PullTest, ARecordThatBecomesWhatItOnceWasIsNew) {
  Json changed = records_with_ids(1, 5);
  changed[2]["state"] = "sent";
  EXPECT_EQ(pull().size(), 1U);
  server_.set("orders", changed);
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1 2 3 4 5"));
  server_.set("orders", records_with_ids(1, 5));
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1 2 3 4 5"));
}

TEST_F(PullTest, APageThatWasNotThereInThePullBeforeIsNew) {
  page_by_number();
  EXPECT_EQ(pull().size(), 3U);
  server_.set("orders", records_with_ids(1, 4));
  EXPECT_EQ(pull().size(), 2U);
  server_.set("orders", records_with_ids(1, 5));
  EXPECT_THAT(pull().back(), kPage3);
}

TEST_F(PullTest, APageThatComesAgainEndsIt) {
  rest().paginate.page = "number";  // which the server does not know
  EXPECT_THAT(failure(), HasSubstr("orders/page-000002.json has the same records as a page before it"));
  EXPECT_EQ(requests_since(), 2U);
  rest().paginate.page = "_page";
  EXPECT_THAT(pull(), ElementsAre(kPage1, kPage2, kPage3)) << "a new pull";
}

TEST_F(PullTest, APageThatComesAgainEndsItAlsoInAnotherProcess) {
  page_by_number();
  EXPECT_THAT(pull(2), ElementsAre(kPage1, kPage2));
  server_.answer_next({answer(200, R"([{"id":1},{"id":2}])")});
  EXPECT_THAT(failure(), HasSubstr("orders/page-000003.json has the same records"));
  EXPECT_FALSE(PullState::from_json(state_).is_open);
}

TEST_F(PullTest, AMarkThatComesAgainEndsItEvenWithoutRecords) {
  page_by("cursor", "data");
  rest().paginate.cursor = "after";
  rest().paginate.from = "meta.next";
  server_.set_hook([](const http::Request&) { return answer(200, R"({"data": [], "meta": {"next": "m2"}})"); });
  EXPECT_THAT(failure(), HasSubstr("which would go on for ever"));
  EXPECT_EQ(requests_since(), 2U);
}

TEST_F(PullTest, LaterPullsAskForWhatIsNewWithAnOverlap) {
  follow_updates();
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "2023-11-01T10:00:00Z"}},
                             {{"id", 2}, {"updated_at", "2023-11-02T10:00:00Z"}}});
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1 2"));
  // A record that came late, and a new one.
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "2023-11-01T10:00:00Z"}},
                             {{"id", 2}, {"updated_at", "2023-11-02T10:00:00Z"}},
                             {{"id", 3}, {"updated_at", "2023-11-02T09:30:00Z"}},
                             {{"id", 4}, {"updated_at", "2023-11-03T10:00:00Z"}}});
  EXPECT_THAT(pull(), ElementsAre("orders/since-2023-11-02T09:00:00Z/page-000001.json: 2 3 4"));
  EXPECT_EQ(asked_since().back(), "GET /orders?updated_since=2023-11-02T09:00:00Z");
  EXPECT_THAT(pull(), ElementsAre("orders/since-2023-11-03T09:00:00Z/page-000001.json: 4"));
  EXPECT_THAT(pull(), ElementsAre("orders/since-2023-11-03T09:00:00Z/page-000001.json known"));
}

TEST_F(PullTest, EverythingIsAskedForNowAndThen) {
  follow_updates();
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "2023-11-02T10:00:00Z"}}});
  pull();
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "2023-11-02T10:00:00Z"}},
                             {{"id", 2}, {"updated_at", "2023-05-01T10:00:00Z"}}});
  EXPECT_THAT(pull().back(), HasSubstr("since-2023-11-02T09:00:00Z/page-000001.json: 1"));
  pass(7 * 86'400);
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1 2"));
  EXPECT_THAT(pull().back(), HasSubstr("since-")) << "and then no more for a while";
}

TEST_F(PullTest, RecordsWithoutACursorAreNotLost) {
  follow_updates();
  server_.set(
      "orders",
      Json{{{"id", 1}, {"updated_at", "2023-11-02T10:00:00Z"}}, {{"id", 2}, {"updated_at", nullptr}}, {{"id", 3}}});
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json: 1 2 3"));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("2 records have no 'updated_at'")));
  EXPECT_THAT(pull(), ElementsAre("orders/page-000001.json known")) << "everything is asked for again";
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "2023-11-02T10:00:00Z"}}});
  pull();
  EXPECT_THAT(pull().back(), HasSubstr("since-")) << "once none is left";
}

TEST_F(PullTest, ARecordFromTheFutureDoesNotHideOthers) {
  follow_updates();
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "2099-01-01T00:00:00Z"}}});
  pull();
  pull();
  EXPECT_EQ(asked_since().back(), "GET /orders?updated_since=2023-11-14T21:13:20Z");
}

TEST_F(PullTest, ACursorThatIsNoneIsRefused) {
  follow_updates();
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "yesterday"}}});
  EXPECT_THAT(failure(), HasSubstr("orders/page-000001.json, record 1: the cursor 'updated_at' is 'yesterday'"));
}

TEST_F(PullTest, ANewPullOfAnotherQuestionAsksForEverything) {
  follow_updates();
  server_.set("orders", Json{{{"id", 1}, {"updated_at", "2023-11-02T10:00:00Z"}}});
  pull();
  rest().query.push_back({{}, "state", "open"});
  EXPECT_THAT(pull().back(), HasSubstr("orders/page-000001.json"));
  EXPECT_EQ(asked_since().back(), "GET /orders?state=open");
}

TEST_F(PullTest, TheStateDoesNotGrow) {
  page_by_number();
  server_.set("orders", records_with_ids(1, 400));
  pull(20);
  const std::size_t early = state_.size();
  pull(150);
  EXPECT_LT(state_.size(), early + 10);
}

class ChildrenTest : public PullTest {
 protected:
  ChildrenTest() {
    rest().url = server_.url("/of/{customer_id}/orders");
    rest().for_each = {{}, "customers", "customer_id"};
    server_.set("orders", Json{{{"id", 1}, {"parent", "a"}},
                               {{"id", 2}, {"parent", "b/c"}},
                               {{"id", 3}, {"parent", "a"}},
                               {{"id", 4}, {"parent", "a"}}});
    parents_ = {"", "..", "a", "b/c", "nobody"};
  }
};

TEST_F(ChildrenTest, EachParentIsAskedFor) {
  page_by_number();
  EXPECT_THAT(pull(), ElementsAre("orders/a/page-000001.json: 1 3 of a", "orders/a/page-000002.json: 4 of a",
                                  "orders/b%2Fc/page-000001.json: 2 of b/c"));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("404) for 1 of 3 records of 'customers'")));
}

TEST_F(ChildrenTest, AParentsPagesEndWhereThereAreNoMore) {
  page_by_number();
  server_.set_hook([](const http::Request& request) {
    const std::string page = request.query.value("_page").value_or("");
    return page == (request.path.find("/a/") == std::string::npos ? "2" : "3") ? std::optional(answer(404))
                                                                               : std::nullopt;
  });
  EXPECT_EQ(pull().size(), 3U);
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("404) for 1 of 3 records of 'customers'")));
}

TEST_F(ChildrenTest, AKilledPullGoesOnWithTheSameParent) {
  page_by_number();
  EXPECT_EQ(pull(1).size(), 1U);
  parents_.push_back("z");
  asked_since();
  EXPECT_THAT(pull(), ElementsAre("orders/a/page-000002.json: 4 of a", "orders/b%2Fc/page-000001.json: 2 of b/c"));
  EXPECT_EQ(asked_since().front(), "GET /of/a/orders?_page=2");
}

TEST_F(ChildrenTest, AParentThatIsGoneIsPassedOver) {
  page_by_number();
  EXPECT_EQ(pull(1).size(), 1U);
  parents_ = {"b/c"};
  EXPECT_THAT(pull(), ElementsAre("orders/b%2Fc/page-000001.json: 2 of b/c"));
}

TEST_F(ChildrenTest, ANewParentIsAskedForAllItHas) {
  follow_updates();
  parents_ = {"a"};
  server_.set("orders", Json{{{"id", 1}, {"parent", "a"}, {"updated_at", "2023-11-02T10:00:00Z"}},
                             {{"id", 2}, {"parent", "b"}, {"updated_at", "2023-01-02T10:00:00Z"}}});
  pull();
  parents_ = {"a", "b"};
  EXPECT_THAT(pull(), ElementsAre("orders/a/since-2023-11-02T09:00:00Z/page-000001.json: 1 of a",
                                  "orders/b/page-000001.json: 2 of b"));
}

TEST_F(ChildrenTest, NoParentsAreNoChildren) {
  parents_ = {};
  EXPECT_THAT(pull(), ElementsAre());
  EXPECT_EQ(requests_since(), 0U);
}

}  // namespace
}  // namespace c360::rest
