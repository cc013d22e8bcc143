// A server that answers as a test wants and remembers what it was asked.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "c360/http/server.h"

namespace c360::fetch::testing {

/// An answer in a line.
http::Response answer(int status, std::string body = {}, std::vector<http::Header> headers = {});

/// Listens on this machine until it goes. Any thread may call it.
class ScriptedServer {
 public:
  /// By a handler, which is called on several threads at one time.
  explicit ScriptedServer(http::Handler handler, http::ServerOptions options = {});
  /// By these answers, one after another; the last one is given for ever.
  explicit ScriptedServer(std::vector<http::Response> answers);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::uint16_t port() const { return server_->port(); }
  /// "http://127.0.0.1:port" and a path.
  std::string url(const std::string& path = {}) const;
  /// In the order in which they came.
  std::vector<http::Request> requests() const;

 private:
  http::Response take(const http::Request& request);

  http::Handler handler_;
  mutable std::mutex mutex_;
  std::vector<http::Request> requests_;
  Cancellation stop_;
  std::unique_ptr<http::Server> server_;
  std::thread running_;
};

}  // namespace c360::fetch::testing
