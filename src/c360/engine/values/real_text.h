// Binary floating-point numbers as text.
#pragma once

#include <string>

namespace c360::values {

/// The shortest text that reads back as the same number: "0.1", "1", "-12.5"; with an exponent only below 1e-6 and from
/// 1e21 on ("1e-07", "1e+21"). "nan", "inf" and "-inf" for what is no number.
std::string real_text(double value);
std::string real_text(float value);

}  // namespace c360::values
