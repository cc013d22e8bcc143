#include "c360/fetch/testing/scripted_server.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace c360::fetch::testing {
namespace {

http::Handler one_after_another(std::vector<http::Response> answers) {
  auto next = std::make_shared<std::atomic<std::size_t>>(0);
  return [answers = std::move(answers), next](const http::Request&) {
    return answers[std::min(next->fetch_add(1), answers.size() - 1)];
  };
}

}  // namespace

http::Response answer(int status, std::string body, std::vector<http::Header> headers) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  response.headers = std::move(headers);
  return response;
}

ScriptedServer::ScriptedServer(http::Handler handler, http::ServerOptions options) : handler_(std::move(handler)) {
  options.drain_time = std::chrono::milliseconds(0);
  options.largest_body = std::size_t{64} << 20;
  server_ = std::make_unique<http::Server>(options, [this](const http::Request& request) { return take(request); });
  running_ = std::thread([this] { server_->run(stop_); });
}

ScriptedServer::ScriptedServer(std::vector<http::Response> answers)
    : ScriptedServer(one_after_another(std::move(answers))) {}

ScriptedServer::~ScriptedServer() {
  stop_.request();
  running_.join();
}

std::string ScriptedServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(server_->port()) + path;
}

std::vector<http::Request> ScriptedServer::requests() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

http::Response ScriptedServer::take(const http::Request& request) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(request);
  }
  return handler_(request);
}

}  // namespace c360::fetch::testing
