// Functions that hide values. They are there only in a database that was given them (session/masks.h), each with the
// key that it hides with.
#pragma once

#include <string_view>

namespace c360::sql::fn {

inline constexpr std::string_view kMask = "c360_mask";               // (text, kind): "name·7k2m9x4q3c8w"
inline constexpr std::string_view kMaskNumber = "c360_mask_number";  // (text): a bigint that is not negative

}  // namespace c360::sql::fn
