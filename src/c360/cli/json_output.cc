#include "c360/cli/json_output.h"

#include <fmt/core.h>

namespace c360::cli {

void print_as_json(const nlohmann::ordered_json& json) {
  fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace c360::cli
