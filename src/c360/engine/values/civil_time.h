// Dates and times by formats: a subset of strftime whose fields have their full width. Proleptic Gregorian calendar,
// years 0001 to 9999. A compiled format is immutable; any thread may use it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace c360::values {

/// A wall-clock time as it was written.
struct CivilTime {
  int year = 1970, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;
  int micros = 0;
  int offset_seconds = 0;  ///< of its zone, east of UTC; 0 where none was written
};

/// Days since 1970-01-01.
std::int32_t days_since_epoch(int year, int month, int day);
/// Microseconds since 1970-01-01 00:00:00 of the wall clock, its zone left aside.
std::int64_t wall_clock_micros(const CivilTime& time);

/// Whether an instant lies in the years 0001 to 9999, as others can read it too.
bool is_in_calendar(std::int64_t micros);

/// One format, compiled: %Y %m %d %H %M %S %f (1 to 9 digits, cut to microseconds) %z (Z, +02:00, +0200, +02) %b %B
/// (English, any case) %I %p %F %T %%; all else stands for itself.
class TimeFormat {
 public:
  /// Throws Error(kProject) for a directive that is not known and for a format without year, month and day.
  explicit TimeFormat(std::string_view format);

  /// Whether the whole text is a time of this format that exists (31-02 does not).
  bool read(std::string_view text, CivilTime& out) const;

  const std::string& text() const { return text_; }

 private:
  enum class Field : std::uint8_t {
    kLiteral,
    kYear,
    kMonth,
    kDay,
    kHour,
    kHour12,
    kHalf,
    kMinute,
    kSecond,
    kFraction,
    kZone,
    kMonthName
  };
  struct Part {
    Field field;
    char literal = '\0';
    bool long_name = false;
  };
  struct Cursor;

  void compile(std::string_view format);
  void add_directive(char directive, std::string_view format);
  void require_a_whole_date() const;
  void note_width();
  bool has(Field field) const;
  static bool take(const Part& part, Cursor& cursor, CivilTime& out);

  std::string text_;
  std::vector<Part> parts_;
  std::size_t width_ = 0;  ///< of every text that fits; 0: it varies
};

/// The first format that fits wins.
bool read_time(std::string_view text, const std::vector<TimeFormat>& formats, CivilTime& out);

/// What stands where a contract names no formats: ISO 8601 dates, or dates with a time of day.
const std::vector<std::string>& default_date_formats();
const std::vector<std::string>& default_time_formats();

}  // namespace c360::values
