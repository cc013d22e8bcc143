#include "c360/http/connection.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/asio.hpp>
#include <utility>

#include "c360/base/error.h"
#include "c360/http/wire.h"

// g++ 12 destroys a temporary twice that stands in an expression which waits (co_await): they have names here.
namespace c360::http {
namespace {

namespace asio = boost::asio;
namespace wire = boost::beast::http;
using asio::awaitable;
using Failure = boost::system::system_error;

constexpr std::uint32_t kLargestHeader = 32 * 1024;
constexpr std::size_t kReadForHeader = 4096;
constexpr std::size_t kReadForBody = 64 * 1024;
constexpr std::size_t kMostDiscarded = 16 << 20;
constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace

Connection::Connection(Shared& shared, std::unique_ptr<Stream> stream) : shared_(shared), stream_(std::move(stream)) {
  boost::system::error_code ignored;
  stream_->socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  peer_ = stream_->socket().remote_endpoint(ignored).address().to_string();
}

awaitable<void> Connection::serve() {
  const auto self = shared_from_this();
  try {
    is_idle_ = true;
    stream_->wait_at_most(shared_.options.request_time);
    co_await stream_->shake_hands();
    while (co_await answer_one()) continue;
    stream_->wait_at_most(shared_.options.request_time);
    co_await stream_->say_goodbye();
  } catch (const std::exception&) {
    // The client left or was too slow; there is nobody to tell.
  }
  boost::system::error_code ignored;
  stream_->socket().close(ignored);
}

void Connection::close_if_idle() {
  boost::system::error_code ignored;
  if (is_idle_) stream_->socket().close(ignored);
}

void Connection::look_after_client() {
  if (running_ && has_left(stream_->socket().native_handle())) running_->request();
}

void Connection::give_up() {
  boost::system::error_code ignored;
  running_ ? running_->request() : static_cast<void>(stream_->socket().close(ignored));
}

awaitable<bool> Connection::answer_one() {
  if (shared_.is_stopping) co_return false;
  co_await await_request();
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

awaitable<void> Connection::await_request() {
  waiting_since_ = std::chrono::steady_clock::now();
  if (buffer_.size() > 0) co_return;
  is_idle_ = true;
  stream_->wait_at_most(shared_.options.idle_time);
  co_await read_more(kReadForHeader);
  is_idle_ = false;
}

awaitable<void> Connection::read(Parser& parser) {
  stream_->wait_at_most(shared_.options.request_time);
  co_await read_until(parser, &Parser::is_header_done);
  if (boost::beast::iequals(parser.get()[wire::field::expect], "100-continue")) co_await write(kGoOn);
  co_await read_until(parser, &Parser::is_done);
}

awaitable<void> Connection::read_until(Parser& parser, bool (Parser::*is_read)() const) {
  while (!(parser.*is_read)()) {
    boost::system::error_code failure;
    buffer_.consume(parser.put(buffer_.data(), failure));
    const bool lacks_bytes = failure == wire::error::need_more || (!failure && buffer_.size() == 0);
    if (failure && !lacks_bytes) throw Failure(failure);
    if (lacks_bytes && !(parser.*is_read)())
      co_await read_more(parser.is_header_done() ? kReadForBody : kReadForHeader);
  }
}

awaitable<void> Connection::read_more(std::size_t at_most) {
  const asio::mutable_buffer place = buffer_.prepare(at_most);
  buffer_.commit(co_await stream_->read_some(place));
}

awaitable<bool> Connection::answer(ReadRequest read) {
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
  request.is_secure = stream_->is_secure();
  request.gone = running_;
  const Response response = co_await handled(request);
  co_return co_await send(request, response, version, is_kept && !shared_.is_stopping);
}

awaitable<void> Connection::refuse(const Response& refusal) {
  const Request unread;
  co_await send(unread, refusal, 11, false);
  co_await discard_rest();
}

awaitable<void> Connection::discard_rest() {
  boost::system::error_code ignored;
  if (!stream_->is_secure()) stream_->socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  for (std::size_t left = kMostDiscarded; left > 0;) {
    buffer_.clear();
    co_await read_more(kReadForBody);
    left -= std::min(buffer_.size(), left);
  }
}

awaitable<Response> Connection::handled(const Request& request) {
  const auto work = [this, &request]() -> awaitable<Response> {
    try {
      co_return shared_.handler(request);
    } catch (const std::exception&) {
      co_return plain(500, "something went wrong");
    }
  };
  co_return co_await asio::co_spawn(shared_.workers.get_executor(), work, asio::use_awaitable);
}

awaitable<bool> Connection::send(const Request& request, const Response& response, unsigned version, bool keep_alive) {
  stream_->wait_at_most(shared_.options.request_time);
  if (response.stream) co_return co_await send_stream(request, response, version, keep_alive);
  const bool has_body = may_have_body(request, response);
  const bool has_length = has_body || request.method == "HEAD";
  const std::string head = head_of(response, version, keep_alive, has_length ? Framing::kLength : Framing::kNone);
  co_await write(head, has_body ? response.body : std::string_view());
  co_return keep_alive;
}

awaitable<bool> Connection::send_stream(const Request& request, const Response& response, unsigned version,
                                        bool keep_alive) {
  const bool in_chunks = version >= 11;
  const bool is_kept = keep_alive && in_chunks;
  const std::string head = head_of(response, version, is_kept, in_chunks ? Framing::kChunks : Framing::kNone);
  co_await write(head);
  if (!may_have_body(request, response)) co_return is_kept;
  const Write write_part = [this, in_chunks](std::string_view part) { send_part(part, in_chunks); };
  const auto work = [&]() -> awaitable<void> {
    response.stream(write_part);
    co_return;
  };
  co_await asio::co_spawn(shared_.workers.get_executor(), work, asio::use_awaitable);
  if (in_chunks) co_await write(kLastChunk);
  co_return is_kept;
}

void Connection::send_part(std::string_view part, bool in_chunks) {
  if (part.empty()) return;
  const std::string size = in_chunks ? fmt::format("{:x}\r\n", part.size()) : std::string();
  const auto sending = [&]() -> awaitable<void> {
    if (running_->requested()) throw Error(ErrorCode::kCancelled, "the client is gone");
    stream_->wait_at_most(shared_.options.request_time);
    co_await write(size, part, in_chunks ? "\r\n" : "");
  };
  try {
    asio::co_spawn(shared_.io, sending, asio::use_future).get();
  } catch (const Failure&) {
    throw Error(ErrorCode::kCancelled, "the client is gone");
  }
}

awaitable<void> Connection::write(std::string_view first, std::string_view second, std::string_view third) {
  const auto bytes = [](std::string_view text) { return asio::const_buffer(text.data(), text.size()); };
  const std::array<asio::const_buffer, 3> pieces = {bytes(first), bytes(second), bytes(third)};
  co_await stream_->write(pieces);
}

}  // namespace c360::http
