#include "c360/http/connection.h"

#include <poll.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <ctime>
#include <type_traits>

#include "c360/base/error.h"

namespace c360::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::awaitable;
using asio::use_awaitable;
using Failure = boost::system::system_error;
using Parser = wire::request_parser<wire::string_body>;

constexpr std::uint32_t kLargestHeader = 32 * 1024;
constexpr std::size_t kFirstRead = 4096;
constexpr std::size_t kMostDiscarded = 16 << 20;
constexpr std::size_t kDiscardedAtOnce = 64 * 1024;

/// "Thu, 26 Nov 2026 08:15:00 GMT" (RFC 9110, section 5.6.7).
std::string date_of(std::time_t now) {
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[64];
  const std::size_t length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text, length};
}

Response plain(int status, std::string text) {
  Response response;
  response.status = status;
  response.body = std::move(text) + "\n";
  return std::move(response.with("Content-Type", "text/plain; charset=utf-8"));
}

/// How a request that cannot be read is answered; nullopt where nobody waits for an answer.
std::optional<Response> answer_to(const boost::system::error_code& failure) {
  if (failure == wire::error::body_limit) return plain(413, "the body is too large");
  if (failure == wire::error::header_limit) return plain(431, "the headers are too large");
  const bool is_ours = failure.category() == wire::make_error_code(wire::error::bad_method).category();
  const bool ended = failure == wire::error::end_of_stream || failure == wire::error::partial_message;
  if (is_ours && !ended) return plain(400, "this is no HTTP request: " + failure.message());
  return std::nullopt;
}

