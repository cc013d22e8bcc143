#include "c360/adf/time_span.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace c360::adf {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kMost = 366 * kDay;

/// Digits up to `end`, which is stepped over; nullopt for none or too many of them.
std::optional<std::int64_t> take(std::string_view& text, char end) {
  const std::size_t length = std::min(text.find(end), text.size());
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + length, number);
  constexpr std::size_t kMostDigits = 8;
  if (length == 0 || length > kMostDigits || error != std::errc() || rest != text.data() + length || number < 0)
    return std::nullopt;
  text.remove_prefix(std::min(length + 1, text.size()));
  return number;
}

}  // namespace

std::optional<std::string> span_of(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  std::string_view text = value.get_ref<const std::string&>();
  std::int64_t days = 0;
  if (const std::size_t dot = text.find('.'); dot < text.find(':')) {
    const auto written = take(text, '.');
    if (!written) return std::nullopt;
    days = *written;
  }
  const auto hours = take(text, ':');
  const auto minutes = hours ? take(text, ':') : std::nullopt;
  const auto seconds = minutes ? take(text, '.') : std::nullopt;  // fractions of a second do not matter
  if (!seconds) return std::nullopt;
  const std::int64_t all = std::min(days * kDay + *hours * kHour + *minutes * kMinute + *seconds, kMost);
  if (all == 0) return std::nullopt;
  for (const auto& [unit, length] : {std::pair{'d', kDay}, {'h', kHour}, {'m', kMinute}})
    if (all % length == 0) return std::to_string(all / length) + unit;
  return std::to_string(all) + "s";
}

}  // namespace c360::adf
