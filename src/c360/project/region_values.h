// What c360.yaml says about the part of the world that a business is in.
#pragma once

#include <cstdint>
#include <string>

#include "c360/project/values.h"

namespace c360::project {

/// A code of ISO 4217 such as EUR.
Value<std::string> currency_code();
/// A language tag of BCP 47 such as de-DE, as it is best written: language small, script titled, region in capitals.
Value<std::string> language_tag();
/// A name of the IANA time zone database such as Europe/Berlin.
Value<std::string> time_zone_name();
/// A day's English name, as its number of ISO 8601: monday is 1, sunday 7.
Value<int> weekday();
/// A span of time in seconds, written 90m, 36h or 7d.
Value<std::int64_t> time_span();

}  // namespace c360::project
