#include "c360/engine/values/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

#include "c360/base/ascii.h"
#include "c360/engine/values/unicode_text.h"

namespace c360::values {
namespace {

constexpr int kMostDigits = 38;

/// A number taken apart: its sign, and its digits before and after the decimal separator.
struct Parts {
  bool negative = false;
  std::string_view whole;  ///< may hold thousands separators, in their right places
  std::string_view decimals;
};

std::string_view skip_white_space(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = white_space_at(text, 0);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  return text;
}

bool take_sign(std::string_view& text, bool& negative) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return false;
  negative = text[0] == '-';
  text.remove_prefix(1);
  return true;
}

void take_sign_and_prefix(std::string_view& text, const std::string& prefix, bool& negative) {
  const bool signed_before = take_sign(text, negative);
  if (prefix.empty()) return;
  const std::string_view after_sign = skip_white_space(text);
  if (!after_sign.starts_with(prefix)) return;
  text = skip_white_space(after_sign.substr(prefix.size()));
  if (!signed_before) take_sign(text, negative);
}

std::size_t count_digits(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

/// The length of "1.234.567" at the start of the text; 0 where groups are not of three digits.
std::size_t grouped_length(std::string_view text, char separator) {
  std::size_t length = count_digits(text);
  if (length == text.size() || text[length] != separator) return length;
  if (length == 0 || length > 3) return 0;
  while (length < text.size() && text[length] == separator) {
    if (count_digits(text.substr(length + 1)) != 3) return 0;
    length += 4;
  }
  return length;
}

bool take_apart(std::string_view text, const NumberNotation& notation, Parts& parts) {
  take_sign_and_prefix(text, notation.prefix, parts.negative);
  const std::size_t whole =
      notation.thousands_separator == '\0' ? count_digits(text) : grouped_length(text, notation.thousands_separator);
  parts.whole = text.substr(0, whole);
  if (whole == text.size()) return whole > 0;
  if (text[whole] != notation.decimal_separator) return false;
  parts.decimals = text.substr(whole + 1);
  return whole + parts.decimals.size() > 0 && count_digits(parts.decimals) == parts.decimals.size();
}

/// Puts digits together, up to 38 of them not counting zeros in front.
class Digits {
 public:
  void push(char digit) {
    if (count_ < 18) {
      small_ = small_ * 10 + static_cast<std::uint64_t>(digit - '0');
      count_ += small_ != 0 ? 1 : 0;
    } else {
      push_wide(digit);
    }
  }
  void push_all(std::string_view digits) {
    for (const char c : digits) {
      if (is_digit(c)) push(c);
    }
  }
  bool overflowed() const { return count_ > kMostDigits; }
  Int128 value() const { return count_ <= 18 ? static_cast<Int128>(small_) : wide_; }

 private:
  void push_wide(char digit) {
    if (count_ == 18) wide_ = static_cast<Int128>(small_);
    if (++count_ <= kMostDigits) wide_ = wide_ * 10 + (digit - '0');
  }

  std::uint64_t small_ = 0;
  Int128 wide_ = 0;
  int count_ = 0;
};

bool only_zeros(std::string_view digits) {
  return digits.find_first_not_of('0') == std::string_view::npos;
}

/// `parts` times 10^scale, in at most 38 digits.
NumberFault scaled(const Parts& parts, int scale, bool round, Int128& out) {
  const auto kept = static_cast<std::size_t>(scale);
  const std::string_view beyond = parts.decimals.size() > kept ? parts.decimals.substr(kept) : std::string_view{};
  if (!round && !only_zeros(beyond)) return NumberFault::kTooManyDecimals;
  Digits digits;
  digits.push_all(parts.whole);
  digits.push_all(parts.decimals.substr(0, kept));
  for (std::size_t missing = parts.decimals.size(); missing < kept; ++missing) digits.push('0');
  if (digits.overflowed()) return NumberFault::kOutOfRange;
  out = digits.value() + (!beyond.empty() && beyond[0] >= '5' ? 1 : 0);
  if (parts.negative) out = -out;
  return NumberFault::kNone;
}

const std::array<Int128, kMostDigits + 1>& powers_of_ten() {
  static const std::array<Int128, kMostDigits + 1> powers = [] {
    std::array<Int128, kMostDigits + 1> made{};
    made[0] = 1;
    for (std::size_t i = 1; i < made.size(); ++i) made[i] = made[i - 1] * 10;
    return made;
  }();
  return powers;
}

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (folded(text[i]) != lower[i]) return false;
  }
  return true;
}

NumberFault parse_double(const char* begin, const char* end, double& out) {
  const auto result = std::from_chars(begin, end, out, std::chars_format::fixed);
  if (result.ec == std::errc::result_out_of_range || !std::isfinite(out)) return NumberFault::kOutOfRange;
  return result.ec == std::errc{} && result.ptr == end ? NumberFault::kNone : NumberFault::kUnreadable;
}

}  // namespace

NumberFault read_decimal(std::string_view text, const NumberNotation& notation, int precision, int scale, Int128& out) {
  Parts parts;
  if (!take_apart(text, notation, parts)) return NumberFault::kUnreadable;
  const NumberFault fault = scaled(parts, scale, notation.round, out);
  if (fault != NumberFault::kNone) return fault;
  const Int128 limit = powers_of_ten()[static_cast<std::size_t>(precision)];
  return out < limit && out > -limit ? NumberFault::kNone : NumberFault::kOutOfRange;
}

NumberFault read_integer(std::string_view text, const NumberNotation& notation, Int128 least, Int128 most,
                         Int128& out) {
  std::int64_t digits = 0;
  if (read_digits(text, digits)) {
    out = digits;
  } else {
    Parts parts;
    if (!take_apart(text, notation, parts)) return NumberFault::kUnreadable;
    const NumberFault fault = scaled(parts, 0, notation.round, out);
    if (fault != NumberFault::kNone) return fault;
  }
  return out >= least && out <= most ? NumberFault::kNone : NumberFault::kOutOfRange;
}

NumberFault read_double(std::string_view text, const NumberNotation& notation, double& out) {
  Parts parts;
  if (!take_apart(text, notation, parts)) return NumberFault::kUnreadable;
  constexpr std::size_t kMostText = 512;
  if (parts.whole.size() + parts.decimals.size() + 2 > kMostText) return NumberFault::kOutOfRange;
  std::array<char, kMostText> plain{};
  char* end = plain.data();
  if (parts.negative) *end++ = '-';
  *end++ = '0';
  for (const char c : parts.whole) {
    if (is_digit(c)) *end++ = c;
  }
  if (!parts.decimals.empty()) *end++ = '.';
  end = std::copy(parts.decimals.begin(), parts.decimals.end(), end);
  const NumberFault fault = parse_double(plain.data(), end, out);
  if (out == 0) out = 0;
  return fault;
}

bool read_boolean(std::string_view text, bool& out) {
  for (const std::string_view yes : {"true", "t", "yes", "y", "1"}) {
    if (equals_ignoring_case(text, yes)) return out = true, true;
  }
  for (const std::string_view no : {"false", "f", "no", "n", "0"}) {
    if (equals_ignoring_case(text, no)) return out = false, true;
  }
  return false;
}

std::string decimal_text(Int128 value, int scale) {
  const bool negative = value < 0;
  auto rest = negative ? -value : value;
  std::string reversed;
  for (int written = 0; rest != 0 || written <= scale; ++written) {
    if (written == scale && scale > 0) reversed.push_back('.');
    reversed.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  }
  if (negative) reversed.push_back('-');
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace c360::values
