#include "c360/engine/values/real_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace c360::values {
namespace {

/// A number of this size or more, or its neighbour, may have digits that do not tell it from others.
constexpr double kLastExact = 16'777'216;

template <typename Real>
std::string written(Real value, std::chars_format format) {
  std::array<char, 64> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value, format).ptr};
}

/// A large number's digits as "1.25e+09" has them, followed by zeros.
std::string with_zeros(const std::string& scientific) {
  const std::size_t exponent = scientific.find('e');
  std::string text = scientific.substr(0, exponent);
  const std::size_t point = text.find('.');
  auto zeros = std::stoi(scientific.substr(exponent + 1));
  if (point == std::string::npos) return text.append(static_cast<std::size_t>(zeros), '0');
  zeros -= static_cast<int>(text.size() - point - 1);
  text.erase(point, 1);
  if (zeros < 0) return text.insert(text.size() - static_cast<std::size_t>(-zeros), 1, '.');
  return text.append(static_cast<std::size_t>(zeros), '0');
}

template <typename Real>
std::string shortest(Real value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  const Real size = std::abs(value);
  const bool plain = size == 0 || (size >= Real(1e-6) && size < Real(1e21));
  if (plain && size < Real(kLastExact)) return written(value, std::chars_format::fixed);
  const std::string scientific = written(value, std::chars_format::scientific);
  return plain ? with_zeros(scientific) : scientific;
}

}  // namespace

std::string real_text(double value) {
  return shortest(value);
}

std::string real_text(float value) {
  return shortest(value);
}

}  // namespace c360::values
