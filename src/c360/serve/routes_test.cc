#include "c360/serve/routes.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/serve/openapi.h"

namespace c360::serve {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Kind = Parameter::Kind;

Endpoint endpoint(std::string path, std::vector<Parameter> parameters = {}) {
  Endpoint made;
  made.path = std::move(path);
  made.name = "named";
  made.parameters = std::move(parameters);
  return made;
}

class RoutesTest : public ::testing::Test {
 protected:
  std::string found(const std::string& path) const {
    const auto match = find_endpoint(endpoints_, "GET", path).match;
    if (!match) return "none";
    return match->endpoint->path + " " + match->in_path.text("table") + match->in_path.text("run");
  }

  Arguments read(const std::string& query, const std::string& body = {}) const {
    http::Request request;
    request.method = body.empty() ? "GET" : "POST";
    request.query = http::parse_target("/?" + query)->query;
    request.body = body;
    return arguments_of(Match{&endpoints_[2], {}}, request);
  }

  std::string refusal(const std::string& query, const std::string& body = {}) const {
    try {
      read(query, body);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kUsage);
      return error.message() + " | " + error.hint();
    }
    return "it was read";
  }

  const std::vector<Endpoint> endpoints_ = {endpoint("/v1/tables"), endpoint("/v1/tables/{table}"),
                                            endpoint("/v1/query", {{"measure", Kind::kTexts, "What to add up", true},
                                                                   {"grain", Kind::kText, "day"},
                                                                   {"limit", Kind::kWholeNumber, "The most rows"}})};
};

TEST_F(RoutesTest, APartMayHoldAnything) {
  const auto at = [&](const std::string& target) { return found(http::parse_target(target)->path); };
  EXPECT_EQ(at("/v1/tables/a%2Fb"), "/v1/tables/{table} a/b");
  EXPECT_EQ(at("/v1/tables/a%2Frows%3Fx%23%20%252F"), "/v1/tables/{table} a/rows?x# %2F");
  EXPECT_EQ(at("/v1/tables/.."), "/v1/tables/{table} ..");
  EXPECT_EQ(at("/v1/tables/%C3%BC"), "/v1/tables/{table} ü");
  EXPECT_EQ(at("/%76%31/tables"), "/v1/tables ");
  EXPECT_EQ(at("/v1%2Ftables"), "none");
}

TEST_F(RoutesTest, APathLeadsToItsEndpoint) {
  EXPECT_EQ(found("/v1/tables"), "/v1/tables ");
  EXPECT_EQ(found("/v1/tables/silver.orders"), "/v1/tables/{table} silver.orders");
  for (const char* none : {"/", "/v1", "/v1/tables/", "/v1/tables/a/b", "/V1/tables", "//v1/tables"})
    EXPECT_EQ(found(none), "none") << none;
}

TEST_F(RoutesTest, AQueryGivesArguments) {
  const Arguments arguments = read("measure=a&measure=b&grain=day&limit=10");
  EXPECT_THAT(arguments.texts("measure"), ElementsAre("a", "b"));
  EXPECT_EQ(arguments.text("grain"), "day");
  EXPECT_EQ(arguments.number("limit"), 10);
  EXPECT_EQ(read("measure=a").number("limit"), std::nullopt);
}

TEST_F(RoutesTest, ABodyGivesThemToo) {
  const Arguments arguments = read("", R"({"measure": ["a", "b"], "grain": "day", "limit": 10})");
  EXPECT_THAT(arguments.texts("measure"), ElementsAre("a", "b"));
  EXPECT_EQ(arguments.number("limit"), 10);
  EXPECT_THAT(read("", R"({"measure": "a", "grain": null})").texts("measure"), ElementsAre("a"));
}

TEST_F(RoutesTest, WhatDoesNotFitIsTold) {
  EXPECT_EQ(refusal("limit=1"), "'measure' is missing | What to add up");
  EXPECT_EQ(refusal("measure=a&measur=b"), "there is no parameter 'measur' | did you mean 'measure'?");
  EXPECT_EQ(refusal("measure=a&grain=day&grain=week"), "'grain' is given twice | give it once");
  EXPECT_THAT(refusal("measure=a&limit=-1"),
              HasSubstr("'limit' must be a whole number that is not negative, not '-1'"));
  EXPECT_THAT(refusal("measure=a&limit=1x"), HasSubstr("not '1x'"));
  EXPECT_THAT(refusal("measure=a&limit="), HasSubstr("not ''"));
  EXPECT_THAT(refusal("measure=a&limit=99999999999999999999"), HasSubstr("'limit' must be a whole number"));
  EXPECT_THAT(refusal("", "[1]"), HasSubstr("the body is no JSON object"));
  EXPECT_THAT(refusal("", "{"), HasSubstr("the body is no JSON object"));
  EXPECT_THAT(refusal("", R"({"measure": [1]})"), HasSubstr("'measure' must be an array of texts"));
  EXPECT_THAT(refusal("", R"({"measure": "a", "limit": "1"})"), HasSubstr("'limit' must be a whole number"));
  EXPECT_THAT(refusal("", R"({"measure": "a", "limit": 1.5})"), HasSubstr("'limit' must be a whole number"));
  EXPECT_THAT(refusal("", R"({"measure": "a", "grain": 1})"), HasSubstr("'grain' must be a text"));
}

