// When a server lets itself be asked again, by what it says in an answer.
#pragma once

#include <optional>
#include <string>

#include "c360/base/clock.h"
#include "c360/fetch/client.h"

namespace c360::fetch {

/// What a server asks for, and the header that says it.
struct AskedWait {
  Micros wait = 0;  ///< from now on; a day at most
  std::string header;
  std::string written;  ///< its value
};

/// By Retry-After, seconds or a date (RFC 9110, section 10.2.3). Nothing where it is not there or cannot be read.
std::optional<AskedWait> retry_after(const Answer& answer, Micros now);

/// Until a limit on requests is reset, where none is left: by RateLimit-Remaining and RateLimit-Reset in seconds (IETF
/// draft "RateLimit header fields for HTTP"), or by X-RateLimit-Remaining and X-RateLimit-Reset, which is the time of
/// day in seconds since 1970 at some servers. Nothing where requests are left, or both cannot be read.
std::optional<AskedWait> limit_reset(const Answer& answer, Micros now);

/// How long to wait before a refused request is sent again: by Retry-After, else until the limit is reset.
std::optional<AskedWait> asked_wait(const Answer& answer, Micros now);

}  // namespace c360::fetch
