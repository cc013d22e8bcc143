// Activities that sign in to the server of a connection, against servers of the test's own.
#include "c360/pipeline/http_sign_in.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "c360/base/testing/tls.h"
#include "c360/fetch/testing/scripted_server.h"
#include "c360/pipeline/testing/pipeline_fixture.h"

namespace c360::pipeline {
namespace {

using fetch::testing::answer;
using fetch::testing::ScriptedServer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kFirstToken = R"({"access_token": "first-token", "expires_in": 3600})";
constexpr const char* kSecondToken = R"({"access_token": "second-token", "expires_in": 3600})";
constexpr const char* kTwoRequests =
    "  - { name: One, http: { connection: crm, url: a } }\n"
    "  - { name: Two, depends_on: One, http: { connection: crm, url: b } }\n";

class HttpSignInTest : public testing::PipelineFixture {
 protected:
  HttpSignInTest() { ::setenv("C360_TEST_CRM_SECRET", "hidden-word", 1); }

  void connect(const std::string& address, const std::string& keys) {
    put("connections.yaml", "connections:\n  crm: { http: \"" + address + "\", " + keys + " }\n");
  }
  static std::string oauth(const ScriptedServer& tokens) {
    return "oauth: { token_url: \"" + tokens.url("/token") +
           "\", client_id: shop, client_secret: \"${env:C360_TEST_CRM_SECRET}\", scope: all }";
  }
  static std::string sent_by(const ScriptedServer& server, std::size_t request) {
    return server.requests().at(request).headers.header("authorization").value_or("nothing");
  }
};

TEST_F(HttpSignInTest, AnApplicationsTokenIsAskedForOnceAndNeverTold) {
  const ScriptedServer tokens({answer(200, kFirstToken)});
  const ScriptedServer server({answer(200, R"({"you sent": "first-token"})")});
  connect(server.url("/v2"), oauth(tokens));
  run_pipeline(kTwoRequests);
  EXPECT_EQ(sent_by(server, 0), "Bearer first-token");
  EXPECT_EQ(sent_by(server, 1), "Bearer first-token");
  EXPECT_EQ(tokens.requests().at(0).body,
            "grant_type=client_credentials&client_id=shop&client_secret=hidden-word&scope=all");
  EXPECT_THAT(tokens.requests(), SizeIs(1));
  EXPECT_EQ(output("One"), R"({"body":{"you sent":"***"},"status":200})");
}

TEST_F(HttpSignInTest, ATokenThatIsRefusedIsReplacedForTheNextTry) {
  const ScriptedServer tokens({answer(200, kFirstToken), answer(200, kSecondToken)});
  const ScriptedServer server({answer(401, "first-token has expired"), answer(200, "1")});
  connect(server.url(), oauth(tokens));
  run_pipeline("  - { name: Ask, retry: 1, retry_interval: 0s, http: { connection: crm, url: a } }\n");
  EXPECT_EQ(sent_by(server, 1), "Bearer second-token");
}

TEST_F(HttpSignInTest, AMachinesIdentityAsksForItsResource) {
  const ScriptedServer tokens({answer(200, kFirstToken), answer(200, kSecondToken)});
  const ScriptedServer server({answer(200, "1"), answer(401), answer(200, "1")});
  connect(server.url(),
          "identity: { kind: managed, resource: \"https://management.azure.com/\", identity_endpoint: \"" +
              tokens.url("/identity") + "\" }");
  run_pipeline(
      "  - { name: One, http: { connection: crm, url: a } }\n"
      "  - { name: Two, depends_on: One, retry: 1, retry_interval: 0s, http: { connection: crm, url: b } }\n");
  EXPECT_EQ(sent_by(server, 0), "Bearer first-token");
  EXPECT_EQ(sent_by(server, 1), "Bearer first-token");
  EXPECT_EQ(sent_by(server, 2), "Bearer second-token");
  EXPECT_EQ(tokens.requests().at(0).query.value("resource"), "https://management.azure.com/");
}

TEST_F(HttpSignInTest, AnApplicationOfATenantShowsItsSecret) {
  const ScriptedServer tokens({answer(200, kFirstToken)});
  const ScriptedServer server({answer(200, "1")});
  connect(server.url(),
          "identity: { kind: application, resource: \"api://crm\", tenant_id: t, client_id: c, "
          "client_secret: \"${env:C360_TEST_CRM_SECRET}\", authority: \"" +
              tokens.url() + "\" }");
  run_pipeline("  - { name: Ask, http: { connection: crm, url: a } }\n");
  EXPECT_EQ(sent_by(server, 0), "Bearer first-token");
  EXPECT_THAT(tokens.requests().at(0).body,
              AllOf(HasSubstr("client_secret=hidden-word"), HasSubstr("scope=api%3A%2F%2Fcrm%2F.default")));
}

TEST_F(HttpSignInTest, WhereNoTokenIsGivenNothingIsAsked) {
  const ScriptedServer tokens({answer(400, R"({"error": "no such client: hidden-word"})")});
  const ScriptedServer server({answer(200)});
  connect(server.url(), oauth(tokens));
  const Error error = pipeline_failure("  - { name: Ask, http: { connection: crm, url: a } }\n");
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("gives no token (HTTP 400): no such client: ***"), Not(HasSubstr("hidden-word"))));
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(HttpSignInTest, ACaFileSaysWhoIsTrusted) {
  const http::Certificate certificate{root() / "own.pem", root() / "key.pem"};
  c360::testing::make_certificate(certificate.chain, certificate.key);
  http::ServerOptions options;
  options.certificate = certificate;
  const ScriptedServer server([](const http::Request&) { return answer(200, "1"); }, options);
  const std::string address = "https://localhost:" + std::to_string(server.port());
  connect(address, "ca_file: own.pem");
  run_pipeline("  - { name: Ask, http: { connection: crm, url: a } }\n");
  EXPECT_EQ(output("Ask"), R"({"body":1,"status":200})");
  connect(address, "headers: { X-A: b }");
  EXPECT_THAT(pipeline_failure("  - { name: Ask, http: { connection: crm, url: a } }\n").what(),
              HasSubstr("`ca_file`"));
}

}  // namespace
}  // namespace c360::pipeline
