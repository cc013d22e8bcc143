#include "c360/engine/duckdb/calendar_macros.h"

#include <fmt/format.h>

#include "c360/base/error.h"
#include "c360/engine/duckdb/sql_writer.h"

namespace c360::engine {

std::vector<std::string> calendar_macros(const Calendar& calendar) {
  const std::string days_into_week = fmt::format("((isodow(local_time(moment)) + {}) % 7)", 7 - calendar.week_start);
  return {
      // One macro for all types, since an overload is chosen before the type of min(moment) is known. The engine knows
      // typeof() when it plans, so that only one branch is left.
      fmt::format("CREATE OR REPLACE MACRO local_time(moment) AS CASE WHEN typeof(moment) = 'TIMESTAMP WITH TIME ZONE' "
                  "THEN timezone({}, CAST(moment AS TIMESTAMPTZ)) ELSE CAST(moment AS TIMESTAMP) END",
                  quote_text(calendar.time_zone)),
      fmt::format("CREATE OR REPLACE MACRO week_of(moment) AS CAST(local_time(moment) AS DATE) - CAST({} AS INTEGER)",
                  days_into_week),
      fmt::format("CREATE OR REPLACE MACRO weekday_of(moment) AS {} + 1", days_into_week)};
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