bool has_left(int socket) {
  pollfd asked{socket, POLLRDHUP, 0};
  return ::poll(&asked, 1, 0) > 0 && (asked.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

/// The answer to a HEAD has no body, nor have these (RFC 9110, section 6.4.1).
bool may_have_body(const Request& request, const Response& response) {
  return request.method != "HEAD" && response.status >= 200 && response.status != 204 && response.status != 304;
}

/// What stands before the body.
template <class Body>
wire::response<Body> head_of(const Response& response, unsigned version, bool keep_alive) {
  wire::response<Body> head;
  head.version(version);
  head.result(static_cast<unsigned>(response.status));
  head.set(wire::field::date, date_of(std::time(nullptr)));
  for (const auto& [name, value] : response.headers) head.insert(name, value);
  head.keep_alive(keep_alive);
  return head;
}

template <class Stream>
class StreamConnection : public Connection, public std::enable_shared_from_this<StreamConnection<Stream>> {
 public:
  static constexpr bool kIsSecure = !std::is_same_v<Stream, beast::tcp_stream>;

  template <class... Args>
  StreamConnection(Shared& shared, Args&&... args) : shared_(shared), stream_(std::forward<Args>(args)...) {
    boost::system::error_code ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    peer_ = socket().remote_endpoint(ignored).address().to_string();
  }

  awaitable<void> serve() override {
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

  void close_if_idle() override {
    boost::system::error_code ignored;
    if (is_idle_) socket().close(ignored);
  }

  void look_after_client() override {
    if (running_ && has_left(socket().native_handle())) running_->request();
  }

  void give_up() override {
    boost::system::error_code ignored;
    if (running_)
      running_->request();
    else
      socket().close(ignored);
  }

 private:
  asio::ip::tcp::socket& socket() { return beast::get_lowest_layer(stream_).socket(); }
  void wait_at_most(std::chrono::milliseconds time) { beast::get_lowest_layer(stream_).expires_after(time); }

  awaitable<void> shake_hands() {
    is_idle_ = true;
    wait_at_most(shared_.options.request_time);
    if constexpr (kIsSecure) co_await stream_.async_handshake(asio::ssl::stream_base::server, use_awaitable);
  }

  awaitable<void> say_goodbye() {
    wait_at_most(shared_.options.request_time);
    boost::system::error_code ignored;
    if constexpr (kIsSecure) co_await stream_.async_shutdown(use_awaitable);
    socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  }

  /// Waits for the first bytes of a request; false when the client left instead.
  awaitable<bool> await_request() {
    if (buffer_.size() > 0) co_return true;
    is_idle_ = true;
    wait_at_most(shared_.options.idle_time);
    const std::size_t read = co_await stream_.async_read_some(buffer_.prepare(kFirstRead), use_awaitable);
    is_idle_ = false;
    buffer_.commit(read);
    co_return read > 0;
  }

  awaitable<void> read(Parser& parser) {
    wait_at_most(shared_.options.request_time);
    co_await wire::async_read_header(stream_, buffer_, parser, use_awaitable);
    if (beast::iequals(parser.get()[wire::field::expect], "100-continue")) {
      wire::response<wire::empty_body> go_on(wire::status::continue_, parser.get().version());
      co_await wire::async_write(stream_, go_on, use_awaitable);
    }
    co_await wire::async_read(stream_, buffer_, parser, use_awaitable);
  }

  /// One request and its answer; whether another may follow.
  awaitable<bool> answer_one() {
    if (shared_.is_stopping || !co_await await_request()) co_return false;
    Parser parser;
    parser.body_limit(shared_.options.largest_body);
    parser.header_limit(kLargestHeader);
    std::optional<Response> refusal;
    bool is_unread = false;
    try {
      co_await read(parser);
    } catch (const Failure& failure) {
      refusal = answer_to(failure.code());
      is_unread = true;
    }
    if (is_unread) {
      if (refusal) co_await refuse(*refusal);
      co_return false;
    }
    co_return co_await answer(parser.release());
  }

  /// Tells why a request is not read, to a client that may still be sending it.
  awaitable<void> refuse(const Response& refusal) {
    const Request unread;  // g++ 12 destroys a temporary that waits twice
    co_await send(unread, refusal, 11, false);
    co_await discard_rest();
  }

  /// Closed with bytes unread, a connection would take the answer along (RFC 9112, section 9.6).
  awaitable<void> discard_rest() {
    boost::system::error_code ignored;
    if constexpr (!kIsSecure) socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    for (std::size_t left = kMostDiscarded; left > 0;) {
      buffer_.clear();
      const std::size_t read = co_await stream_.async_read_some(buffer_.prepare(kDiscardedAtOnce), use_awaitable);
      left -= std::min(read, left);
    }
  }

  awaitable<bool> answer(wire::request<wire::string_body> read) {
    const auto target = parse_target({read.target().data(), read.target().size()});
    if (!target) {
      const Response refusal = plain(400, "this is no address: it must begin with / and its %XX be UTF-8");
      co_await refuse(refusal);
      co_return false;
    }
    running_ = std::make_shared<Cancellation>();
    const auto done = [this](void*) { running_.reset(); };
    const std::unique_ptr<void, decltype(done)> guard(this, done);
    const Request request = request_of(read, *target);
    const Response response = co_await handled(request);
    const bool keep_alive = read.keep_alive() && !shared_.is_stopping;
    co_return co_await send(request, response, read.version(), keep_alive);
  }

  Request request_of(wire::request<wire::string_body>& read, const Target& target) const {
    Request request;
    request.method = std::string(read.method_string());
    request.path = target.path;
    request.query = target.query;
    for (const auto& field : read) request.headers.add(std::string(field.name_string()), std::string(field.value()));
    request.body = std::move(read.body());
    request.peer = peer_;
    request.is_secure = kIsSecure;
    request.gone = running_;
    return request;
  }

  awaitable<Response> handled(const Request& request) {
    const auto work = [this, &request]() -> awaitable<Response> {
      try {
        co_return shared_.handler(request);
      } catch (const std::exception&) {
        co_return plain(500, "something went wrong");
      }
    };
    co_return co_await asio::co_spawn(shared_.workers.get_executor(), work, use_awaitable);
  }

  /// Whether the connection can go on.
  awaitable<bool> send(const Request& request, const Response& response, unsigned version, bool keep_alive) {
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

  /// In chunks; to a client of HTTP/1.0 as it is, until the connection ends.
  awaitable<bool> send_stream(const Request& request, const Response& response, unsigned version, bool keep_alive) {
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

  /// Called on a worker's thread, which waits until the client took the part.
  void send_part(std::string_view part, bool in_chunks) {
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

  Shared& shared_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::string peer_;
  bool is_idle_ = false;
  std::shared_ptr<Cancellation> running_;  // of the request that is being answered
};

}  // namespace

std::shared_ptr<Connection> make_connection(asio::ip::tcp::socket socket, Shared& shared, asio::ssl::context* tls) {
  if (tls == nullptr) return std::make_shared<StreamConnection<beast::tcp_stream>>(shared, std::move(socket));
  return std::make_shared<StreamConnection<beast::ssl_stream<beast::tcp_stream>>>(shared, std::move(socket), *tls);
}

}  // namespace c360::http
