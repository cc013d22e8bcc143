// Numbers as contracts read them: digits with an optional sign and point, nothing else unless the column says so.
// Zeros at the end are no decimals. Pure functions without allocation; any thread may call them.
#pragma once

#include <string>
#include <string_view>

namespace c360::values {

__extension__ typedef __int128 Int128;

/// How one column's numbers are written.
struct NumberNotation {
  char decimal_separator = '.';
  char thousands_separator = '\0';  ///< '\0': none. Groups of three digits before the decimal separator
  std::string prefix;               ///< may stand before the digits, before or after the sign, white space around it
  bool round = false;               ///< too many decimals are rounded half away from zero
};

enum class NumberFault {
  kNone,
  kUnreadable,
  kTooManyDecimals,
  kOutOfRange,
};

/// The number times 10^scale. More than `precision` digits (1 to 38) are out of range.
NumberFault read_decimal(std::string_view text, const NumberNotation& notation, int precision, int scale, Int128& out);

/// Up to 18 digits and nothing else, the form of nearly every whole number; false for any other text.
inline bool read_digits(std::string_view text, std::int64_t& out) {
  if (text.empty() || text.size() > 18) return false;
  std::int64_t value = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9) return false;
    value = value * 10 + digit;
  }
  out = value;
  return true;
}

/// A whole number from `least` to `most`.
NumberFault read_integer(std::string_view text, const NumberNotation& notation, Int128 least, Int128 most, Int128& out);

/// The nearest double.
NumberFault read_double(std::string_view text, const NumberNotation& notation, double& out);

/// true, false, yes, no, t, f, y, n, 1, 0, whatever the case.
bool read_boolean(std::string_view text, bool& out);

/// The digits of `value` with a point before the last `scale` of them: (1250, 2) is "12.50".
std::string decimal_text(Int128 value, int scale);

}  // namespace c360::values
