#include "c360/fetch/token.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/fetch/testing/scripted_server.h"

namespace c360::fetch {
namespace {

using fetch::testing::answer;
using fetch::testing::ScriptedServer;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Micros kTokenSecond = 1'000'000;
constexpr const char* kToken = R"({"access_token": "t1", "expires_in": 3600, "token_type": "Bearer"})";

class TokenTest : public ::testing::Test {
 protected:
  Token ask(const ScriptedServer& server, const Identity& identity,
            const std::string& resource = "https://storage.azure.com/") {
    TokenSettings settings;
    settings.resource = resource;
    settings.authority = server.url();
    settings.identity_endpoint = server.url("/metadata/identity/oauth2/token");
    return make_token_source(identity, settings, client_, clock_)->ask(cancel_);
  }

  std::string refusal(const ScriptedServer& server, const Identity& identity) {
    try {
      ask(server, identity);
      return "given";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIo);
      return error.what();
    }
  }

  static ClientSecret secret() { return {"tenant", "client", "hidden word&"}; }

  TemporaryDirectory folder_;
  FixedClock clock_{1'000'000 * kTokenSecond};
  Cancellation cancel_;
  Client client_;
};

TEST_F(TokenTest, AnApplicationShowsItsSecret) {
  const ScriptedServer server({answer(200, kToken)});
  const Token token = ask(server, secret());
  EXPECT_EQ(token.secret, "t1");
  EXPECT_EQ(token.expires, clock_.now() + 3600 * kTokenSecond);
  const http::Request request = server.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/tenant/oauth2/v2.0/token");
  EXPECT_EQ(request.headers.header("content-type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(request.body,
            "client_id=client&client_secret=hidden%20word%26&grant_type=client_credentials&scope=https%3A%2F%2Fstorage."
            "azure.com%2F.default");
}

TEST_F(TokenTest, AMachineAsksItsOwnService) {
  const ScriptedServer server({answer(200, R"({"access_token": "t2", "expires_on": "1003600"})")});
  EXPECT_EQ(ask(server, ManagedIdentity{}).expires, 1'003'600 * kTokenSecond);
  ask(server, ManagedIdentity{"id"});
  const http::Request request = server.requests().at(0);
  EXPECT_EQ(request.path, "/metadata/identity/oauth2/token");
  EXPECT_EQ(request.headers.header("metadata"), "true");
  EXPECT_EQ(request.query.value("resource"), "https://storage.azure.com/");
  EXPECT_EQ(request.query.value("client_id"), std::nullopt);
  EXPECT_EQ(server.requests().at(1).query.value("client_id"), "id");
}

TEST_F(TokenTest, AWorkloadShowsTheTokenThatItsFileHoldsNow) {
  const ScriptedServer server({answer(200, kToken)});
  const WorkloadIdentity workload{"tenant", "client", folder_.path() / "token"};
  for (const char* held : {"first", "second\n"}) {
    write_file(workload.token_file, held);
    ask(server, workload);
  }
  EXPECT_THAT(server.requests().at(0).body, HasSubstr("client_assertion=first&"));
  EXPECT_THAT(server.requests().at(1).body, HasSubstr("client_assertion=second&"));
  EXPECT_THAT(server.requests().at(1).body, HasSubstr("jwt-bearer"));
}

TEST_F(TokenTest, ABusyServiceIsAskedAgain) {
  const ScriptedServer server({answer(503), answer(429, {}, {{"Retry-After", "5"}}), answer(200, kToken)});
  const Micros before = clock_.now();
  EXPECT_EQ(ask(server, secret()).secret, "t1");
  EXPECT_GE(clock_.now() - before, 5 * kTokenSecond);
}

TEST_F(TokenTest, ARefusalSaysWhatToDoAndShowsNoSecret) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided.\r\nTrace"})",
       "the secret's value, not its id"},
      {R"({"error": "invalid_client", "error_description": "AADSTS7000222: The provided client secret keys are expired."})",
       "has expired"},
      {R"({"error": "unauthorized_client", "error_description": "AADSTS700016: Application not found. Trace ID: 1"})",
       "no application has this client_id"},
      {R"({"error": "invalid_request", "error_description": "AADSTS90002: Tenant 'tenant' not found."})",
       "check tenant_id"},
  };
  for (const auto& [body, hint] : cases) {
    const std::string words = refusal(ScriptedServer({answer(401, body)}), secret());
    EXPECT_THAT(words, HasSubstr("HTTP 401): AADSTS"));
    EXPECT_THAT(words, HasSubstr(hint));
    EXPECT_THAT(words, Not(HasSubstr("hidden")));
    EXPECT_THAT(words, Not(HasSubstr("Trace")));
  }
}

