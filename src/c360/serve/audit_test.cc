// What the audit log tells of requests.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "c360/access/token.h"
#include "c360/base/local_files.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class AuditTest : public testing::ServiceFixture {
 protected:
  void serve_with(const std::string& file, bool required = false) {
    ServiceOptions options;
    options.audit = std::make_shared<AuditLog>(file, false, Clock::system());
    options.audit_is_required = required;
    serve(options);
  }
  std::string file() const { return (root() / "audit.ndjson").string(); }
  std::vector<Json> lines() const {
    std::vector<Json> all;
    std::istringstream text(read_file(file()));
    for (std::string line; std::getline(text, line);) all.push_back(Json::parse(line));
    return all;
  }
  static http::Request with_token(http::Request request, const std::string& secret) {
    request.headers.add("Authorization", "Bearer " + secret);
    return request;
  }
};

TEST_F(AuditTest, TellsWhoAskedForWhat) {
  run();
  const auto token = access::create_token(lake_->store(), {"Ana", "analyst", false, {}}, Clock::system());
  serve_with(file());
  ask(with_token(post("/v1/sql", R"({"statement": "FROM gold.revenue", "limit": 1})"), token.secret));
  ask(with_token(request("GET", "/v1/tables/silver.orders"), token.secret));
  ask(with_token(request("GET", "/v1/sql?statement=FROM+nothing"), token.secret));
  const auto all = lines();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0]["event"], "answered");
  EXPECT_EQ(all[0]["token"], token.token.id);
  EXPECT_EQ(all[0]["name"], "Ana");
  EXPECT_EQ(all[0]["peer"], "127.0.0.1");
  EXPECT_EQ(all[0]["path"], "/v1/sql");
  EXPECT_EQ(all[0]["arguments"], (Json{{"statement", "FROM gold.revenue"}, {"limit", 1}}));
  EXPECT_EQ(all[0]["status"], 200);
  EXPECT_EQ(all[0]["rows"], 1);
  EXPECT_GT(all[0]["bytes"], 50);
  EXPECT_EQ(all[1]["arguments"], (Json{{"table", "silver.orders"}}));
  EXPECT_FALSE(all[1].contains("rows"));
  EXPECT_EQ(all[2]["status"], 400);
}

TEST_F(AuditTest, WhatPagesRepeatIsCounted) {
  run();
  serve_with(file());
  for (int i = 0; i < 50; ++i) get("/v1/dashboards");
  const std::string tag = get("/v1/tables").header("ETag");
  for (int i = 0; i < 50; ++i) {
    http::Request again = request("GET", "/v1/tables");
    again.headers.add("If-None-Match", tag);
    EXPECT_EQ(ask(again).status, 304);
  }
  get("/v1/dashboards/nothing");
  get("/v1/dashboards/nothing");
  EXPECT_LE(lines().size(), 7U) << "an hour may have ended meanwhile";
  service_.reset();
  std::map<std::string, int> told;
  for (const Json& line : lines())
    told[line["path"].get<std::string>() + " " + std::to_string(line["status"].get<int>())] += line.value("times", 1);
  EXPECT_EQ(told, (std::map<std::string, int>{{"/v1/dashboards 200", 50},
                                              {"/v1/dashboards/nothing 404", 2},
                                              {"/v1/tables 200", 1},
                                              {"/v1/tables 304", 50}}));
}

TEST_F(AuditTest, DataThatIsShownAgainHasALineAgain) {
  run();
  serve_with(file());
  for (int i = 0; i < 5; ++i) get("/v1/sql?statement=FROM+gold.revenue");
  EXPECT_EQ(lines().size(), 5U);
}

TEST_F(AuditTest, WhereItIsRequiredNothingIsCounted) {
  serve_with(file(), true);
  for (int i = 0; i < 5; ++i) get("/v1/dashboards");
  EXPECT_EQ(lines().size(), 10U);
}

TEST_F(AuditTest, TellsOfTheUserOfThisMachineToo) {
  serve_with(file());
  get("/v1/project");
  get("/healthz");
  ASSERT_EQ(lines().size(), 1U);
  EXPECT_EQ(lines()[0]["token"], nullptr);
  EXPECT_EQ(lines()[0]["name"], "local user");
}

TEST_F(AuditTest, TellsWhoGotInAndWhoDidNot) {
  const auto token = access::create_token(lake_->store(), {"Ana", "viewer", false, {}}, Clock::system());
  serve_with(file());
  ask(post("/v1/session", R"({"token": ")" + token.secret + "\"}"));
  ask(with_token(request("GET", "/v1/sql?statement=SELECT+1"), token.secret));
  ask(with_token(request("GET", "/v1/project"), "c360_wrong"));
  get("/v1/project");
  const auto all = lines();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0]["name"], "Ana");
  EXPECT_EQ(all[0]["arguments"], Json::object());
  EXPECT_EQ(all[1]["event"], "refused");
  EXPECT_EQ(all[1]["name"], "Ana");
  EXPECT_EQ(all[1]["status"], 403);
  EXPECT_EQ(all[2]["status"], 401);
  EXPECT_FALSE(all[2].contains("name"));
}

TEST_F(AuditTest, WrongTokensCannotFillIt) {
  access::create_token(lake_->store(), {"Ana", "viewer", false, {}}, Clock::system());
  serve_with(file());
  for (int i = 0; i < 100; ++i) ask(with_token(request("GET", "/v1/project"), "c360_wrong"));
  EXPECT_LT(lines().size(), 30U);
}

TEST_F(AuditTest, HoldsNoTokenAndNoCookie) {
  const auto token = access::create_token(lake_->store(), {"Ana", "analyst", false, {}}, Clock::system());
  serve_with(file());
  const std::string cookie = ask(post("/v1/session", R"({"token": ")" + token.secret + "\"}")).header("Set-Cookie");
  ask(with_token(request("GET", "/v1/sql?statement=SELECT+'" + token.secret + "'"), token.secret));
  ask(with_token(request("GET", "/v1/tables/" + token.secret), token.secret));
  http::Request browser = request("GET", "/v1/project");
  browser.headers.add("Cookie", cookie.substr(0, cookie.find(';')));
  EXPECT_EQ(ask(browser).status, 200);
  EXPECT_EQ(lines().size(), 4U);
  EXPECT_THAT(read_file(file()), AllOf(Not(HasSubstr(token.secret)), Not(HasSubstr(cookie.substr(13, 43)))));
}

TEST_F(AuditTest, ServingGoesOnWithoutIt) {
  serve_with("/dev/full");
  EXPECT_EQ(get("/v1/project").status, 200);
  EXPECT_EQ(get("/v1/project").status, 200);
  const auto told = std::count_if(
      log_.begin(), log_.end(), [](const std::string& line) { return line.starts_with("cannot write the audit log"); });
  EXPECT_EQ(told, 1);
}

TEST_F(AuditTest, WhereItIsRequiredNothingIsAnsweredWithoutIt) {
  serve_with("/dev/full", true);
  EXPECT_EQ(problem(get("/v1/project")), "503: the audit log cannot be written, and nothing is answered without it");
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_THAT(log_, Contains(HasSubstr("cannot write the audit log")));
}

TEST_F(AuditTest, WhereItIsRequiredQuestionsAreWrittenDownFirst) {
  serve_with(file(), true);
  get("/v1/project");
  ASSERT_EQ(lines().size(), 2U);
  EXPECT_EQ(lines()[0]["event"], "asked");
  EXPECT_EQ(lines()[1]["event"], "answered");
}

}  // namespace
}  // namespace c360::serve