TEST_F(RoutesTest, TheDocumentTellsTheSame) {
  std::vector<Endpoint> endpoints = endpoints_;
  endpoints[1].parameters = {{"table", Kind::kText, "A name", true, true}};
  endpoints[2].takes_post = true;
  const Json document = openapi_document(endpoints);
  EXPECT_EQ(document["openapi"], "3.1.0");
  const Json& get = document["paths"]["/v1/query"]["get"];
  EXPECT_EQ(get["parameters"][0]["name"], "measure");
  EXPECT_EQ(get["parameters"][0]["required"], true);
  EXPECT_EQ(get["parameters"][2]["schema"]["type"], "integer");
  const Json& post = document["paths"]["/v1/query"]["post"];
  EXPECT_EQ(post["operationId"], "named_by_post");
  EXPECT_EQ(post["requestBody"]["content"]["application/json"]["schema"]["required"], Json::array({"measure"}));
  EXPECT_EQ(document["paths"]["/v1/tables/{table}"]["get"]["parameters"][0]["in"], "path");
  EXPECT_FALSE(document["paths"]["/v1/tables"].contains("post"));
}

TEST_F(RoutesTest, TheDocumentTellsWhoMayAsk) {
  std::vector<Endpoint> endpoints = endpoints_;
  endpoints[0].least = Least::kAnyone;
  endpoints[1].least = Least::kOperator;
  const Json document = openapi_document(endpoints);
  EXPECT_EQ(document["paths"]["/v1/tables"]["get"]["security"], Json::array());
  EXPECT_EQ(document["paths"]["/v1/tables/{table}"]["get"]["x-c360-role"], "operator");
  EXPECT_EQ(document["paths"]["/v1/query"]["get"]["x-c360-role"], "admin");
  EXPECT_EQ(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
  EXPECT_EQ(document["security"], (Json{{{"token", Json::array()}}, {{"session", Json::array()}}}));
}

TEST_F(RoutesTest, APathHasTheMethodsOfAllItsEndpoints) {
  std::vector<Endpoint> endpoints = {endpoint("/v1/runs"), endpoint("/v1/runs"), endpoint("/v1/runs/{run}")};
  endpoints[1].method = "POST";
  endpoints[2].method = "DELETE";
  EXPECT_EQ(find_endpoint(endpoints, "POST", "/v1/runs").match->endpoint, &endpoints[1]);
  EXPECT_EQ(find_endpoint(endpoints, "HEAD", "/v1/runs").match->endpoint, &endpoints[0]);
  EXPECT_EQ(find_endpoint(endpoints, "DELETE", "/v1/runs/7").match->in_path.text("run"), "7");
  const Found none = find_endpoint(endpoints, "PUT", "/v1/runs");
  EXPECT_FALSE(none.match);
  EXPECT_THAT(none.methods, ElementsAre("GET", "HEAD", "POST"));
  const Json document = openapi_document(endpoints);
  EXPECT_TRUE(document["paths"]["/v1/runs"]["post"].contains("requestBody"));
  EXPECT_TRUE(document["paths"]["/v1/runs/{run}"].contains("delete"));
}

TEST_F(RoutesTest, ASecretIsTakenFromABodyAlone) {
  std::vector<Endpoint> endpoints = {endpoint("/v1/session", {{"token", Kind::kText, "One", true, false, true}})};
  endpoints[0].method = "POST";
  http::Request request;
  request.method = "POST";
  request.body = R"({"token": "x"})";
  EXPECT_EQ(arguments_of(Match{&endpoints[0], {}}, request).text("token"), "x");
  request.query.add("token", "y");
  EXPECT_THROW(arguments_of(Match{&endpoints[0], {}}, request), Error);
}

}  // namespace
}  // namespace c360::serve
