#include "c360/base/clock.h"

#include <fmt/core.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "c360/base/error.h"

namespace c360 {
namespace {

constexpr Micros kMicrosPerSecond = 1'000'000;

class SystemClock final : public Clock {
 public:
  Micros now() const override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count();
  }
};

[[noreturn]] void refuse(const std::string& text) {
  throw Error(ErrorCode::kUsage, fmt::format("'{}' is not a time", text),
              "write it as 2024-05-31 or 2024-05-31T08:15:00Z (UTC)");
}

/// Reads ".123456" as microseconds; moves `rest` behind it.
Micros parse_fraction(const char*& rest) {
  if (*rest != '.') return 0;
  Micros micros = 0;
  Micros unit = kMicrosPerSecond / 10;
  for (++rest; *rest >= '0' && *rest <= '9'; ++rest, unit /= 10) micros += unit * (*rest - '0');
  return micros;
}

}  // namespace

const Clock& Clock::system() {
  static const SystemClock clock;
  return clock;
}

std::string format_utc(Micros time) {
  using namespace std::chrono;
  const sys_time<microseconds> instant{microseconds{time}};
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const hh_mm_ss<microseconds> clock{instant - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

Micros parse_utc(const std::string& text) {
  using namespace std::chrono;
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &y, &mo, &d, &used) != 3) refuse(text);
  const char* rest = text.c_str() + used;
  Micros fraction = 0;
  if (*rest == 'T' || *rest == ' ') {
    if (std::sscanf(rest + 1, "%2d:%2d:%2d%n", &h, &mi, &s, &used) != 3) refuse(text);
    rest += 1 + used;
    fraction = parse_fraction(rest);
  }
  if (*rest == 'Z') ++rest;
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (*rest != '\0' || !date.ok() || h > 23 || mi > 59 || s > 59) refuse(text);
  const auto seconds_total = sys_days{date}.time_since_epoch() + hours{h} + minutes{mi} + seconds{s};
  return duration_cast<microseconds>(seconds_total).count() + fraction;
}

}  // namespace c360
