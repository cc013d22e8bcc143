// Values that people write as text in contracts: defaults, bounds, accepted values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "c360/sql/type.h"

namespace c360::project {

/// How a value of the type is written, for messages: "a whole number", "a date such as 2024-05-31", ….
std::string how_written(const sql::Type& type);

/// Why `text` is no value of the type ("it has 3 decimals"), or nullopt if it is one. Numbers are digits with an
/// optional sign and point, dates ISO 8601.
std::optional<std::string> fault_of_value(std::string_view text, const sql::Type& type);

/// True if `a` is less than `b`; both are values of the type, a number, date or time.
bool is_less(std::string_view a, std::string_view b, const sql::Type& type);

bool is_number(const sql::Type& type);
bool is_whole_number(const sql::Type& type);
/// date, timestamp or datetime.
bool is_moment(const sql::Type& type);

}  // namespace c360::project
