#include "c360/ingest/number_guess.h"

#include <algorithm>

namespace c360::ingest {
namespace {

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; }) -
                                  text.begin());
}

/// The digits of a whole number and the characters that they take, separators included.
struct Whole {
  int digits = 0;
  std::size_t length = 0;
};

Whole read_whole(std::string_view value, char group) {
  std::size_t at = count_digits(value);
  Whole whole{static_cast<int>(at), at};
  if (group == '\0' || at == 0 || at > 3) return whole;
  while (at < value.size() && value[at] == group && count_digits(value.substr(at + 1)) == 3) {
    at += 4;
    whole.digits += 3;
    whole.length = at;
  }
  return whole;
}

}  // namespace

void NumberGuess::see(std::string_view value) {
  ++values_;
  if (failed_) return;
  if (value.front() == '-' || value.front() == '+') value.remove_prefix(1);
  const Whole whole = read_whole(value, style_.group);
  const bool point = whole.length < value.size() && value[whole.length] == style_.point;
  const std::size_t decimals = point ? count_digits(value.substr(whole.length + 1)) : 0;
  const bool all_read = whole.length + (point ? 1 : 0) + decimals == value.size();
  const bool is_code = whole.digits > 1 && value.front() == '0';
  failed_ = whole.digits == 0 || !all_read || (point && decimals == 0) || is_code;
  whole_digits_ = std::max(whole_digits_, whole.digits);
  decimals_ = std::max(decimals_, static_cast<int>(decimals));
}

std::optional<sql::Type> NumberGuess::type() const {
  if (failed_ || values_ == 0) return std::nullopt;
  if (decimals_ == 0 && whole_digits_ <= 18) return sql::Type{sql::TypeKind::kBigint};
  const int scale = decimals_ == 0 ? 0 : std::max(2, decimals_);
  const int precision = std::max(12, whole_digits_ + scale);
  if (precision > 38) return std::nullopt;
  return sql::Type::decimal(precision, scale);
}

}  // namespace c360::ingest
