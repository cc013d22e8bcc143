// What a reader of a session may see. A value.
#pragma once

#include <optional>
#include <string>

#include "c360/project/role_spec.h"

namespace c360::session {

struct Access {
  /// Personal data is masked with this key (access/mask_key.h), and what holds it unmasked is not there; nullopt:
  /// shown.
  std::optional<std::string> mask_key;
  /// Only these rows; nullopt: all.
  std::optional<project::RoleSpec> rows;

  bool shows_everything() const { return !mask_key && !rows; }
};

}  // namespace c360::session
