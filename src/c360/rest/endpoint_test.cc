#include "c360/rest/endpoint.h"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "c360/rest/testing/pull_fixture.h"

namespace c360::rest {
namespace {

using fetch::testing::answer;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class EndpointTest : public testing::PullFixture {
 protected:
  EndpointTest() { server_.set("orders", testing::records_with_ids(1, 2)); }

  Page ask(const Question& question = {}) {
    Endpoint endpoint(project_, source_, clock_);
    return endpoint.ask(question, false, cancel_).value();
  }
  std::string refusal() {
    try {
      ask();
    } catch (const Error& error) {
      return error.message() + " | " + error.hint();
    }
    return "no error";
  }
  std::string refusal_of(http::Response response) {
    server_.answer_next({std::move(response)});
    return refusal();
  }
};

TEST_F(EndpointTest, SendsWhatIsWritten) {
  rest().query = {{{}, "state", "open & new"}};
  rest().headers = {{{}, "X-Tenant", "shop"}};
  EXPECT_EQ(ask().content.size(), 2U);
  const http::Request request = server_.requests().back();
  EXPECT_EQ(request.query.value("state"), "open & new");
  EXPECT_EQ(request.headers.header("x-tenant"), "shop");
  EXPECT_EQ(request.headers.header("accept"), "application/json");
}

TEST_F(EndpointTest, AParentsValueIsNoPartOfTheAddressItself) {
  rest().url = server_.url("/of/{id}/orders");
  rest().query = {{{}, "who", "-{id}-"}};
  rest().for_each.field = "id";
  Endpoint endpoint(project_, source_, clock_);
  EXPECT_FALSE(endpoint.ask({{}, {}, "a/../b?c"}, true, cancel_).has_value());
  EXPECT_THAT(http::segments_of(server_.requests().back().path), ElementsAre("of", "a/../b?c", "orders"));
  EXPECT_EQ(server_.requests().back().query.value("who"), "-a/../b?c-");
}

TEST_F(EndpointTest, WaitsAndAsksAgainWhereThatMayHelp) {
  const Micros before = clock_.now();
  server_.answer_next({answer(429, "slow down", {{"Retry-After", "90"}}), answer(503)});
  EXPECT_EQ(ask().content.size(), 2U);
  EXPECT_GE(clock_.now() - before, 90'000'000);
  EXPECT_EQ(requests_since(), 3U);
}

TEST_F(EndpointTest, AsksNoOftenerThanItMay) {
  rest().requests_per_minute = 30;
  Endpoint endpoint(project_, source_, clock_);
  const Micros before = clock_.now();
  for (int i = 0; i < 4; ++i) endpoint.ask({}, false, cancel_);
  EXPECT_EQ(clock_.now() - before, 6'000'000);
}

TEST_F(EndpointTest, TheLastRequestOfALimitHoldsTheNextOneBack) {
  const auto limited = [&](const std::string& left, std::int64_t reset) {
    return answer(200, "[]", {{"RateLimit-Remaining", left}, {"RateLimit-Reset", std::to_string(reset)}});
  };
  server_.answer_next({limited("1", 50), limited("0", 50), limited("5", 50), limited("0", 3'601), answer(200, "[]")});
  Endpoint endpoint(project_, source_, clock_);
  std::vector<Micros> waited;
  for (int i = 0; i < 5; ++i) {
    const Micros before = clock_.now();
    endpoint.ask({}, false, cancel_);
    waited.push_back((clock_.now() - before) / kMicrosPerSecond);
  }
  EXPECT_THAT(waited, ElementsAre(0, 0, 50, 0, 0)) << "one that lasts longer than an hour is the server's to refuse";
}

TEST_F(EndpointTest, ALimitIsNoLackOfRights) {
  const std::vector<http::Header> used_up = {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1700000030"}};
  const Micros before = clock_.now();
  server_.answer_next({answer(403, "rate limit exceeded", used_up)});
  EXPECT_EQ(ask().content.size(), 2U);
  EXPECT_GE(clock_.now() - before, 30'000'000);
  server_.set_hook([](const http::Request&) {
    return answer(403, "", {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1700090000"}});
  });
  EXPECT_THAT(refusal(), HasSubstr("HTTP 403, it was asked too often (X-RateLimit-Reset: 1700090000)"));
}

TEST_F(EndpointTest, EachFailureHasItsWords) {
  EXPECT_THAT(refusal_of(answer(401)), AllOf(HasSubstr("does not accept who asks"), HasSubstr("`auth:`")));
  EXPECT_THAT(refusal_of(answer(403)), HasSubstr("does not allow this"));
  EXPECT_THAT(refusal_of(answer(404)), AllOf(HasSubstr("nothing at this address"), HasSubstr("check `url`")));
  EXPECT_THAT(refusal_of(answer(422, "per_page\nis too large")),
              AllOf(HasSubstr("refuses the request; it says: per_page is too large"), HasSubstr("`paginate`")));
  EXPECT_THAT(refusal_of(answer(200, "<html>Please log in", {{"Content-Type", "text/html"}})),
              AllOf(HasSubstr("is no JSON (text/html)"), HasSubstr("<html>Please log in")));
  EXPECT_THAT(refusal_of(answer(200, R"([{"id": 1)")), HasSubstr("is no JSON"));
  EXPECT_THAT(refusal_of(answer(400, "Z\xFCrich\x1B[31m")), HasSubstr("it says: Z\xEF\xBF\xBDrich [31m"));
}

TEST_F(EndpointTest, FailuresThatStayAreTold) {
  server_.set_hook([](const http::Request&) { return answer(500, "out of order"); });
  EXPECT_THAT(refusal(), AllOf(HasSubstr("HTTP 500, the server failed, 3 times in a row; it says: out of order"),
                               HasSubstr("the next run goes on")));
  server_.set_hook([](const http::Request&) { return answer(429, "", {{"Retry-After", "90000"}}); });
  EXPECT_THAT(refusal(), AllOf(HasSubstr("asked too often (Retry-After: 90000)"), HasSubstr("requests_per_minute")));
}

TEST_F(EndpointTest, AnAnswerThatIsTooLargeIsRefused) {
  rest().largest_answer_bytes = 1000;
  server_.set("orders", testing::records_with_ids(1, 500));
  EXPECT_THAT(refusal(), AllOf(HasSubstr("more than 1000 bytes"), HasSubstr("`largest_answer`")));
}

TEST_F(EndpointTest, AServerThatSaysNothingIsGivenUp) {
  rest().timeout_seconds = 1;
  rest().tries = 1;
  server_.set_hook([](const http::Request& request) {
    while (!request.gone->requested()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return answer(200);
  });
  EXPECT_THAT(refusal(), AllOf(HasSubstr("Timeout was reached"), HasSubstr("`timeout`")));
}

TEST_F(EndpointTest, HalfABodyIsAskedForAgain) {
  server_.answer_next({[] {
    http::Response half;
    half.stream = [](const http::Write& write) {
      write(R"([{"id": 1)");
      throw std::runtime_error("the line broke");
    };
    return half;
  }()});
  EXPECT_EQ(ask().content.size(), 2U);
  EXPECT_EQ(requests_since(), 2U);
}

TEST_F(EndpointTest, WhoCannotBeReachedIsTold) {
  rest().url = "http://no-such-host.invalid/orders";
  EXPECT_THAT(refusal(), AllOf(HasSubstr("'orders' cannot be read from http://no-such-host.invalid/orders"),
                               HasSubstr("spelt right")));
  rest().url = "http://127.0.0.1:1/orders";
  EXPECT_THAT(refusal(), HasSubstr("does the server run"));
}

TEST_F(EndpointTest, RedirectsStayOnTheirHost) {
  rest().auth.header = "X-Api-Key";
  rest().auth.key = "hidden-key-1234";
  server_.answer_next({answer(302, "", {{"Location", "/orders?moved=1"}})});
  EXPECT_EQ(ask().content.size(), 2U);
  EXPECT_EQ(server_.requests().back().headers.header("x-api-key"), "hidden-key-1234");
  testing::ApiServer other;
  EXPECT_THAT(refusal_of(answer(302, "", {{"Location", other.url("/orders")}})),
              AllOf(HasSubstr("leads to another host, 127.0.0.1, which gets no credentials"), HasSubstr("`url`")));
  EXPECT_TRUE(other.requests().empty());
}

TEST_F(EndpointTest, ANextAddressStaysOnItsHost) {
  Endpoint endpoint(project_, source_, clock_);
  EXPECT_EQ(endpoint.kept_address({}, "?page=2#x"), server_.url("/orders?page=2"));
  EXPECT_EQ(endpoint.kept_address({}, "/other?to=http://h/"), server_.url("/other?to=http://h/"));
  EXPECT_EQ(endpoint.kept_address({}, "/ä b\xFF"), server_.url("/%C3%A4%20b%FF"));
  EXPECT_THROW(endpoint.kept_address({}, "http://elsewhere.invalid/orders?page=2"), Error);
  EXPECT_THROW(endpoint.kept_address({}, "ftp://127.0.0.1/orders"), Error);
}

TEST_F(EndpointTest, NoSecretLeavesItInAddressesBodiesOrMessages) {
  ::setenv("REST_TEST_KEY", "hidden key/1234", 1);
  rest().auth.query = "api_key";
  rest().auth.key = "${env:REST_TEST_KEY}";
  Endpoint endpoint(project_, source_, clock_);
  server_.answer_next(
      {answer(200, R"([{"self": "/orders?api_key=hidden%20key%2F1234"}, {"key": "hidden key/1234"}])")});
  EXPECT_EQ(endpoint.ask({}, false, cancel_)->body, R"([{"self": "/orders?api_key=***"}, {"key": "***"}])");
  EXPECT_EQ(server_.requests().back().query.value("api_key"), "hidden key/1234");

  const std::string kept = endpoint.kept_address({}, "/orders?api_key=hidden%20key%2F1234&page=2");
  EXPECT_EQ(kept, server_.url("/orders?page=2"));
  endpoint.ask({{}, kept, {}}, false, cancel_);
  EXPECT_EQ(asked_since().back(), "GET /orders?page=2&api_key=hidden key/1234");
  EXPECT_THAT(refusal_of(answer(400, "bad key: hidden key/1234")),
              AllOf(HasSubstr("bad key: ***"), Not(HasSubstr("hidden"))));
}

TEST_F(EndpointTest, ASecretThatIsMissingIsToldByItsName) {
  rest().auth.bearer = "${env:REST_TEST_NOT_SET}";
  EXPECT_THAT(refusal(), HasSubstr("REST_TEST_NOT_SET is not set"));
}

TEST_F(EndpointTest, TheHostMayComeFromTheEnvironment) {
  ::setenv("REST_TEST_HOST", server_.url().c_str(), 1);
  rest().url = "${env:REST_TEST_HOST}/orders";
  EXPECT_EQ(ask().content.size(), 2U);
  EXPECT_EQ(ask().body, R"([{"id":1},{"id":2}])");
  ::setenv("REST_TEST_HOST", "nothing", 1);
  EXPECT_THAT(refusal(), HasSubstr("is no address of an HTTP server"));
}

TEST_F(EndpointTest, TheFingerprintIsOfWhatIsAskedNotOfWhoAsks) {
  const std::string before = Endpoint(project_, source_, clock_).fingerprint();
  rest().auth.bearer = "another-token";
  rest().tries = 9;
  EXPECT_EQ(Endpoint(project_, source_, clock_).fingerprint(), before);
  rest().query = {{{}, "state", "open"}};
  EXPECT_NE(Endpoint(project_, source_, clock_).fingerprint(), before);
}

}  // namespace
}  // namespace c360::rest
