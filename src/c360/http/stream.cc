#include "c360/http/stream.h"

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <type_traits>
#include <utility>

namespace c360::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::awaitable;
using asio::use_awaitable;

template <class Layers>
class StreamOver final : public Stream {
 public:
  template <class... Args>
  explicit StreamOver(Args&&... args) : layers_(std::forward<Args>(args)...) {}

  asio::ip::tcp::socket& socket() override { return beast::get_lowest_layer(layers_).socket(); }
  bool is_secure() const override { return kIsSecure; }
  void wait_at_most(std::chrono::milliseconds time) override { beast::get_lowest_layer(layers_).expires_after(time); }

  awaitable<void> shake_hands() override {
    if constexpr (kIsSecure) co_await layers_.async_handshake(asio::ssl::stream_base::server, use_awaitable);
    co_return;
  }

  awaitable<std::size_t> read_some(asio::mutable_buffer place) override {
    co_return co_await layers_.async_read_some(place, use_awaitable);
  }

  awaitable<void> write(std::array<asio::const_buffer, 3> pieces) override {
    co_await asio::async_write(layers_, pieces, use_awaitable);
  }

  awaitable<void> say_goodbye() override {
    if constexpr (kIsSecure) co_await layers_.async_shutdown(use_awaitable);
    boost::system::error_code ignored;
    socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    co_return;
  }

 private:
  static constexpr bool kIsSecure = !std::is_same_v<Layers, beast::tcp_stream>;
  Layers layers_;
};

}  // namespace

std::unique_ptr<Stream> make_stream(asio::ip::tcp::socket socket, asio::ssl::context* tls) {
  if (tls == nullptr) return std::make_unique<StreamOver<beast::tcp_stream>>(std::move(socket));
  return std::make_unique<StreamOver<beast::ssl_stream<beast::tcp_stream>>>(std::move(socket), *tls);
}

}  // namespace c360::http
