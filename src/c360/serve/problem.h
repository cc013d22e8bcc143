// Errors as answers: application/problem+json (RFC 9457).
#pragma once

#include <string>
#include <utility>

#include "c360/base/error.h"
#include "c360/http/message.h"

namespace c360::serve {

/// What somebody asks for that is not for them, and why.
class Forbidden : public Error {
 public:
  explicit Forbidden(std::string message, std::string hint = {})
      : Error(ErrorCode::kUsage, std::move(message), std::move(hint)) {}
};

/// An error by what kind of thing went wrong: 400 for a wrong question, 404, 409, 503 for what may pass, 500 for ours.
http::Response problem(const Error& error);
/// Another answer than what an error's kind gives.
http::Response problem(int status, const std::string& detail, const std::string& hint = {});

}  // namespace c360::serve
