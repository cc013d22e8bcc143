// Quarantined rows over HTTP, and deciding about them.
#include <gmock/gmock.h>

#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class QuarantineEndpointsTest : public testing::ServiceFixture {
 protected:
  QuarantineEndpointsTest() {
    put("contracts/orders.yaml", orders_contract("max_quarantined: 1\n") +
                                     "checks:\n  - { name: small, where: \"amount < 100\", otherwise: quarantine }\n");
    put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n11,2,700\n12,9,2.25\n13,1,800\n14,2,\"1,5\"\n");
  }

  /// The records that a query finds, by their numbers, those decided with what was.
  std::vector<std::string> rows(const std::string& query) {
    std::vector<std::string> texts;
    const Json page = get("/v1/quality/quarantine?entity=orders" + query).json();
    for (const Json& row : page["rows"]) {
      texts.push_back(std::to_string(row["row"].get<int>()) +
                      (row["decision"].is_null() ? "" : " " + row["decision"].get<std::string>()));
    }
    return texts;
  }

  Answer decide(const std::string& body) { return ask(post("/v1/quality/decisions", body)); }
};

TEST_F(QuarantineEndpointsTest, RowsComeWithTheirRecordAndReasons) {
  run();
  serve();
  const Json page = get("/v1/quality/quarantine?entity=orders&limit=1").json();
  const Json row = page["rows"][0];
  EXPECT_EQ(row["file"], "data/orders.csv");
  EXPECT_EQ(row["row"], 2);
  EXPECT_EQ(row["reasons"], Json({"small"}));
  EXPECT_EQ(row["record"], (Json{{"order_id", "11"}, {"customer_id", "2"}, {"amount", "700"}}));
  EXPECT_THAT(row["message"].get<std::string>(), HasSubstr("amount < 100"));
}

TEST_F(QuarantineEndpointsTest, PagesFollowOneAnother) {
  run();
  serve();
  std::vector<std::string> all;
  std::string next;
  do {
    const Json page = get("/v1/quality/quarantine?entity=orders&limit=3&after=" + next).json();
    for (const Json& row : page["rows"]) all.push_back(std::to_string(row["row"].get<int>()));
    next = page["next"].is_null() ? "" : page["next"].get<std::string>();
  } while (!next.empty());
  EXPECT_THAT(all, ElementsAre("2", "3", "4", "5"));
  EXPECT_THAT(rows("&reason=type"), ElementsAre("5"));
  EXPECT_THAT(rows("&reason=small&decided=yes"), IsEmpty());
}

TEST_F(QuarantineEndpointsTest, DecisionsAreSeenAtOnceAndWorkFromTheNextRunOn) {
  run();
  serve();
  const Json released =
      decide(R"({"decision": "release", "entity": "orders", "reason": "small", "why": "big ones are ours"})").json();
  EXPECT_EQ(released["decision_no"], 1);
  EXPECT_EQ(released["rows"], 2);
  EXPECT_THAT(released["held_back"], IsEmpty());
  decide(R"({"decision": "dismiss", "entity": "orders", "file": "data/orders.csv", "rows": [5], "why": "a test"})");
  EXPECT_THAT(rows(""), ElementsAre("3"));
  EXPECT_THAT(rows("&decided=any"), ElementsAre("2 release", "3", "4 release", "5 dismiss"));
  run();
  serve();
  EXPECT_THAT(rows("&decided=any"), ElementsAre("3", "5 dismiss"));
  EXPECT_THAT(pipeline::testing::ProjectFixture::ask("SELECT order_id FROM silver.orders ORDER BY 1"),
              ElementsAre("10", "11", "13"));
  EXPECT_THAT(pipeline::testing::ProjectFixture::ask(
                  "SELECT who <> '', why FROM bronze._decisions ORDER BY decision_no LIMIT 1"),
              ElementsAre("true|big ones are ours"));
}

TEST_F(QuarantineEndpointsTest, WhatHoldsAReleasedRowBackIsToldAtOnce) {
  run();
  serve();
  const Json released =
      decide(R"({"decision": "release", "entity": "orders", "reason": "type", "why": "we know it"})").json();
  EXPECT_EQ(released["held_back"][0]["reason"], "type(amount)");
  EXPECT_EQ(released["held_back"][0]["rows"], 1);
}

TEST_F(QuarantineEndpointsTest, MistakesAreToldAndDecideNothing) {
  serve();
  EXPECT_EQ(problem(get("/v1/quality/quarantine?entity=orders")), "404: no run has finished yet");
  run();
  serve();
  EXPECT_EQ(problem(get("/v1/quality/quarantine?entity=order")), "400: there is no entity 'order'");
  EXPECT_EQ(problem(get("/v1/quality/quarantine?entity=orders&after=x")), "400: 'after' is no place: 'x'");
  EXPECT_EQ(problem(get("/v1/quality/quarantine?entity=orders&decided=maybe")), "400: 'decided' cannot be 'maybe'");
  EXPECT_EQ(problem(decide(R"({"decision": "free", "entity": "orders", "reason": "small", "why": "x"})")),
            "400: 'free' is no decision");
  EXPECT_EQ(problem(decide(R"({"decision": "release", "entity": "orders", "why": "x"})")),
            "400: it is not said which rows are meant");
  EXPECT_EQ(problem(decide(R"({"decision": "release", "entity": "orders", "reason": "small", "why": ""})")),
            "400: a decision needs a reason");
  EXPECT_EQ(problem(decide(
                R"({"decision": "release", "entity": "orders", "file": "data/orders.csv", "rows": [1], "why": "x"})")),
            "400: record 1 of data/orders.csv is not in quarantine.orders");
  EXPECT_EQ(problem(decide(R"({"decision": "release", "entity": "orders", "rows": ["1"], "why": "x"})")),
            "400: 'rows' must be an array of whole numbers that are not negative");
  EXPECT_EQ(get("/v1/quality/decisions").status, 405);
  EXPECT_THAT(rows("&decided=yes"), IsEmpty());
}

}  // namespace
}  // namespace c360::serve
