#include "c360/http/connection.h"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <type_traits>

#include "c360/base/error.h"
#include "c360/http/wire.h"

// g++ 12 destroys a temporary twice that stands in an expression which waits (co_await): they have names here.
namespace c360::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::awaitable;
using asio::use_awaitable;
using Failure = boost::system::system_error;
using Parser = wire::request_parser<wire::string_body>;
using ReadRequest = wire::request<wire::string_body>;

constexpr std::uint32_t kLargestHeader = 32 * 1024;
constexpr std::size_t kFirstRead = 4096;
constexpr std::size_t kMostDiscarded = 16 << 20;
constexpr std::size_t kDiscardedAtOnce = 64 * 1024;

/// Over TCP or TLS, which is what the stream says.
template <class Stream>
class StreamConnection : public Connection, public std::enable_shared_from_this<StreamConnection<Stream>> {
 public:
  template <class... Args>
  explicit StreamConnection(Shared& shared, Args&&... args) : shared_(shared), stream_(std::forward<Args>(args)...) {
    boost::system::error_code ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    peer_ = socket().remote_endpoint(ignored).address().to_string();
  }

  awaitable<void> serve() override;
  void close_if_idle() override;
  void look_after_client() override;
  std::optional<std::chrono::steady_clock::time_point> waiting_since() const override { return waiting_since_; }
  void give_up() override;

 private:
  static constexpr bool kIsSecure = !std::is_same_v<Stream, beast::tcp_stream>;

  asio::ip::tcp::socket& socket() { return beast::get_lowest_layer(stream_).socket(); }
  void wait_at_most(std::chrono::milliseconds time) { beast::get_lowest_layer(stream_).expires_after(time); }

  awaitable<void> shake_hands();
  awaitable<void> say_goodbye();
  /// Waits for the first bytes of a request; false when the client left instead.
  awaitable<bool> await_request();
  awaitable<void> read(Parser& parser);
  /// One request and its answer; whether another may follow.
  awaitable<bool> answer_one();
  awaitable<bool> answer(ReadRequest read);
  /// Tells why a request is not read, to a client that may still be sending it.
  awaitable<void> refuse(const Response& refusal);
  /// Closed with bytes unread, a connection would take the answer along (RFC 9112, section 9.6).
  awaitable<void> discard_rest();
  awaitable<Response> handled(const Request& request);
  /// Whether the connection can go on.
  awaitable<bool> send(const Request& request, const Response& response, unsigned version, bool keep_alive);
  /// In chunks; to a client of HTTP/1.0 as it is, until the connection ends.
  awaitable<bool> send_stream(const Request& request, const Response& response, unsigned version, bool keep_alive);
  /// Called on a worker's thread, which waits until the client took the part.
  void send_part(std::string_view part, bool in_chunks);

  Shared& shared_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::string peer_;
  bool is_idle_ = false;
  std::optional<std::chrono::steady_clock::time_point> waiting_since_ = std::chrono::steady_clock::now();
  std::shared_ptr<Cancellation> running_;  // of the request that is being answered
};

template <class Stream>
awaitable<void> StreamConnection<Stream>::serve() {
  const auto self = this->shared_from_this();
  try {
    if constexpr (kIsSecure) co_await shake_hands();
    while (co_await answer_one()) continue;
    co_await say_goodbye();
  } catch (const std::exception&) {
    // The client left or was too slow; there is nobody to tell.
  }
  boost::system::error_code ignored;
  socket().close(ignored);
}

template <class Stream>
void StreamConnection<Stream>::close_if_idle() {
  boost::system::error_code ignored;
  if (is_idle_) socket().close(ignored);
}

template <class Stream>
void StreamConnection<Stream>::look_after_client() {
  if (running_ && has_left(socket().native_handle())) running_->request();
}

template <class Stream>
void StreamConnection<Stream>::give_up() {
  boost::system::error_code ignored;
  running_ ? running_->request() : static_cast<void>(socket().close(ignored));
}

template <class Stream>
awaitable<void> StreamConnection<Stream>::shake_hands() {
  is_idle_ = true;
  wait_at_most(shared_.options.request_time);
  if constexpr (kIsSecure) co_await stream_.async_handshake(asio::ssl::stream_base::server, use_awaitable);
}

