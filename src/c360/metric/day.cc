#include "c360/metric/day.h"

#include <fmt/core.h>

#include <charconv>

namespace c360::metric {

namespace chrono = std::chrono;

std::optional<chrono::sys_days> read_day(const std::string& text) {
  constexpr std::size_t kLength = 10;
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = -1;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + length, value);
    return error == std::errc() && end == text.data() + at + length ? value : -1;
  };
  const chrono::year_month_day day{chrono::year(number(0, 4)), chrono::month(static_cast<unsigned>(number(5, 2))),
                                   chrono::day(static_cast<unsigned>(number(8, 2)))};
  return day.ok() ? std::optional(chrono::sys_days(day)) : std::nullopt;
}

std::string text_of(chrono::sys_days day) {
  const chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

chrono::sys_days months_later(chrono::sys_days day, int months) {
  const chrono::year_month_day later = chrono::year_month_day(day) + chrono::months(months);
  return later.ok() ? chrono::sys_days(later) : chrono::sys_days(later.year() / later.month() / chrono::last);
}

}  // namespace c360::metric
