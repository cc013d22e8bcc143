// Who is let in, and what each role may ask.
#include <gmock/gmock.h>

#include <functional>
#include <set>
#include <thread>

#include "c360/access/token.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

class AccessTest : public testing::ServiceFixture {
 protected:
  access::NewToken token(const std::string& role, bool unmasked = false, std::optional<Micros> expires = {}) {
    return access::create_token(lake_->store(), {role + "'s", role, unmasked, expires}, Clock::system());
  }

  static http::Request with_token(http::Request request, const std::string& secret) {
    request.headers.add("Authorization", "Bearer " + secret);
    return request;
  }
  Answer get_as(const std::string& secret, const std::string& target) {
    return ask(with_token(request("GET", target), secret));
  }

  Answer sign_in(const std::string& secret) { return ask(post("/v1/session", R"({"token": ")" + secret + "\"}")); }
  static http::Request with_cookie(http::Request request, const Answer& signed_in) {
    const std::string cookie = signed_in.header("Set-Cookie");
    request.headers.add("Cookie", "other=1; " + cookie.substr(0, cookie.find(';')) + "; theme=dark");
    return request;
  }

  /// Until the service has noticed what happened to the tokens.
  void await(const std::function<bool()>& is_so) {
    for (int i = 0; i < 2000 && !is_so(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_TRUE(is_so());
  }
};

TEST_F(AccessTest, WithoutTokensTheLocalUserIsAdmin) {
  serve();
  EXPECT_EQ(get("/v1/session").json(), (Json{{"name", "local user"},
                                             {"token", nullptr},
                                             {"role", "admin"},
                                             {"may", {"viewer", "analyst", "operator", "admin"}},
                                             {"unmasked", true},
                                             {"all_rows", true}}));
  EXPECT_EQ(get_as("c360_wrong", "/v1/session").status, 401);
}

TEST_F(AccessTest, OnceThereIsATokenEveryoneNeedsOne) {
  const std::string secret = token("analyst").secret;
  serve();
  const Answer refused = get("/v1/project");
  EXPECT_EQ(problem(refused), "401: this server answers to those who show a token");
  EXPECT_EQ(refused.header("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(get_as(secret, "/v1/project").status, 200);
  EXPECT_EQ(get_as(secret, "/v1/session").json()["may"], (Json{"viewer", "analyst"}));
  EXPECT_EQ(get_as(secret, "/v1/session").json()["unmasked"], false);
}

TEST_F(AccessTest, NobodyIsLocalToAServerForOthers) {
  ServiceOptions options;
  options.has_local_user = false;
  serve(options);
  EXPECT_EQ(get("/v1/project").status, 401);
  EXPECT_EQ(get("/healthz").status, 200);
}

TEST_F(AccessTest, ATokenThatIsNotRightIsRefused) {
  const access::NewToken good = token("admin");
  const access::NewToken ended = token("admin", false, Clock::system().now() + 1000);
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  serve();
  for (const std::string& wrong : {ended.secret, good.token.id, good.token.sha256, good.secret + "x", std::string("x"),
                                   std::string(), std::string(100000, 'x')}) {
    const Answer answer = get_as(wrong, "/v1/project");
    EXPECT_EQ(problem(answer), "401: the token is wrong, expired or revoked");
    EXPECT_EQ(answer.header("WWW-Authenticate"), "Bearer error=\"invalid_token\"");
  }
  http::Request basic = request("GET", "/v1/project");
  basic.headers.add("Authorization", "Basic YTpi");
  EXPECT_EQ(ask(basic).status, 401);
  EXPECT_EQ(get_as(good.secret, "/v1/project").status, 200);
}

TEST_F(AccessTest, ARevokedTokenIsNoticed) {
  const access::NewToken kept = token("viewer"), revoked = token("viewer");
  serve();
  const Answer browser = sign_in(revoked.secret);
  EXPECT_EQ(ask(with_cookie(request("GET", "/v1/project"), browser)).status, 200);
  access::revoke_token(lake_->store(), revoked.token.id);
  await([&] { return get_as(revoked.secret, "/v1/project").status == 401; });
  EXPECT_EQ(problem(ask(with_cookie(request("GET", "/v1/project"), browser))), "401: the session has ended");
  EXPECT_EQ(get_as(kept.secret, "/v1/project").status, 200);
  const access::NewToken made = token("viewer");
  await([&] { return get_as(made.secret, "/v1/project").status == 200; });
}

TEST_F(AccessTest, WrongTokensSlowDownOnlyWhoSendsThem) {
  const std::string secret = token("viewer").secret;
  serve();
  std::set<int> statuses;
  for (int i = 0; i < 30; ++i) statuses.insert(get_as("c360_guess", "/v1/project").status);
  EXPECT_EQ(statuses, (std::set<int>{401, 429}));
  EXPECT_EQ(get_as("c360_guess", "/v1/project").header("Retry-After"), "60");
  EXPECT_EQ(sign_in("c360_guess").status, 429);
  EXPECT_EQ(get_as(secret, "/v1/project").status, 200);
  http::Request elsewhere = with_token(request("GET", "/v1/project"), "c360_guess");
  elsewhere.peer = "10.0.0.2";
  EXPECT_EQ(ask(elsewhere).status, 401);
}

/// Every endpoint by every role, by what each endpoint says of itself in the document that all can read.
TEST_F(AccessTest, EachRoleMayAskWhatItMayAndNothingElse) {
  run();
  std::map<std::string, std::string> secrets;
  for (const std::string& role : project::role_names()) secrets[role] = token(role, true).secret;
  serve();
  const Json document = get_as(secrets["admin"], "/v1/openapi.json").json();
  std::size_t asked = 0;
  for (const auto& [path, operations] : document["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      const bool is_open = operation.contains("security");
      std::string upper = method;
      for (char& c : upper) c = static_cast<char>(std::toupper(c));
      http::Request made = upper == "POST" ? post(path, "{}") : request(upper, path);
      ++asked;
      EXPECT_EQ(ask(made).status == 401, !is_open) << method << " " << path;
      if (is_open) continue;
      const project::Role least = *project::role_named(operation["x-c360-role"].get<std::string>());
      for (const auto& [role, secret] : secrets) {
        const int status = ask(with_token(made, secret)).status;
        EXPECT_EQ(status == 403, *project::role_named(role) < least) << role << " " << method << " " << path;
        EXPECT_NE(status, 401) << role << " " << method << " " << path;
      }
    }
  }
  EXPECT_GE(asked, 15U);
}

TEST_F(AccessTest, AnEndpointThatSaysNothingIsForAdmins) {
  EXPECT_EQ(Endpoint().least, Least::kAdmin);
}

TEST_F(AccessTest, RefusalsNameTheRoleThatIsNeeded) {
  run();
  const std::string secret = token("viewer").secret;
  serve();
  const Answer refused = get_as(secret, "/v1/sql?statement=SELECT+1");
  EXPECT_EQ(problem(refused), "403: this needs the role analyst; viewer's has the role viewer");
  EXPECT_THAT(refused.json()["hint"].get<std::string>(), HasSubstr("c360 token create --role analyst"));
}

TEST_F(AccessTest, ARoleThatIsNoMoreIsToldSo) {
  const std::string secret = token("berlin").secret;
  serve();
  EXPECT_EQ(problem(get_as(secret, "/v1/project")), "403: the project has no role 'berlin' (any more)");
  EXPECT_EQ(sign_in(secret).status, 403);
}

TEST_F(AccessTest, ABrowserTradesATokenForACookie) {
  const std::string secret = token("analyst").secret;
  serve();
  const Answer answer = sign_in(secret);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.json()["name"], "analyst's");
  const std::string cookie = answer.header("Set-Cookie");
  EXPECT_THAT(cookie, AllOf(HasSubstr("; HttpOnly"), HasSubstr("; SameSite=Strict"), HasSubstr("; Path=/"),
                            Not(HasSubstr("Secure")), Not(HasSubstr(secret))));
  EXPECT_EQ(ask(with_cookie(request("GET", "/v1/session"), answer)).json()["role"], "analyst");
  EXPECT_EQ(ask(with_cookie(post("/v1/sql", R"({"statement": "SELECT 1"})"), answer)).status, 200);
  const Answer out = ask(with_cookie(request("DELETE", "/v1/session"), answer));
  EXPECT_EQ(out.status, 200);
  EXPECT_THAT(out.header("Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(ask(with_cookie(request("GET", "/v1/session"), answer)).status, 401);
  EXPECT_EQ(ask(request("DELETE", "/v1/session")).status, 200);
}

TEST_F(AccessTest, TheCookieGoesByTlsAloneWhereThereIsTls) {
  const std::string secret = token("viewer").secret;
  for (const bool proxy : {false, true}) {
    ServiceOptions options;
    options.is_secure = !proxy;
    options.is_behind_proxy = proxy;
    serve(options);
    EXPECT_THAT(sign_in(secret).header("Set-Cookie"), HasSubstr("; Secure"));
  }
}

TEST_F(AccessTest, AWrongCookieOpensNothing) {
  token("admin");
  serve();
  for (const char* cookie : {"c360_session=", "c360_session=x", "c360_session", "xc360_session=1", ";;=;", "="}) {
    http::Request made = request("GET", "/v1/project");
    made.headers.add("Cookie", cookie);
    EXPECT_EQ(ask(made).status, 401) << cookie;
  }
}

TEST_F(AccessTest, PagesOfOtherSitesCannotUseTheCookie) {
  const std::string secret = token("admin").secret;
  serve();
  const Answer browser = sign_in(secret);
  for (const char* origin : {"https://evil.example", "http://localhost:3000", "null",
                             "http://localhost:8360.evil.example", "https://evil.example//localhost:8360"}) {
    http::Request made = with_cookie(post("/v1/sql", R"({"statement": "SELECT 1"})"), browser);
    made.headers.add("Origin", origin);
    EXPECT_EQ(problem(ask(made)), "403: a page of another site cannot ask this server") << origin;
  }
  http::Request form = with_cookie(request("POST", "/v1/session"), browser);
  form.headers.add("Content-Type", "application/x-www-form-urlencoded");
  form.body = "token=x";
  EXPECT_EQ(ask(form).status, 415);
  EXPECT_EQ(ask(with_cookie(request("OPTIONS", "/v1/sql"), browser)).status, 405);
}

TEST_F(AccessTest, AProxyMayAskUnderItsOwnName) {
  const std::string secret = token("viewer").secret;
  ServiceOptions options;
  options.is_behind_proxy = true;
  options.hosts.emplace_back("c360.example");
  serve(options);
  http::Request made = with_token(request("GET", "/v1/project"), secret);
  made.headers.add("Origin", "https://c360.example");
  EXPECT_EQ(ask(made).status, 200);
  made.headers.add("Host", "evil.example");
  http::Request foreign = with_token(request("GET", "/v1/project"), secret);
  foreign.headers.add("Origin", "https://evil.example");
  EXPECT_EQ(ask(foreign).status, 403);
}

TEST_F(AccessTest, ATokenIsNotTakenFromAnAddress) {
  const std::string secret = token("viewer").secret;
  serve();
  http::Request made = post("/v1/session?token=" + secret, "{}");
  EXPECT_EQ(problem(ask(made)), "400: 'token' is not read from an address");
}

TEST_F(AccessTest, NoLogHoldsAToken) {
  const std::string secret = token("analyst").secret;
  serve();
  const Answer browser = sign_in(secret);
  const std::string cookie = browser.header("Set-Cookie");
  const std::string session = cookie.substr(13, cookie.find(';') - 13);
  get_as(secret, "/v1/tables/" + secret);
  get_as(secret, "/v1/sql?statement=SELECT+'" + secret + "'");
  ask(with_cookie(request("GET", "/v1/project"), browser));
  post("/v1/session", "{\"token\": \"" + secret + "x\"}");
  ASSERT_GE(log_.size(), 4U);
  EXPECT_THAT(log_, Each(AllOf(Not(HasSubstr(secret)), Not(HasSubstr(session)))));
  EXPECT_THAT(log_, Contains(HasSubstr("GET /v1/tables/c360_…")));
}

}  // namespace
}  // namespace c360::serve
