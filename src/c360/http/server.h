// An HTTP/1.1 server: connections are waited for by one thread, requests answered by several.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "c360/base/cancel.h"
#include "c360/http/message.h"

namespace c360::http {

/// PEM files.
struct Certificate {
  std::filesystem::path chain;
  std::filesystem::path key;
};

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< of this machine, IPv4 or IPv6
  std::uint16_t port = 0;             ///< 0: any that is free
  std::optional<Certificate> certificate;
  unsigned threads = 8;                           ///< requests answered at one time
  std::size_t most_connections = 512;             ///< for one more, that which waits longest for its client is closed
  std::size_t largest_body = 1 << 20;             ///< bytes; a larger one is answered with 413
  std::chrono::milliseconds request_time{15000};  ///< for a request to come whole, and for a part of an answer to go
  std::chrono::milliseconds idle_time{75000};     ///< between two requests
  std::chrono::milliseconds drain_time{5000};     ///< for running requests once the server is to stop
};

/// Answers a request; called on several threads at one time. What it throws becomes a plain 500; a handler that wants
/// to say more catches its own errors.
using Handler = std::function<Response(const Request&)>;

/// Listens from its making; answers while run() runs. HEAD is answered by GET's answer without its body.
class Server {
 public:
  /// Throws Error(kIo) where the address cannot be listened on, Error(kProject) for a certificate that cannot be used.
  Server(ServerOptions options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// Until `stop` is requested. Then nothing new is taken, requests that run have `drain_time` to end, and those that
  /// still run see their client gone. Returns when all have ended.
  void run(const Cancellation& stop);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::http
