// Who asks.
#pragma once

#include <string>

#include "c360/project/role_spec.h"

namespace c360::access {

/// A person or program that asks, and what it may do. A value.
struct Reader {
  std::string token_id;   ///< empty: the user of this machine
  std::string name;       ///< for people
  std::string role_name;  ///< "analyst", or the project's own "berlin"
  project::Role role = project::Role::kViewer;
  bool unmasked = false;     ///< sees personal data
  std::string rows_of_role;  ///< the project's role whose row filter counts; empty: sees all rows

  bool may(project::Role least) const { return role >= least; }
  bool sees_all_rows() const { return rows_of_role.empty(); }
  bool operator==(const Reader&) const = default;
};

/// Whoever sits at this machine, where there are no tokens.
inline Reader local_user() {
  return {"", "local user", "admin", project::Role::kAdmin, true, ""};
}

}  // namespace c360::access
