// Roles: what a reader may do, and which rows a role of the project's own sees.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

/// Each may do what those before it may.
enum class Role {
  kViewer,    ///< sees pages: metrics, customers, the project, counts of quality
  kAnalyst,   ///< asks with SQL, sees tables and samples
  kOperator,  ///< starts and cancels runs, decides about quarantined rows
  kAdmin      ///< everything
};

/// "viewer", "analyst", "operator", "admin".
std::string_view to_string(Role role);
/// nullopt for a text that to_string() never gives.
std::optional<Role> role_named(std::string_view word);
/// The words of all roles, from the one that may least.
const std::vector<std::string>& role_names();

/// A role of c360.yaml (`roles:`).
struct RoleSpec {
  Location where;
  std::string name;
  Role like = Role::kViewer;        ///< what it may do
  bool unmasked = false;            ///< sees personal data
  std::string condition;            ///< `where:` an SQL expression over columns and literals; empty: all rows
  std::vector<std::string> tables;  ///< seen whole although they lack the condition's columns: "silver.products"
};

}  // namespace c360::project
