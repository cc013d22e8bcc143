// Customers for readers who see some rows, some tables, or masks.
#include <gmock/gmock.h>

#include "c360/serve/testing/sight_fixture.h"

namespace c360::serve {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

class CustomerSightTest : public testing::SightFixture {};

TEST_F(CustomerSightTest, WhoIsSeenIsShownByTheRowsThatAreSeen) {
  run();
  serve_for("north");
  const Json ann = read("/v1/customers/1?timeline=9").json();
  EXPECT_EQ(ann["name"], "Ann");
  EXPECT_EQ(measure(ann, "spent")["value"], "7.25");
  EXPECT_EQ(measure(ann, "spent")["place"], (Json{{"rank", 1}, {"of", 2}, {"percentile", "1.000000"}}))
      << "Zoe spent more, but is not there";
  EXPECT_THAT(ids_of(ann["timeline"]["events"]), ElementsAre("12", "10"));
  EXPECT_EQ(ann["fields"][1]["sources"][0]["record"], 1);
}

TEST_F(CustomerSightTest, WhoIsNotSeenIsNotThere) {
  run();
  serve_for("north");
  const Json nobody = read("/v1/customers/77").json();
  for (const char* asked : {"2", "02", "2?timeline=9", "2/timeline", "2/timeline?kind=sale"}) {
    const Answer answer = read(std::string("/v1/customers/") + asked);
    const std::string text = asked, id = text.substr(0, text.find_first_of("/?"));
    EXPECT_EQ(problem(answer), "404: there is no customer " + id) << asked;
    EXPECT_EQ(answer.json()["hint"], nobody["hint"]) << asked;
  }
}

TEST_F(CustomerSightTest, WhoIsNotSeenIsNotFound) {
  run();
  serve_for("north");
  for (const char* words : {"zoe", "zeo", "zoe@shop.example", "2", "south"})
    EXPECT_THAT(read(std::string("/v1/customers/search?q=") + words).json()["matches"], IsEmpty()) << words;
  EXPECT_EQ(read("/v1/customers/search?q=shop").json()["matches"].size(), 2U);
}

TEST_F(CustomerSightTest, WhoWasRejectedIsNotToldOf) {
  run();
  serve_for("north");
  EXPECT_EQ(problem(read("/v1/customers/C-4")), "404: there is no customer C-4");
  serve_for("north_masked");
  EXPECT_EQ(problem(read("/v1/customers/C-4")), "404: there is no customer C-4");
}

TEST_F(CustomerSightTest, WhatStandsOnTablesThatAreNotThereIsLeftOut) {
  run();
  serve_for("north");
  const Json ann = read("/v1/customers/1?timeline=9").json();
  EXPECT_EQ(measure(ann, "visits"), nullptr);
  EXPECT_EQ(ann["events"].size(), 1U) << ann["events"];
  EXPECT_THAT(ann["timeline"]["events"][0]["details"], IsEmpty()) << "prices are not there";
  EXPECT_EQ(read("/v1/customers/1/timeline?kind=visits").status, 400);
  serve_for("admin");
  ASSERT_NE(measure(read("/v1/customers/1").json(), "visits"), nullptr);
  EXPECT_EQ(read("/v1/customers/1").json()["events"].size(), 2U);
  EXPECT_THAT(read("/v1/customers/1/timeline?kind=sale").body, HasSubstr("tea"));
}

TEST_F(CustomerSightTest, EventsMayBeFilteredWhereCustomersAreNot) {
  run();
  serve_for("store_a");
  const Json zoe = read("/v1/customers/2?timeline=9").json();
  EXPECT_EQ(zoe["name"], "Zoe");
  EXPECT_THAT(zoe["timeline"]["events"], IsEmpty()) << "she bought in the other store";
  EXPECT_EQ(measure(zoe, "spent")["value"], "0.00");
  EXPECT_EQ(measure(zoe, "spent")["place"]["of"], 3);
  EXPECT_EQ(measure(read("/v1/customers/1").json(), "spent")["value"], "5.00");
}

TEST_F(CustomerSightTest, ToARoleWithoutCustomersItIsSaidWhy) {
  run();
  serve_for("no_customers");
  for (const char* target : {"/v1/customers/1", "/v1/customers/1/timeline", "/v1/customers/search?q=ann"})
    EXPECT_THAT(problem(read(target)), HasSubstr("403: silver.customers is not there for the role no_customers"))
        << target;
}

TEST_F(CustomerSightTest, MasksAndRowsHoldTogether) {
  run();
  serve_for("north_masked");
  const Json ann = read("/v1/customers/1?timeline=9").json();
  EXPECT_THAT(ann["name"].get<std::string>(), MatchesRegex("name·[0-9a-z]{12}"));
  EXPECT_EQ(measure(ann, "spent")["place"]["of"], 2);
  EXPECT_EQ(read("/v1/customers/2").status, 404);
  EXPECT_THAT(read("/v1/customers/search?q=ann").json()["matches"], IsEmpty());
}

/// However customers are asked for, no answer shows the row of the south.
TEST_F(CustomerSightTest, RowFiltersCannotBeTalkedAround) {
  run();
  serve_for("north");
  for (const char* target :
       {"1", "1?timeline=1000", "3", "2", "2?timeline=5", "1/timeline?after=~orders~",
        "1/timeline?after=~a~&limit=1000", "1/timeline?after=9999-12-31+00:00:00~orders~11",
        "2/timeline?after=9999-12-31+00:00:00~orders~0", "1'%20OR%20'1'='1", "search?q=z", "search?q=zo",
        "search?q=Zoe+99.25", "search?q=%25", "search?q=zoa", "search?q=99.25", "search?q=11"}) {
    const Answer answer = read(std::string("/v1/customers/") + target);
    for (const char* secret : {"Zoe", "zoe@", "99.25", "\"11\""})
      EXPECT_THAT(answer.body, Not(HasSubstr(secret))) << target;
    EXPECT_LT(answer.status, 500) << target << answer.body;
  }
}

}  // namespace
}  // namespace c360::serve
