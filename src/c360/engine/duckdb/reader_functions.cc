#include "c360/engine/duckdb/native_functions.h"

namespace c360::engine {

std::optional<ScalarFunction> native_function(const std::string&) {
  return std::nullopt;
}

std::vector<std::string> functions_for_users() {
  return {};
}

}  // namespace c360::engine
