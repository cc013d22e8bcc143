#include "c360/fetch/client.h"

#include <gmock/gmock.h>

#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/testing/tls.h"
#include "c360/fetch/testing/cutting_proxy.h"
#include "c360/fetch/testing/scripted_server.h"

namespace c360::fetch {
namespace {

using testing::answer;
using testing::CuttingProxy;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::ScriptedServer;

/// Tells what it was asked.
http::Response echo(const http::Request& request) {
  return answer(200, request.method + " " + request.path + " " + request.headers.header("x-a").value_or("-") + " " +
                         request.body);
}

ClientOptions trusting_in(const std::filesystem::path& ca_file) {
  ClientOptions options;
  options.ca_file = ca_file;
  return options;
}

class ClientTest : public ::testing::Test {
 protected:
  Answer ask(const Request& request) { return std::get<Answer>(client_.send(request, cancel_)); }
  Failure failure(const Request& request) { return std::get<Failure>(client_.send(request, cancel_)); }

  static Request get(std::string url) {
    Request request;
    request.url = std::move(url);
    return request;
  }

  TemporaryDirectory folder_;
  Cancellation cancel_;
  Client client_;
};

TEST_F(ClientTest, SendsMethodHeadersAndBodyAndGivesTheAnswer) {
  const ScriptedServer server(echo);
  Request request = get(server.url("/a%20b%2Bc"));
  request.method = "PUT";
  request.body = std::string("x\0y", 3);
  request.with("X-A", "1");
  const Answer got = ask(request);
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, std::string("PUT /a b+c 1 x\0y", 16));
  EXPECT_EQ(got.body_bytes, 16u);
  EXPECT_EQ(got.headers.header("Content-Length"), "16");
}

TEST_F(ClientTest, EveryMethodGoesAsItIs) {
  const ScriptedServer server(echo);
  for (const char* method : {"GET", "POST", "PUT", "DELETE", "PATCH"}) {
    Request request = get(server.url("/a"));
    request.method = method;
    EXPECT_EQ(ask(request).body, std::string(method) + " /a - ");
  }
  Request head = get(server.url("/a"));
  head.method = "HEAD";
  EXPECT_EQ(ask(head).headers.header("content-length"), "10");
}

TEST_F(ClientTest, AnEmptyBodySaysItsLength) {
  const ScriptedServer server(echo);
  Request request = get(server.url("/a"));
  request.method = "PUT";
  ask(request);
  EXPECT_EQ(server.requests().at(0).headers.header("content-length"), "0");
  EXPECT_EQ(server.requests().at(0).headers.header("expect"), std::nullopt);
  EXPECT_EQ(server.requests().at(0).headers.header("transfer-encoding"), std::nullopt);
}

TEST_F(ClientTest, ABodyComesFromAPartOfAFile) {
  const ScriptedServer server(echo);
  write_file(folder_.path() / "f", "0123456789");
  Request request = get(server.url("/a"));
  request.method = "PUT";
  request.body_file = FilePart{folder_.path() / "f", 3, 4};
  EXPECT_EQ(ask(request).body, "PUT /a - 3456");
}

TEST_F(ClientTest, AFileThatIsShorterThanItsPartIsAnError) {
  const ScriptedServer server(echo);
  write_file(folder_.path() / "f", "0123");
  Request request = get(server.url("/a"));
  request.method = "PUT";
  request.body_file = FilePart{folder_.path() / "f", 3, 4};
  EXPECT_THROW(client_.send(request, cancel_), Error);
  request.body_file = FilePart{folder_.path() / "none", 0, 4};
  EXPECT_THROW(client_.send(request, cancel_), Error);
}

TEST_F(ClientTest, AnAnswerGoesToAPlaceInAFile) {
  const ScriptedServer server({answer(200, "new")});
  write_file(folder_.path() / "f", "0123456789");
  Request request = get(server.url());
  request.into = FileTarget{folder_.path() / "f", 4};
  const Answer got = ask(request);
  EXPECT_EQ(got.body, "");
  EXPECT_EQ(got.body_bytes, 3u);
  EXPECT_EQ(read_file(folder_.path() / "f"), "0123new789");
}

TEST_F(ClientTest, ARefusalIsNotWrittenToTheFile) {
  const ScriptedServer server({answer(404, "none")});
  write_file(folder_.path() / "f", "0123456789");
  Request request = get(server.url());
  request.into = FileTarget{folder_.path() / "f", 0};
  EXPECT_EQ(ask(request).body, "none");
  EXPECT_EQ(read_file(folder_.path() / "f"), "0123456789");
}

TEST_F(ClientTest, AConnectionIsUsedAgain) {
  const ScriptedServer server(echo);
  CuttingProxy proxy(server.port());
  for (int i = 0; i < 3; ++i) ask(get("http://127.0.0.1:" + std::to_string(proxy.port()) + "/"));
  EXPECT_EQ(proxy.connections(), 1u);
}

TEST_F(ClientTest, ManyThreadsAskAtOnce) {
  const ScriptedServer server(echo);
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 25; ++n) {
        const std::string path = "/" + std::to_string(i) + "/" + std::to_string(n);
        if (ask(get(server.url(path))).body == "GET " + path + " - ") ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 200);
}

