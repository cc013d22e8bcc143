// The native functions of sql/functions.h ("readers" and what follows) by the engine's name for them. Defined in
// reader_functions.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/engine/scalar_function.h"

namespace c360::engine {

/// The function of that name: its name in sql/functions.h, but "read_decimal_12_2" for read_decimal(…, 12, 2), whose
/// result type depends on them. Registered when a statement first calls it. nullopt where there is none.
std::optional<ScalarFunction> native_function(const std::string& name);

/// Names of those that a user may call in SQL of their own, registered from the start.
std::vector<std::string> functions_for_users();

}  // namespace c360::engine
