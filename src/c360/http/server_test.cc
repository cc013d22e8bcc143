#include "c360/http/server.h"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/testing/tls.h"
#include "c360/http/testing/client.h"

namespace c360::http {
namespace {

using ::testing::AllOf;
using testing::ask;
using testing::Client;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Certificate certificate_in(const std::filesystem::path& folder) {
  Certificate certificate{folder / "chain.pem", folder / "key.pem"};
  c360::testing::make_certificate(certificate.chain, certificate.key);
  return certificate;
}

class ServerTest : public ::testing::Test {
 protected:
  void start(Handler handler, ServerOptions options = {}) {
    server_ = std::make_unique<Server>(options, std::move(handler));
    running_ = std::thread([this] { server_->run(stop_); });
  }
  /// Asks the server to stop and waits until it did.
  void stop() {
    stop_.request();
    if (running_.joinable()) running_.join();
  }
  ~ServerTest() override { stop(); }

  std::uint16_t port() const { return server_->port(); }

  static Response text(std::string body) {
    Response response;
    response.body = std::move(body);
    return response;
  }
  /// Tells what it was asked.
  static Response echo(const Request& request) {
    return text(request.method + " " + request.path + " " + request.query.value("q").value_or("-") + " " +
                request.headers.header("x-a").value_or("-") + " " + request.body);
  }

