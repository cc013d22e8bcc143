// One client's connection: requests are read one after another and answered by the server's handler.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "c360/http/server.h"
#include "c360/http/stream.h"

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
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& shared, std::unique_ptr<Stream> stream);

  /// Reads and answers until the client leaves, is too slow, or the server stops.
  boost::asio::awaitable<void> serve();
  /// Closes a connection that waits for its next request; one that answers a request closes after that.
  void close_if_idle();
  /// Sees whether the client of a running request left.
  void look_after_client();
  /// Since when it waits for its client to ask, or for the rest of a request; nullopt while it answers.
  std::optional<std::chrono::steady_clock::time_point> waiting_since() const { return waiting_since_; }
  /// Tells a running request that its client is gone; closes a connection that has none.
  void give_up();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using ReadRequest = boost::beast::http::request<boost::beast::http::string_body>;

  /// One request and its answer; whether another may follow.
  boost::asio::awaitable<bool> answer_one();
  /// Waits for the first bytes of a request.
  boost::asio::awaitable<void> await_request();
  boost::asio::awaitable<void> read(Parser& parser);
  boost::asio::awaitable<void> read_until(Parser& parser, bool (Parser::*is_read)() const);
  boost::asio::awaitable<void> read_more(std::size_t at_most);
  boost::asio::awaitable<bool> answer(ReadRequest read);
  /// Tells why a request is not read, to a client that may still be sending it.
  boost::asio::awaitable<void> refuse(const Response& refusal);
  /// Closed with bytes unread, a connection would take the answer along (RFC 9112, section 9.6).
  boost::asio::awaitable<void> discard_rest();
  boost::asio::awaitable<Response> handled(const Request& request);
  /// Whether the connection can go on.
  boost::asio::awaitable<bool> send(const Request& request, const Response& response, unsigned version,
                                    bool keep_alive);
  /// In chunks; to a client of HTTP/1.0 as it is, until the connection ends.
  boost::asio::awaitable<bool> send_stream(const Request& request, const Response& response, unsigned version,
                                           bool keep_alive);
  /// Called on a worker's thread, which waits until the client took the part.
  void send_part(std::string_view part, bool in_chunks);
  boost::asio::awaitable<void> write(std::string_view first, std::string_view second = {}, std::string_view third = {});

  Shared& shared_;
  std::unique_ptr<Stream> stream_;
  boost::beast::flat_buffer buffer_;
  std::string peer_;
  bool is_idle_ = false;
  std::optional<std::chrono::steady_clock::time_point> waiting_since_ = std::chrono::steady_clock::now();
  std::shared_ptr<Cancellation> running_;  // of the request that is being answered
};

}  // namespace c360::http
