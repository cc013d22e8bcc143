// The names by which the world knows currencies and time zones.
#pragma once

#include <string>
#include <vector>

namespace c360::project {

/// Codes of ISO 4217 that money is counted in today: "EUR". Sorted.
const std::vector<std::string>& currency_codes();

/// Names of the IANA time zone database: "Europe/Berlin". Sorted; the engine knows each of them.
const std::vector<std::string>& time_zone_names();

}  // namespace c360::project
