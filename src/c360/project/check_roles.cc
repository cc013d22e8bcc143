#include "c360/project/check_roles.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "c360/base/suggest.h"
#include "c360/project/names.h"

namespace c360::project {
namespace {

/// Where a role's key is written; the role itself where it is not.
Location place_of(const ReadSettings& settings, const RoleSpec& role, const std::string& key) {
  const YamlNode* roles = settings.document.find("roles");
  const YamlNode* node = roles == nullptr ? nullptr : roles->find(role.name);
  const YamlNode* value = node == nullptr ? nullptr : node->find(key);
  return value == nullptr ? role.where : value->where;
}

std::vector<std::string> tables_of(const ReadSettings& settings, const ReadContracts& contracts) {
  std::vector<std::string> tables;
  for (const ReadContract& read : contracts.read) tables.push_back("silver." + read.contract.entity);
  for (const ModelSpec& model : settings.project.models) {
    if (model.materialize != Materialize::kView) tables.push_back(model.schema + "." + model.name);
  }
  return tables;
}

bool is_view(const ReadSettings& settings, const std::string& table) {
  return std::any_of(settings.project.models.begin(), settings.project.models.end(), [&](const ModelSpec& model) {
    return model.materialize == Materialize::kView && folded(model.schema + "." + model.name) == folded(table);
  });
}

void check_tables(const ReadSettings& settings, const RoleSpec& role, const std::vector<std::string>& tables,
                  Problems& problems) {
  const Location place = place_of(settings, role, "tables");
  if (role.condition.empty() && !role.tables.empty())
    problems.add(place, fmt::format("the role '{}' has tables and no 'where'", role.name),
                 "without a condition it sees all tables anyway: remove 'tables', or add 'where'");
  for (const std::string& table : role.tables) {
    const auto is_it = [&](const std::string& known) { return folded(known) == folded(table); };
    if (is_view(settings, table)) {
      problems.add(place, fmt::format("'{}' is a view, which shows what its tables show", table),
                   "list the tables that it reads");
    } else if (std::none_of(tables.begin(), tables.end(), is_it)) {
      problems.add(place, fmt::format("there is no table '{}'", table), did_you_mean(table, tables));
    }
  }
}

}  // namespace

void check_roles(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems) {
  const bool all_known = contracts.unreadable.empty();
  const std::vector<std::string> tables = tables_of(settings, contracts);
  for (const RoleSpec& role : settings.project.roles) {
    if (role_named(folded(role.name)))
      problems.add(role.where, fmt::format("there is a role '{}' already", folded(role.name)),
                   "give the project's own another name");
    if (all_known) check_tables(settings, role, tables, problems);
  }
}

}  // namespace c360::project
