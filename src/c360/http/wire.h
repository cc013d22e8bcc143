// Requests and responses as the library writes them on the wire.
#pragma once

#include <boost/beast/http.hpp>
#include <ctime>
#include <optional>
#include <string>

#include "c360/http/message.h"

namespace c360::http {

/// "Thu, 26 Nov 2026 08:15:00 GMT" (RFC 9110, section 5.6.7).
std::string date_of(std::time_t now);

/// An answer in words.
Response plain(int status, std::string text);

/// How a request that cannot be read is answered; nullopt where nobody waits for an answer.
std::optional<Response> answer_to(const boost::system::error_code& failure);

/// Whether the client of a socket has closed it.
bool has_left(int socket);

/// The answer to a HEAD has no body, nor have these (RFC 9110, section 6.4.1).
bool may_have_body(const Request& request, const Response& response);

/// A request without where it came from and who is gone.
Request request_of(boost::beast::http::request<boost::beast::http::string_body> read, Target target);

/// How the end of a body is told: not at all, by its length, or by its chunks.
enum class Framing { kNone, kLength, kChunks };

/// What stands before the body, with the empty line.
std::string head_of(const Response& response, unsigned version, bool keep_alive, Framing framing);

}  // namespace c360::http
