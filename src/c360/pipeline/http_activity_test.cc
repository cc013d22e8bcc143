// Activities that ask a server, against a server of the test's own.
#include <gmock/gmock.h>

#include <cstdlib>

#include "c360/fetch/testing/scripted_server.h"
#include "c360/pipeline/testing/pipeline_fixture.h"

namespace c360::pipeline {
namespace {

using fetch::testing::answer;
using fetch::testing::ScriptedServer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSecret = "s3cr3t-of-the-crm";

class HttpActivityTest : public testing::PipelineFixture {
 protected:
  HttpActivityTest() { ::setenv("C360_TEST_CRM", kSecret, 1); }

  void connect_to(const ScriptedServer& server) {
    put("connections.yaml", "connections:\n  crm: { http: \"" + server.url("/v2/") +
                                "\", headers: { Authorization: \"Bearer ${env:C360_TEST_CRM}\" } }\n");
  }
  /// All that the run has told and kept.
  std::string all_told() {
    std::string text;
    for (const std::string& line : ask("SELECT coalesce(input, '') || coalesce(output, '') || coalesce(error, '') FROM "
                                       "meta.activities"))
      text += line + "\n";
    return text;
  }
};

TEST_F(HttpActivityTest, GetsJsonThatOthersUse) {
  const ScriptedServer server({answer(200, R"({"count": 3, "names": ["a"]})")});
  head_ = "variables: { n: 0 }\n";
  run_pipeline(
      "  - { name: Ask, http: \"" + server.url("/list?day=1") +
      "\" }\n  - { name: Set, depends_on: Ask, set_variable: { variable: n, value: \"${activity('Ask').body.count}\" "
      "} }\n");
  EXPECT_EQ(output("Ask"), R"({"body":{"count":3,"names":["a"]},"status":200})");
  EXPECT_EQ(output("Set"), R"({"value":3})");
  ASSERT_EQ(server.requests().size(), 1U);
  EXPECT_EQ(server.requests()[0].method, "GET");
  EXPECT_EQ(server.requests()[0].query.value("day"), "1");
}

TEST_F(HttpActivityTest, SendsABodyAsJsonWithItsHeaders) {
  const ScriptedServer server({answer(201, "done")});
  run_pipeline("  - name: Tell\n    http: { url: \"" + server.url("/x") +
               "\", headers: { X-Run: \"${run.pipeline}\" }, body: { text: \"${run.pipeline} is done\", n: 2 } }\n");
  const auto request = server.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.body, R"({"text":"p is done","n":2})");
  EXPECT_EQ(request.headers.header("content-type"), "application/json");
  EXPECT_EQ(request.headers.header("x-run"), "p");
  EXPECT_EQ(output("Tell"), R"({"body":"done","status":201})");
}

TEST_F(HttpActivityTest, AConnectionsSecretGoesAlongAndIsNeverTold) {
  const ScriptedServer server({answer(200, std::string(R"({"you sent": "Bearer )") + kSecret + "\"}")});
  connect_to(server);
  run_pipeline("  - { name: Ask, http: { connection: crm, url: customers } }\n");
  EXPECT_EQ(server.requests().at(0).path, "/v2/customers");
  EXPECT_EQ(server.requests().at(0).headers.header("authorization"), std::string("Bearer ") + kSecret);
  EXPECT_EQ(output("Ask"), R"({"body":{"you sent":"***"},"status":200})");
  EXPECT_THAT(all_told(), Not(HasSubstr(kSecret)));
}

TEST_F(HttpActivityTest, ARefusalIsAFailureWithWhatTheServerSays) {
  const ScriptedServer server({answer(403, std::string("no such key: ") + kSecret)});
  connect_to(server);
  const Error error = pipeline_failure("  - { name: Ask, http: { connection: crm, url: \"x?key=1\" } }\n");
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("'Ask' was refused by " + server.url("/v2/x") + ": HTTP 403: no such key: ***"),
                    HasSubstr("sign in"), Not(HasSubstr("key=1"))));
  EXPECT_THAT(all_told(), Not(HasSubstr(kSecret)));
}

TEST_F(HttpActivityTest, IsTriedAgainAsOftenAsItSays) {
  const ScriptedServer server({answer(503), answer(200, "1")});
  run_pipeline("  - { name: Ask, retry: 2, retry_interval: 0s, http: \"" + server.url() + "\" }\n");
  EXPECT_EQ(server.requests().size(), 2U);
  EXPECT_EQ(output("Ask"), R"({"body":1,"status":200})");
}

TEST_F(HttpActivityTest, TheHeadersOfAConnectionGoToItsServerAlone) {
  const ScriptedServer server({answer(200)});
  const ScriptedServer other({answer(200)});
  connect_to(server);
  const Error error =
      pipeline_failure("  - { name: Ask, http: { connection: crm, url: \"" + other.url("/steal") + "\" } }\n");
  EXPECT_THAT(error.message(), HasSubstr("leads to another server than the connection 'crm'"));
  EXPECT_TRUE(other.requests().empty());
}

TEST_F(HttpActivityTest, AServerThatIsNotThereIsAClearFailure) {
  std::string gone;
  {
    const ScriptedServer server({answer(200)});
    gone = server.url("/x");
  }
  EXPECT_THAT(pipeline_failure("  - { name: Ask, http: \"" + gone + "\" }\n").message(),
              HasSubstr("'Ask' has no answer from " + gone));
}

TEST_F(HttpActivityTest, WrongInputsAreToldWithTheirPlace) {
  for (const auto& [activity, message] : std::vector<std::pair<std::string, std::string>>{
           {"http: customers", "is no address of an HTTP server"},
           {"http: \"ftp://host/x\"", "is no address of an HTTP server"},
           {"http: \"https://me:pw@host/x\"", "has a user in it"},
           {"http: { url: \"https://x\", method: STEAL }", "must be GET, POST"},
           {"http: { url: \"https://x\", headers: { Authorization: abc } }", "is a secret"},
           {"http: { url: x, connection: nobody }", "there is no connection with http: 'nobody'"}}) {
    const Error error = pipeline_failure("  - { name: Ask, " + activity + " }\n");
    EXPECT_THAT(error.what(), AllOf(HasSubstr(message), HasSubstr("pipelines/p.yaml:2"))) << activity;
    EXPECT_THAT(error.what(), Not(HasSubstr("me:pw"))) << activity;
  }
}

}  // namespace
}  // namespace c360::pipeline
