#include "c360/fetch/asked_wait.h"

#include <algorithm>
#include <charconv>

#include "c360/fetch/http_date.h"

namespace c360::fetch {
namespace {

constexpr std::int64_t kLongestAsked = 24 * 3600;  // seconds
/// A larger number of seconds is a time of day, not a duration: 2001-09-09.
constexpr std::int64_t kFirstTimeOfDay = 1'000'000'000;

/// A whole number, or the next one for a decimal.
std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{}) return std::nullopt;
  if (behind == end) return number;
  const bool is_decimal = *behind == '.' && std::all_of(behind + 1, end, [](char c) { return c >= '0' && c <= '9'; });
  return is_decimal && number < INT64_MAX ? std::optional(number + 1) : std::nullopt;
}

Micros within_a_day(std::int64_t seconds) {
  return std::clamp<std::int64_t>(seconds, 0, kLongestAsked) * kMicrosPerSecond;
}

std::optional<AskedWait> reset_by(const Answer& answer, const std::string& prefix, Micros now) {
  const auto remaining = answer.headers.header(prefix + "Remaining");
  const auto reset = answer.headers.header(prefix + "Reset");
  if (!remaining || !reset) return std::nullopt;
  const auto left = whole_number(*remaining);
  auto seconds = whole_number(*reset);
  if (!left || *left > 0 || !seconds) return std::nullopt;
  if (*seconds >= kFirstTimeOfDay) *seconds -= now / kMicrosPerSecond;
  return AskedWait{within_a_day(*seconds), prefix + "Reset", *reset};
}

}  // namespace

std::optional<AskedWait> retry_after(const Answer& answer, Micros now) {
  const auto written = answer.headers.header("Retry-After");
  if (!written) return std::nullopt;
  if (const auto date = parse_http_date(*written)) {
    const Micros wait = std::clamp<Micros>(*date - now, 0, kLongestAsked * kMicrosPerSecond);
    return AskedWait{wait, "Retry-After", *written};
  }
  const auto seconds = whole_number(*written);
  if (!seconds) return std::nullopt;
  return AskedWait{within_a_day(*seconds), "Retry-After", *written};
}

std::optional<AskedWait> limit_reset(const Answer& answer, Micros now) {
  for (const char* prefix : {"RateLimit-", "X-RateLimit-"})
    if (auto reset = reset_by(answer, prefix, now)) return reset;
  return std::nullopt;
}

std::optional<AskedWait> asked_wait(const Answer& answer, Micros now) {
  auto wait = retry_after(answer, now);
  return wait ? wait : limit_reset(answer, now);
}

}  // namespace c360::fetch
