// The bytes of one client's connection, over TCP or TLS.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace c360::http {

/// All calls are for the server's thread. What waits throws boost::system::system_error where the client left, or took
/// longer than it may.
class Stream {
 public:
  virtual ~Stream() = default;

  virtual boost::asio::ip::tcp::socket& socket() = 0;
  virtual bool is_secure() const = 0;
  /// How long all that waits from here on may take together, until the next call.
  virtual void wait_at_most(std::chrono::milliseconds time) = 0;

  /// What TLS does before the first byte; nothing over TCP.
  virtual boost::asio::awaitable<void> shake_hands() = 0;
  /// At least one byte.
  virtual boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer place) = 0;
  /// All of what may be three pieces, as one.
  virtual boost::asio::awaitable<void> write(std::array<boost::asio::const_buffer, 3> pieces) = 0;
  /// Tells the client that no more will come.
  virtual boost::asio::awaitable<void> say_goodbye() = 0;
};

/// Over TLS where there is a context, which must outlive the stream.
std::unique_ptr<Stream> make_stream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);

}  // namespace c360::http
