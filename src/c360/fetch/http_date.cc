#include "c360/fetch/http_date.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <chrono>

namespace c360::fetch {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc{} || end != digits.data() + digits.size() || digits.front() == '-') return std::nullopt;
  return value;
}

std::optional<unsigned> month_named(std::string_view name) {
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == name) return i + 1;
  }
  return std::nullopt;
}

}  // namespace

std::string format_http_date(Micros time) {
  const auto second = floor<seconds>(sys_time<microseconds>{microseconds{time}});
  const auto day = floor<days>(second);
  const year_month_day date{day};
  const hh_mm_ss<seconds> of_day{second - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), of_day.hours().count(), of_day.minutes().count(),
                     of_day.seconds().count());
}

std::optional<Micros> parse_http_date(std::string_view text) {
  constexpr std::string_view kShape = "Thu, 26 Nov 2026 08:15:00 GMT";
  if (text.size() != kShape.size() || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  const auto d = number(text.substr(5, 2));
  const auto m = month_named(text.substr(8, 3));
  const auto y = number(text.substr(12, 4));
  const auto hour = number(text.substr(17, 2));
  const auto minute = number(text.substr(20, 2));
  const auto second = number(text.substr(23, 2));
  if (!d || !m || !y || !hour || !minute || !second) return std::nullopt;
  const year_month_day date{year{*y}, month{*m}, day{static_cast<unsigned>(*d)}};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const seconds since = sys_days{date}.time_since_epoch() + hours{*hour} + minutes{*minute} + seconds{*second};
  return duration_cast<microseconds>(since).count();
}

}  // namespace c360::fetch
