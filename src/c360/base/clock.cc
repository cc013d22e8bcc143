#include "c360/base/clock.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>
#include <thread>

#include "c360/base/error.h"

namespace c360 {
namespace {

class SystemClock final : public Clock {
 public:
  Micros now() const override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count();
  }

  void wait(Micros duration, const Cancellation& cancel) const override {
    using namespace std::chrono;
    const auto until = steady_clock::now() + microseconds(duration);
    for (cancel.check(); steady_clock::now() < until; cancel.check())
      std::this_thread::sleep_for(std::min<nanoseconds>(milliseconds(50), until - steady_clock::now()));
  }
};

[[noreturn]] void refuse(const std::string& text) {
  throw Error(ErrorCode::kUsage, fmt::format("'{}' is not a time", text),
              "write it as 2024-05-31 or 2024-05-31T08:15:00Z (UTC)");
}

/// Reads a time from front to end; everything throws where the text goes on otherwise.
class TimeText {
 public:
  explicit TimeText(const std::string& text) : text_(text), rest_(text) {}

  int digits(std::size_t width) {
    int value = 0;
    const char* const end = rest_.data() + std::min(width, rest_.size());
    const bool begins_with_digit = !rest_.empty() && rest_.front() != '-';
    const auto [stopped, failure] = std::from_chars(rest_.data(), end, value);
    if (!begins_with_digit || failure != std::errc{} || stopped != rest_.data() + width) refuse(text_);
    rest_.remove_prefix(width);
    return value;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) refuse(text_);
  }
  /// ".123456" as microseconds; further digits are cut off.
  Micros fraction() {
    if (!take('.')) return 0;
    Micros micros = 0;
    Micros unit = kMicrosPerSecond / 10;
    do {
      micros += unit * digits(1);
      unit /= 10;
    } while (!rest_.empty() && rest_.front() != 'Z');
    return micros;
  }
  void expect_end() const {
    if (!rest_.empty()) refuse(text_);
  }

 private:
  const std::string& text_;
  std::string_view rest_;
};

Micros parse_date(TimeText& text, const std::string& whole) {
  using namespace std::chrono;
  const int y = text.digits(4);
  text.expect('-');
  const int m = text.digits(2);
  text.expect('-');
  const int d = text.digits(2);
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) refuse(whole);
  return duration_cast<microseconds>(sys_days{date}.time_since_epoch()).count();
}

Micros parse_time_of_day(TimeText& text, const std::string& whole) {
  const int h = text.digits(2);
  text.expect(':');
  const int m = text.digits(2);
  text.expect(':');
  const int s = text.digits(2);
  if (h > 23 || m > 59 || s > 59) refuse(whole);
  return (Micros{h} * 3600 + Micros{m} * 60 + s) * kMicrosPerSecond + text.fraction();
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
  TimeText rest(text);
  Micros time = parse_date(rest, text);
  if (rest.take('T') || rest.take(' ')) time += parse_time_of_day(rest, text);
  rest.take('Z');
  rest.expect_end();
  return time;
}

}  // namespace c360
