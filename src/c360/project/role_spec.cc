#include "c360/project/role_spec.h"

#include <algorithm>

namespace c360::project {

std::string_view to_string(Role role) {
  return role_names().at(static_cast<std::size_t>(role));
}

std::optional<Role> role_named(std::string_view word) {
  const auto& names = role_names();
  const auto found = std::find(names.begin(), names.end(), word);
  return found == names.end() ? std::nullopt : std::optional(static_cast<Role>(found - names.begin()));
}

const std::vector<std::string>& role_names() {
  static const std::vector<std::string> names = {"viewer", "analyst", "operator", "admin"};
  return names;
}

}  // namespace c360::project
