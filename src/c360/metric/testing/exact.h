// Exact numbers for tests, done the slow way.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace c360::metric::testing_star {

__extension__ typedef __int128 Wide;

/// units / 10^scale
struct Exact {
  Wide units = 0;
  int scale = 0;
};
using Number = std::optional<Exact>;

inline Wide power(int exponent) {
  Wide result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

inline Exact rescaled(Exact number, int scale) {
  return {number.units * power(scale - number.scale), scale};
}

inline Exact added(const Exact& a, const Exact& b, int sign = 1) {
  const int scale = a.scale > b.scale ? a.scale : b.scale;
  return {rescaled(a, scale).units + sign * rescaled(b, scale).units, scale};
}

inline bool less(const Exact& a, const Exact& b) {
  return added(a, b, -1).units < 0;
}

/// Half away from zero.
inline Number quotient(const Number& a, const Number& b, int scale) {
  if (!a || !b || b->units == 0) return std::nullopt;
  const int shift = scale + b->scale - a->scale;
  Wide above = a->units * power(shift > 0 ? shift : 0);
  Wide below = b->units * power(shift < 0 ? -shift : 0);
  const bool negative = (above < 0) != (below < 0);
  above = above < 0 ? -above : above;
  below = below < 0 ? -below : below;
  const Wide rounded = above / below + (2 * (above % below) >= below ? 1 : 0);
  return Exact{negative ? -rounded : rounded, scale};
}

inline std::string text_of(const Number& number) {
  if (!number) return "-";
  Wide units = number->units < 0 ? -number->units : number->units;
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(units % 10)));
    units /= 10;
  } while (units > 0 || static_cast<int>(digits.size()) <= number->scale);
  if (number->scale > 0) digits.insert(digits.size() - static_cast<std::size_t>(number->scale), ".");
  return (number->units < 0 ? "-" : "") + digits;
}

}  // namespace c360::metric::testing_star