template <class Stream>
awaitable<void> StreamConnection<Stream>::say_goodbye() {
  wait_at_most(shared_.options.request_time);
  boost::system::error_code ignored;
  if constexpr (kIsSecure) co_await stream_.async_shutdown(use_awaitable);
  socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

template <class Stream>
awaitable<bool> StreamConnection<Stream>::await_request() {
  waiting_since_ = std::chrono::steady_clock::now();
  if (buffer_.size() > 0) co_return true;
  is_idle_ = true;
  wait_at_most(shared_.options.idle_time);
  const std::size_t read = co_await stream_.async_read_some(buffer_.prepare(kFirstRead), use_awaitable);
  is_idle_ = false;
  buffer_.commit(read);
  co_return read > 0;
}

template <class Stream>
awaitable<void> StreamConnection<Stream>::read(Parser& parser) {
  wait_at_most(shared_.options.request_time);
  co_await wire::async_read_header(stream_, buffer_, parser, use_awaitable);
  if (beast::iequals(parser.get()[wire::field::expect], "100-continue")) {
    wire::response<wire::empty_body> go_on(wire::status::continue_, parser.get().version());
    co_await wire::async_write(stream_, go_on, use_awaitable);
  }
  co_await wire::async_read(stream_, buffer_, parser, use_awaitable);
}

template <class Stream>
awaitable<bool> StreamConnection<Stream>::answer_one() {
  if (shared_.is_stopping || !co_await await_request()) co_return false;
  Parser parser;
  parser.body_limit(shared_.options.largest_body);
  parser.header_limit(kLargestHeader);
  boost::system::error_code failure;
  try {
    co_await read(parser);
  } catch (const Failure& thrown) {
    failure = thrown.code();
  }
  if (!failure) co_return co_await answer(parser.release());
  const std::optional<Response> refusal = answer_to(failure);
  if (refusal) co_await refuse(*refusal);
  co_return false;
}

template <class Stream>
awaitable<bool> StreamConnection<Stream>::answer(ReadRequest read) {
  const unsigned version = read.version();
  const bool is_kept = read.keep_alive();
  std::optional<Target> target = parse_target({read.target().data(), read.target().size()});
  if (!target) {
    const Response refusal = plain(400, "this is no address: it must begin with / and its %XX be UTF-8");
    co_await refuse(refusal);
    co_return false;
  }
  waiting_since_.reset();
  running_ = std::make_shared<Cancellation>();
  const auto done = [this](void*) { running_.reset(); };
  const std::unique_ptr<void, decltype(done)> guard(this, done);
  Request request = request_of(std::move(read), std::move(*target));
  request.peer = peer_;
  request.is_secure = kIsSecure;
  request.gone = running_;
  const Response response = co_await handled(request);
  co_return co_await send(request, response, version, is_kept && !shared_.is_stopping);
}

template <class Stream>
awaitable<void> StreamConnection<Stream>::refuse(const Response& refusal) {
  const Request unread;
  co_await send(unread, refusal, 11, false);
  co_await discard_rest();
}

template <class Stream>
awaitable<void> StreamConnection<Stream>::discard_rest() {
  boost::system::error_code ignored;
  if constexpr (!kIsSecure) socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  for (std::size_t left = kMostDiscarded; left > 0;) {
    buffer_.clear();
    const std::size_t read = co_await stream_.async_read_some(buffer_.prepare(kDiscardedAtOnce), use_awaitable);
    left -= std::min(read, left);
  }
}

template <class Stream>
awaitable<Response> StreamConnection<Stream>::handled(const Request& request) {
  const auto work = [this, &request]() -> awaitable<Response> {
    try {
      co_return shared_.handler(request);
    } catch (const std::exception&) {
      co_return plain(500, "something went wrong");
    }
  };
  co_return co_await asio::co_spawn(shared_.workers.get_executor(), work, use_awaitable);
}

template <class Stream>
awaitable<bool> StreamConnection<Stream>::send(const Request& request, const Response& response, unsigned version,
                                               bool keep_alive) {
  wait_at_most(shared_.options.request_time);
  if (response.stream) co_return co_await send_stream(request, response, version, keep_alive);
  if (may_have_body(request, response)) {
    auto whole = head_of<wire::string_body>(response, version, keep_alive);
    whole.body() = response.body;
    whole.prepare_payload();
    co_await wire::async_write(stream_, whole, use_awaitable);
  } else {
    auto head = head_of<wire::empty_body>(response, version, keep_alive);
    if (request.method == "HEAD") head.content_length(response.body.size());
    co_await wire::async_write(stream_, head, use_awaitable);
  }
  co_return keep_alive;
}

template <class Stream>
awaitable<bool> StreamConnection<Stream>::send_stream(const Request& request, const Response& response,
                                                      unsigned version, bool keep_alive) {
  const bool in_chunks = version >= 11;
  auto head = head_of<wire::empty_body>(response, version, keep_alive && in_chunks);
  if (in_chunks) head.chunked(true);
  wire::response_serializer<wire::empty_body> serializer(head);
  co_await wire::async_write_header(stream_, serializer, use_awaitable);
  if (!may_have_body(request, response)) co_return keep_alive&& in_chunks;
  const Write write = [this, in_chunks](std::string_view part) { send_part(part, in_chunks); };
  const auto work = [&]() -> awaitable<void> {
    response.stream(write);
    co_return;
  };
  co_await asio::co_spawn(shared_.workers.get_executor(), work, use_awaitable);
  if (in_chunks) co_await asio::async_write(stream_, wire::make_chunk_last(), use_awaitable);
  co_return keep_alive&& in_chunks;
}

template <class Stream>
void StreamConnection<Stream>::send_part(std::string_view part, bool in_chunks) {
  if (part.empty()) return;
  const auto sending = [&]() -> awaitable<void> {
    if (running_->requested()) throw Error(ErrorCode::kCancelled, "the client is gone");
    wait_at_most(shared_.options.request_time);
    const asio::const_buffer bytes(part.data(), part.size());
    if (in_chunks) {
      co_await asio::async_write(stream_, wire::make_chunk(bytes), use_awaitable);
    } else {
      co_await asio::async_write(stream_, bytes, use_awaitable);
    }
  };
  try {
    asio::co_spawn(shared_.io, sending, asio::use_future).get();
  } catch (const Failure&) {
    throw Error(ErrorCode::kCancelled, "the client is gone");
  }
}

}  // namespace

std::shared_ptr<Connection> make_connection(asio::ip::tcp::socket socket, Shared& shared, asio::ssl::context* tls) {
  if (tls == nullptr) return std::make_shared<StreamConnection<beast::tcp_stream>>(shared, std::move(socket));
  return std::make_shared<StreamConnection<beast::ssl_stream<beast::tcp_stream>>>(shared, std::move(socket), *tls);
}

}  // namespace c360::http
