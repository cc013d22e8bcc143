#include "c360/http/wire.h"

#include <poll.h>

#include <sstream>
#include <utility>

namespace c360::http {

namespace wire = boost::beast::http;

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

bool may_have_body(const Request& request, const Response& response) {
  return request.method != "HEAD" && response.status >= 200 && response.status != 204 && response.status != 304;
}

Request request_of(wire::request<wire::string_body> read, Target target) {
  Request request;
  request.method = std::string(read.method_string());
  request.path = std::move(target.path);
  request.query = std::move(target.query);
  for (const auto& field : read) request.headers.add(std::string(field.name_string()), std::string(field.value()));
  request.body = std::move(read.body());
  return request;
}

std::string head_of(const Response& response, unsigned version, bool keep_alive, Framing framing) {
  wire::response<wire::empty_body> head;
  head.version(version);
  head.result(static_cast<unsigned>(response.status));
  head.set(wire::field::date, date_of(std::time(nullptr)));
  for (const auto& [name, value] : response.headers) head.insert(name, value);
  head.keep_alive(keep_alive);
  if (framing == Framing::kLength) head.content_length(response.body.size());
  if (framing == Framing::kChunks) head.chunked(true);
  std::ostringstream text;
  text << head.base();
  return text.str();
}

}  // namespace c360::http