TEST_F(TokenTest, AnAnswerThatIsNoTokenIsAnError) {
  for (const char* body : {"", "<html>", "[]", "{}", R"({"access_token": 1})", R"({"access_token": "t"})",
                           R"({"access_token": "t", "expires_in": "soon"})"})
    EXPECT_THAT(refusal(ScriptedServer({answer(200, body)}), secret()), Not(HasSubstr("given"))) << body;
}

TEST_F(TokenTest, AMachineWithoutAnIdentitySaysSo) {
  const ScriptedServer server(
      {answer(400, R"({"error": "invalid_request", "error_description": "Identity not found"})")});
  EXPECT_THAT(refusal(server, ManagedIdentity{}), HasSubstr("give this machine a managed identity"));
  std::uint16_t port = 0;
  { port = ScriptedServer({answer(200)}).port(); }
  TokenSettings settings;
  settings.identity_endpoint = "http://127.0.0.1:" + std::to_string(port);
  try {
    make_token_source(ManagedIdentity{}, settings, client_, clock_)->ask(cancel_);
    FAIL() << "given";
  } catch (const Error& error) {
    EXPECT_THAT(error.hint(), HasSubstr("on machines of Azure alone"));
  }
}

TEST_F(TokenTest, AResourceIsAskedForAsEachServiceNamesIt) {
  const ScriptedServer server({answer(200, kToken)});
  ask(server, secret(), "https://management.azure.com");
  ask(server, secret(), "api://my-app/");
  ask(server, ManagedIdentity{}, "https://management.azure.com");
  EXPECT_THAT(server.requests().at(0).body, HasSubstr("scope=https%3A%2F%2Fmanagement.azure.com%2F.default"));
  EXPECT_THAT(server.requests().at(1).body, HasSubstr("scope=api%3A%2F%2Fmy-app%2F.default"));
  EXPECT_EQ(server.requests().at(2).query.value("resource"), "https://management.azure.com");
}

/// Gives t1, t2, … for so many seconds each.
class CountingSource final : public TokenSource {
 public:
  CountingSource(const Clock& clock, int seconds) : clock_(clock), seconds_(seconds) {}
  Token ask(const Cancellation&) override {
    return {"t" + std::to_string(++asked_), clock_.now() + seconds_ * kTokenSecond};
  }

 private:
  const Clock& clock_;
  int seconds_;
  int asked_ = 0;
};

TEST_F(TokenTest, ATokenIsKeptUntilFiveMinutesBeforeItExpires) {
  TokenCache tokens(std::make_unique<CountingSource>(clock_, 3600), clock_);
  EXPECT_EQ(tokens.get(cancel_), "t1");
  clock_.wait(3299 * kTokenSecond, cancel_);
  EXPECT_EQ(tokens.get(cancel_), "t1");
  clock_.wait(2 * kTokenSecond, cancel_);
  EXPECT_EQ(tokens.get(cancel_), "t2");
}

TEST_F(TokenTest, AShortTokenIsKeptForTwoThirdsOfItsLife) {
  TokenCache tokens(std::make_unique<CountingSource>(clock_, 60), clock_);
  tokens.get(cancel_);
  clock_.wait(39 * kTokenSecond, cancel_);
  EXPECT_EQ(tokens.get(cancel_), "t1");
  clock_.wait(2 * kTokenSecond, cancel_);
  EXPECT_EQ(tokens.get(cancel_), "t2");
}

TEST_F(TokenTest, ARefusedTokenIsForgottenOnce) {
  TokenCache tokens(std::make_unique<CountingSource>(clock_, 3600), clock_);
  const std::string refused = tokens.get(cancel_);
  tokens.forget(refused);
  EXPECT_EQ(tokens.get(cancel_), "t2");
  tokens.forget(refused);  // by another thread, whose request went out with the old one
  EXPECT_EQ(tokens.get(cancel_), "t2");
}

}  // namespace
}  // namespace c360::fetch
