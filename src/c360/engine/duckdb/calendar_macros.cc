#include "c360/engine/duckdb/calendar_macros.h"

#include <fmt/format.h>

#include <array>

#include "c360/base/error.h"
#include "c360/engine/duckdb/sql_writer.h"

namespace c360::engine {
namespace {

/// The wall clock at a moment: an instant's in the calendar's zone, any other as it is.
struct Overload {
  std::string type;
  std::string wall_clock;
};

std::array<Overload, 3> overloads(const Calendar& calendar) {
  return {{{"TIMESTAMPTZ", fmt::format("timezone({}, moment)", quote_text(calendar.time_zone))},
           {"TIMESTAMP", "moment"},
           {"DATE", "CAST(moment AS TIMESTAMP)"}}};
}

/// `body` has a {0} where the wall clock stands.
std::string macro(const std::string& name, const Calendar& calendar, fmt::string_view body) {
  std::string text = "CREATE OR REPLACE MACRO " + name;
  std::string separator;
  for (const Overload& overload : overloads(calendar)) {
    text += fmt::format("{}(moment {}) AS ", separator, overload.type) +
            fmt::vformat(body, fmt::make_format_args(overload.wall_clock));
    separator = ", ";
  }
  return text;
}

}  // namespace

std::vector<std::string> calendar_macros(const Calendar& calendar) {
  const std::string days_into_week = fmt::format("((isodow({{0}}) + {}) % 7)", 7 - calendar.week_start);
  return {macro("local_time", calendar, "{0}"),
          macro("week_of", calendar, "CAST({0} AS DATE) - CAST(" + days_into_week + " AS INTEGER)"),
          macro("weekday_of", calendar, days_into_week + " + 1")};
}

void require_time_zone(const std::string& time_zone, const std::function<void(const std::string&)>& run) {
  try {
    run(fmt::format("SELECT timezone({}, TIMESTAMPTZ '2000-01-01 00:00:00+00')", quote_text(time_zone)));
  } catch (const Error&) {
    throw Error(ErrorCode::kUsage, fmt::format("there is no time zone '{}'", time_zone),
                "write an IANA name such as Europe/Berlin");
  }
}

}  // namespace c360::engine