TEST_F(ClientTest, WhereNobodyListensTheConnectionIsRefused) {
  std::uint16_t port = 0;
  { port = ScriptedServer(echo).port(); }
  EXPECT_EQ(failure(get("http://127.0.0.1:" + std::to_string(port))).kind, FailureKind::kRefused);
}

TEST_F(ClientTest, ANameWithoutAnAddressIsToldApart) {
  EXPECT_EQ(failure(get("http://no-such-host.invalid/")).kind, FailureKind::kNoSuchHost);
  EXPECT_EQ(failure(get("http://no-such-host.invalid/")).kind, FailureKind::kNoSuchHost) << "also the second time";
}

TEST_F(ClientTest, HalfAnAnswerIsABrokenConnection) {
  const ScriptedServer server({answer(200, std::string(1000, 'x'))});
  CuttingProxy proxy(server.port());
  for (const std::uint64_t after : {0, 1, 20, 500}) {
    proxy.cut_next(CuttingProxy::Where::kAnswer, after);
    EXPECT_EQ(failure(get("http://127.0.0.1:" + std::to_string(proxy.port()))).kind, FailureKind::kBroken) << after;
  }
  EXPECT_EQ(ask(get("http://127.0.0.1:" + std::to_string(proxy.port()))).body_bytes, 1000u);
}

TEST_F(ClientTest, AServerThatSaysNothingIsGivenUp) {
  const ScriptedServer server([&](const http::Request& request) {
    while (!request.gone->requested()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return answer(200);
  });
  ClientOptions options;
  options.stall_time = std::chrono::seconds(1);
  const Client impatient(options);
  EXPECT_EQ(std::get<Failure>(impatient.send(get(server.url()), cancel_)).kind, FailureKind::kTimedOut);
}

TEST_F(ClientTest, ARunningRequestIsStopped) {
  const ScriptedServer server([&](const http::Request& request) {
    cancel_.request();
    while (!request.gone->requested()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return answer(200);
  });
  try {
    client_.send(get(server.url()), cancel_);
    FAIL() << "went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCancelled);
  }
}

TEST_F(ClientTest, AnAnswerOfTooManyBytesIsCut) {
  const ScriptedServer server({answer(200, std::string(1000, 'x'))});
  Request request = get(server.url());
  request.largest_answer = 999;
  EXPECT_EQ(failure(request).kind, FailureKind::kTooLarge);
  request.largest_answer = 1000;
  EXPECT_EQ(ask(request).body_bytes, 1000u);
}

TEST_F(ClientTest, ARedirectIsFollowedWithinTheOriginOnly) {
  const ScriptedServer elsewhere({answer(200, "secrets seen")});
  const ScriptedServer server([&](const http::Request& request) {
    if (request.path == "/here") return answer(302, {}, {{"Location", "/there"}});
    if (request.path == "/away") return answer(302, {}, {{"Location", elsewhere.url("/")}});
    return answer(200, "arrived with " + request.headers.header("authorization").value_or("nothing"));
  });
  Request request = get(server.url("/here"));
  request.with("Authorization", "Bearer x").most_redirects = 3;
  EXPECT_EQ(ask(request).body, "arrived with Bearer x");
  request.url = server.url("/away");
  EXPECT_EQ(ask(request).status, 302);
  EXPECT_TRUE(elsewhere.requests().empty());
}

TEST_F(ClientTest, RedirectsEnd) {
  const ScriptedServer server({answer(301, {}, {{"Location", "/"}})});
  Request request = get(server.url("/"));
  EXPECT_EQ(ask(request).status, 301);
  request.most_redirects = 3;
  EXPECT_EQ(ask(request).status, 301);
  EXPECT_EQ(server.requests().size(), 5u);
}

TEST_F(ClientTest, AHeaderHoldsNoLineEnd) {
  const ScriptedServer server(echo);
  Request request = get(server.url());
  request.with("Authorization", "Bearer secret\r\nX-Other: 1");
  try {
    client_.send(request, cancel_);
    FAIL() << "was sent";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_THAT(error.what(), Not(HasSubstr("secret")));
  }
}

TEST_F(ClientTest, OtherSchemesAreRefused) {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "http://", ""})
    EXPECT_THROW(client_.send(get(url), cancel_), Error) << url;
}

TEST_F(ClientTest, ACertificateIsCheckedAgainstTheCaFile) {
  const http::Certificate certificate{folder_.path() / "chain.pem", folder_.path() / "key.pem"};
  c360::testing::make_certificate(certificate.chain, certificate.key);
  http::ServerOptions options;
  options.certificate = certificate;
  const ScriptedServer server(echo, options);
  const Request request = get("https://localhost:" + std::to_string(server.port()) + "/a");
  EXPECT_EQ(failure(request).kind, FailureKind::kCertificate);
  const Client trusting(trusting_in(certificate.chain));
  EXPECT_EQ(std::get<Answer>(trusting.send(request, cancel_)).body, "GET /a - ");
  const Client mistaken(trusting_in(folder_.path() / "none.pem"));
  const Failure unread = std::get<Failure>(mistaken.send(request, cancel_));
  EXPECT_EQ(unread.kind, FailureKind::kCertificate);
  EXPECT_THAT(unread.why, HasSubstr("none.pem"));
}

}  // namespace
}  // namespace c360::fetch
