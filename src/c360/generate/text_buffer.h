// Text put together fast: numbers and dates without allocation or locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "c360/generate/calendar.h"

namespace c360::generate {

/// Appends the decimal digits of a number, with a '-' if it is negative.
void append_number(std::int64_t number, std::string& out);

/// Appends at least `width` digits, zeros in front; the number is not negative.
void append_padded(std::int64_t number, int width, std::string& out);

/// Appends hundredths as "12.50".
void append_money(std::int64_t cents, std::string& out);

/// Appends "2024-05-31", with another separator, or none ('\0').
void append_date(Civil date, char separator, std::string& out);

/// Appends "08:15:00" of a second of the day.
void append_time_of_day(std::int64_t second, std::string& out);

/// "12.50" of hundredths; "2024-05-31" of days since 1970.
std::string money_text(std::int64_t cents);
std::string date_text(std::int64_t days);

}  // namespace c360::generate
