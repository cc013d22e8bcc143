// The shop of the pipeline's tests, served; requests are made and answered without a network.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "c360/pipeline/testing/project_fixture.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/service.h"

namespace c360::serve::testing {

class ServiceFixture : public pipeline::testing::ProjectFixture {
 protected:
  /// The shop as it is now, served.
  void serve(ServiceOptions options = {}) {
    options.log = [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      log_.push_back(line);
    };
    service_ = std::make_unique<Service>([this] { return project(); }, options);
  }

  static http::Request request(const std::string& method, const std::string& target) {
    http::Request made;
    made.method = method;
    const auto parsed = http::parse_target(target);
    made.path = parsed->path;
    made.query = parsed->query;
    made.headers.add("Host", "localhost:8360");
    made.peer = "127.0.0.1";
    made.gone = std::make_shared<Cancellation>();
    return made;
  }
  static http::Request post(const std::string& target, const std::string& body) {
    http::Request made = request("POST", target);
    made.headers.add("Content-Type", "application/json");
    made.body = body;
    return made;
  }

  struct Answer {
    int status = 0;
    std::string body;
    std::string header(const std::string& name) const {
      for (const auto& [key, value] : headers) {
        if (key == name) return value;
      }
      return "";
    }
    Json json() const { return Json::parse(body); }
    std::vector<http::Header> headers;
  };

  Answer ask(const http::Request& request) {
    http::Response response = service_->answer(request);
    Answer answer{response.status, response.body, response.headers};
    if (response.stream) response.stream([&](std::string_view part) { answer.body += part; });
    return answer;
  }
  Answer get(const std::string& target) { return ask(request("GET", target)); }

  /// "status: detail" of a problem.
  static std::string problem(const Answer& answer) {
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    return std::to_string(answer.status) + ": " + answer.json()["detail"].get<std::string>();
  }

  std::mutex mutex_;
  std::vector<std::string> log_;
  std::unique_ptr<Service> service_;
};

}  // namespace c360::serve::testing
