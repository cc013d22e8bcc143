// One client's connection: requests are read one after another and answered by the server's handler.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "c360/http/server.h"

namespace c360::http {

/// What all connections of a server share. `is_stopping` is told by the server's thread alone.
struct Shared {
  const ServerOptions& options;
  const Handler& handler;
  boost::asio::io_context& io;
  boost::asio::thread_pool& workers;
  bool is_stopping = false;
};

/// All calls are for the server's thread.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Reads and answers until the client leaves, is too slow, or the server stops.
  virtual boost::asio::awaitable<void> serve() = 0;
  /// Closes a connection that waits for its next request; one that answers a request closes after that.
  virtual void close_if_idle() = 0;
  /// Sees whether the client of a running request left.
  virtual void look_after_client() = 0;
  /// Since when it waits for its client to ask, or for the rest of a request; nullopt while it answers.
  virtual std::optional<std::chrono::steady_clock::time_point> waiting_since() const = 0;
  /// Tells a running request that its client is gone; closes a connection that has none.
  virtual void give_up() = 0;
};

/// A connection by TLS where there is a context, which must outlive it.
std::shared_ptr<Connection> make_connection(boost::asio::ip::tcp::socket socket, Shared& shared,
                                            boost::asio::ssl::context* tls);

}  // namespace c360::http