  Cancellation stop_;
  std::unique_ptr<Server> server_;
  std::thread running_;
};

constexpr const char* kGet = "GET /a?q=1 HTTP/1.1\r\nHost: x\r\n\r\n";

TEST_F(ServerTest, AHandlerSeesTheRequestAndItsAnswerGoesOut) {
  start(echo);
  const std::string answer = ask(port(), "POST /a%20b?q=1", "X-A: yes\r\nContent-Length: 4\r\n", "body");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Length: 20\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\nPOST /a b 1 yes body"));
}

TEST_F(ServerTest, AConnectionIsKeptForFurtherRequests) {
  start(echo);
  Client client(port());
  for (int i = 0; i < 3; ++i) {
    client.send(kGet);
    EXPECT_THAT(client.read_until("GET /a 1 - "), HasSubstr("200 OK"));
  }
  client.send(std::string(kGet) + kGet);  // both at once
  EXPECT_THAT(client.read_until("GET /a 1 - "), HasSubstr("200 OK"));
  EXPECT_THAT(client.read_until("GET /a 1 - "), HasSubstr("200 OK"));
}

TEST_F(ServerTest, AnAnswerToHeadHasNoBody) {
  start(echo);
  const std::string answer = ask(port(), "HEAD /a");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 12\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, ABodyIsWrittenAsItIsMade) {
  start([](const Request&) {
    Response response;
    response.with("Content-Type", "text/csv");
    response.stream = [](const Write& write) {
      for (const char* part : {"one,", "", "two"}) write(part);
    };
    return response;
  });
  EXPECT_THAT(ask(port(), "GET /"),
              AllOf(HasSubstr("Transfer-Encoding: chunked"), EndsWith("\r\n\r\n4\r\none,\r\n3\r\ntwo\r\n0\r\n\r\n")));
  Client old(port());
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(old.read_to_end(), AllOf(Not(HasSubstr("chunked")), EndsWith("\r\n\r\none,two")));
  Client head(port());
  head.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(head.read_to_end(), EndsWith("\r\n\r\n"));
}

TEST_F(ServerTest, AnAnswerThatBreaksOffIsNotTakenForAWholeOne) {
  start([](const Request&) {
    Response response;
    response.stream = [](const Write& write) {
      write("half");
      throw Error(ErrorCode::kEngine, "no more");
    };
    return response;
  });
  EXPECT_THAT(ask(port(), "GET /"), EndsWith("\r\n\r\n4\r\nhalf\r\n"));
}

TEST_F(ServerTest, AHandlerThatThrowsIsAFault) {
  start([](const Request&) -> Response { throw Error(ErrorCode::kInternal, "secret"); });
  EXPECT_THAT(ask(port(), "GET /"), AllOf(StartsWith("HTTP/1.1 500 "), Not(HasSubstr("secret"))));
}

TEST_F(ServerTest, WhatIsNoRequestIsRefused) {
  ServerOptions options;
  options.largest_body = 10;
  start(echo, options);
  EXPECT_THAT(ask(port(), "POST /", "Content-Length: 11\r\n", "12345678901"), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(ask(port(), "GET /%zz"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(ask(port(), "GET /", "X: " + std::string(70000, 'x') + "\r\n"), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(ask(port(), "POST /", "Content-Length: 3000000\r\n", std::string(3000000, 'x')),
              StartsWith("HTTP/1.1 413 "));
  Client client(port());
  client.send("nonsense\r\n\r\n");
  EXPECT_THAT(client.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  client.leave();
  EXPECT_THAT(ask(port(), "GET /a"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, AClientMayAskBeforeItSendsItsBody) {
  start(echo);
  Client client(port());
  client.send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ab");
  EXPECT_THAT(client.read_until("POST /a - - ab"), StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(ServerTest, ARequestMayBeCutAnywhere) {
  start(echo);
  const std::string whole =
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n";
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    Client client(port());
    client.send(whole.substr(0, cut));
    ask(port(), "GET /a");  // whose answer comes after the first part was read
    client.send(whole.substr(cut));
    ASSERT_THAT(client.read_until("POST /a - - abcde"), EndsWith("POST /a - - abcde")) << cut;
  }
}

TEST_F(ServerTest, AClientThatLeavesIsSeenByItsHandler) {
  std::promise<bool> seen;
  std::atomic<bool> began{false};
  start([&](const Request& request) {
    began = true;
    for (int i = 0; i < 4000 && !request.gone->requested(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    seen.set_value(request.gone->requested());
    return text("too late");
  });
  Client client(port());
  client.send(kGet);
  while (!began) std::this_thread::yield();
  client.leave();
  EXPECT_TRUE(seen.get_future().get());
}

TEST_F(ServerTest, WritingToAClientThatLeftEndsTheBody) {
  std::promise<ErrorCode> ended;
  start([&](const Request&) {
    Response response;
    response.stream = [&](const Write& write) {
      try {
        for (;;) write(std::string(100000, 'x'));
      } catch (const Error& error) {
        ended.set_value(error.code());
        throw;
      }
    };
    return response;
  });
  Client client(port());
  client.send(kGet);
  client.read_until("xxx");
  client.leave();
  EXPECT_EQ(ended.get_future().get(), ErrorCode::kCancelled);
}

TEST_F(ServerTest, SeveralRequestsAreAnsweredAtOneTime) {
  std::atomic<int> inside{0};
  start([&](const Request&) {
    ++inside;
    while (inside < 3) std::this_thread::yield();  // none ends before all have come
    return text("done");
  });
  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < 3; ++i) answers.push_back(std::async(std::launch::async, [&] { return ask(port(), "GET /"); }));
  for (auto& answer : answers) EXPECT_THAT(answer.get(), EndsWith("done"));
}

TEST_F(ServerTest, OneConnectionMoreTakesThePlaceOfThatWhichWaitsLongest) {
  ServerOptions options;
  options.most_connections = 3;
  start(echo, options);
  Client slow(port());
  slow.send("GET / HTT");
  EXPECT_THAT(ask(port(), "GET /"), HasSubstr("200 OK"));  // it was taken after the slow one
  Client idle(port());
  idle.send(kGet);
  EXPECT_THAT(idle.read_until("GET /a 1 - "), HasSubstr("200 OK"));
  Client third(port()), fourth(port());
  fourth.send(kGet);
  EXPECT_THAT(fourth.read_until("GET /a 1 - "), HasSubstr("200 OK"));
  EXPECT_EQ(slow.read_to_end(), "");
  idle.send(kGet);
  EXPECT_THAT(idle.read_until("GET /a 1 - "), HasSubstr("200 OK"));
}

TEST_F(ServerTest, AConnectionThatIsAnsweredKeepsItsPlace) {
  std::promise<void> go_on;
  auto done = go_on.get_future().share();
  std::atomic<int> began{0};
  ServerOptions options;
  options.most_connections = 1;
  start(
      [&](const Request&) {
        if (began++ == 0) done.wait();
        return text("whole");
      },
      options);
  Client first(port());
  first.send(kGet);
  while (began == 0) std::this_thread::yield();
  Client second(port());
  second.send(kGet);
  go_on.set_value();
  EXPECT_THAT(first.read_until("whole"), HasSubstr("200 OK"));
  EXPECT_THAT(second.read_until("whole"), HasSubstr("200 OK"));
}

TEST_F(ServerTest, StoppingLetsARunningRequestEnd) {
  std::atomic<bool> began{false};
  std::promise<void> go_on;
  start([&](const Request&) {
    began = true;
    go_on.get_future().wait();
    return text("whole");
  });
  Client idle(port());
  Client client(port());
  client.send(kGet);
  while (!began) std::this_thread::yield();
  stop_.request();
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_THROW(ask(port(), "GET /"), std::exception);
  go_on.set_value();
  EXPECT_THAT(client.read_to_end(), AllOf(HasSubstr("Connection: close"), EndsWith("whole")));
  stop();
}

TEST_F(ServerTest, StoppingTellsRequestsThatTakeTooLong) {
  ServerOptions options;
  options.drain_time = std::chrono::milliseconds(1);
  std::atomic<bool> began{false};
  start(
      [&](const Request& request) {
        began = true;
        while (!request.gone->requested()) std::this_thread::yield();
        return text("told");
      },
      options);
  Client client(port());
  client.send(kGet);
  while (!began) std::this_thread::yield();
  stop();
  EXPECT_THAT(client.read_to_end(), EndsWith("told"));
}

TEST_F(ServerTest, AnAddressInUseIsTold) {
  start(echo);
  ServerOptions options;
  options.port = port();
  try {
    const Server other(options, echo);
    ADD_FAILURE() << "it listens";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_THAT(error.message(), HasSubstr("cannot listen on 127.0.0.1 port " + std::to_string(port())));
  }
}

TEST_F(ServerTest, SpeaksTls) {
  const TemporaryDirectory folder;
  ServerOptions options;
  options.certificate = certificate_in(folder.path());
  start([](const Request& request) { return text(request.is_secure ? "secure" : "open"); }, options);
  const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  EXPECT_THAT(c360::testing::ask_by_tls(port(), options.certificate->chain, request), EndsWith("\r\n\r\nsecure"));
  const TemporaryDirectory elsewhere;
  const Certificate other = certificate_in(elsewhere.path());
  EXPECT_THROW(c360::testing::ask_by_tls(port(), other.chain, request), std::runtime_error);
  Client plain(port());
  plain.send(request);
  EXPECT_THAT(plain.read_to_end(), Not(HasSubstr("secure")));
}

TEST_F(ServerTest, ACertificateThatIsNotThereIsTold) {
  ServerOptions options;
  options.certificate = Certificate{"/nowhere/chain.pem", "/nowhere/key.pem"};
  try {
    const Server other(options, echo);
    ADD_FAILURE() << "it listens";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kProject);
    EXPECT_THAT(error.message(), HasSubstr("/nowhere/chain.pem"));
  }
}

}  // namespace
}  // namespace c360::http
