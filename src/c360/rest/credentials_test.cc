#include "c360/rest/credentials.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/fetch/testing/scripted_server.h"

namespace c360::rest {
namespace {

using fetch::testing::answer;
using fetch::testing::ScriptedServer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CredentialsTest : public ::testing::Test {
 protected:
  /// The value of a header that a request gets.
  std::string signed_with(const project::RestAuth& auth, const char* header) {
    Credentials credentials(auth, folder_.path(), hidden_);
    return signed_by(credentials, header);
  }
  std::string signed_by(Credentials& credentials, const char* header = "Authorization") {
    fetch::Request request;
    token_ = credentials.sign(request, {client_, retrying_, clock_}, cancel_);
    for (const auto& [name, value] : request.headers)
      if (name == header) return value;
    return "none";
  }
  static project::RestAuth oauth(const ScriptedServer& server) {
    project::RestAuth auth;
    auth.oauth = {{}, server.url("/token"), "shop", "${file:secret}", "orders.read"};
    return auth;
  }

  TemporaryDirectory folder_;
  HiddenTexts hidden_;
  FixedClock clock_{1'700'000'000'000'000};
  fetch::Client client_;
  fetch::Retrying retrying_{{.most_tries = 3}, clock_};
  Cancellation cancel_;
  unsigned token_ = 0;
};

TEST_F(CredentialsTest, EachWayHasItsHeader) {
  write_file(folder_.path() / "secret", "a-secret&more\n");
  project::RestAuth bearer, basic, key;
  bearer.bearer = "${file:secret}";
  basic.user = "me";
  basic.password = "${file:secret}";
  key.header = "X-Key";
  key.key = "${file:secret}";
  EXPECT_EQ(signed_with(bearer, "Authorization"), "Bearer a-secret&more");
  EXPECT_EQ(signed_with(basic, "Authorization"), "Basic bWU6YS1zZWNyZXQmbW9yZQ==");
  EXPECT_EQ(signed_with(key, "X-Key"), "a-secret&more");
  EXPECT_EQ(signed_with({}, "Authorization"), "none");
  EXPECT_EQ(hidden_.masked("a-secret&more bWU6YS1zZWNyZXQmbW9yZQ=="), "*** ***");
}

TEST_F(CredentialsTest, ATokenIsAskedForOnceWhileItIsGood) {
  write_file(folder_.path() / "secret", "a-secret&more\n");
  ScriptedServer server({answer(200, R"({"access_token": "first-token", "expires_in": 3600})"),
                         answer(200, R"({"access_token": "second-token", "expires_in": "3600"})"),
                         answer(200, R"({"access_token": "third-token"})")});
  Credentials credentials(oauth(server), folder_.path(), hidden_);
  EXPECT_EQ(signed_by(credentials), "Bearer first-token");
  clock_.set(clock_.now() + Micros{3500} * 1'000'000);
  EXPECT_EQ(signed_by(credentials), "Bearer first-token");
  clock_.set(clock_.now() + Micros{60} * 1'000'000);
  EXPECT_EQ(signed_by(credentials), "Bearer second-token");
  EXPECT_TRUE(credentials.renew(token_ - 1));
  EXPECT_EQ(signed_by(credentials), "Bearer second-token") << "the one that was refused is not in use any more";
  EXPECT_TRUE(credentials.renew(token_));
  EXPECT_EQ(signed_by(credentials), "Bearer third-token");
  EXPECT_EQ(server.requests().front().body,
            "grant_type=client_credentials&client_id=shop&client_secret=a-secret%26more&scope=orders.read");
  EXPECT_EQ(hidden_.masked("first-token a-secret&more"), "*** ***");
}

TEST_F(CredentialsTest, WhereNoTokenIsGivenItIsTold) {
  write_file(folder_.path() / "secret", "a-secret&more");
  ScriptedServer server({answer(401, R"({"error": "invalid_client: a-secret&more"})")});
  Credentials credentials(oauth(server), folder_.path(), hidden_);
  try {
    signed_by(credentials);
    FAIL() << "there was a token";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(),
                AllOf(HasSubstr("/token gives no token (HTTP 401): invalid_client: ***"), Not(HasSubstr("a-secret"))));
    EXPECT_THAT(error.hint(), HasSubstr("client_secret"));
  }
}

TEST_F(CredentialsTest, AnotherTokenHelpsOnlyWhereThereAreTokens) {
  project::RestAuth auth;
  auth.bearer = "a-token";
  EXPECT_FALSE(Credentials(auth, folder_.path(), hidden_).renew(0));
}

}  // namespace
}  // namespace c360::rest
