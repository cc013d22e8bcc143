#include "c360/engine/values/real_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace c360::values {
namespace {

template <typename Real>
std::string shortest(Real value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  const Real size = std::abs(value);
  const bool plain = size == 0 || (size >= Real(1e-6) && size < Real(1e21));
  std::array<char, 64> text{};
  const std::to_chars_result end = std::to_chars(text.data(), text.data() + text.size(), value,
                                                 plain ? std::chars_format::fixed : std::chars_format::scientific);
  return {text.data(), end.ptr};
}

}  // namespace

std::string real_text(double value) {
  return shortest(value);
}

std::string real_text(float value) {
  return shortest(value);
}

}  // namespace c360::values
