#include "c360/model/variant_tables.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/suggest.h"
#include "c360/model/syntax.h"
#include "c360/project/names.h"

namespace c360::model {
namespace {

/// The names under which tables and views stand in a target.
std::vector<std::string> names_in_a_target(const project::Project& project) {
  std::vector<std::string> names;
  for (const auto& contract : project.contracts) names.push_back(contract.entity);
  for (const auto& model : project.models) names.push_back(model.name);
  return names;
}

bool is_known(const std::string& name, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& known) { return project::folded(known) == project::folded(name); });
}

/// nullopt for SQL that is not the engine's own.
std::optional<Syntax> try_to_read(engine::Connection& connection, const std::string& sql) {
  try {
    return read_syntax(connection.parse_to_json(sql));
  } catch (const Error&) {
    return std::nullopt;
  }
}

void check_table(const TableReference& table, const project::ModelVariant& variant,
                 const std::vector<std::string>& names, std::vector<Error>& errors) {
  if (table.schema.empty() && is_known(table.name, names)) return;
  const TextPosition at = position_of(variant.sql, table.offset);
  const Location where{variant.where.file, at.line, at.column};
  if (!table.schema.empty()) {
    errors.emplace_back(ErrorCode::kProject,
                        fmt::format("'{}.{}' is named with a schema, which no target has", table.schema, table.name),
                        fmt::format("write {}: all tables and views stand in the target's one schema", table.name),
                        where);
  } else {
    errors.emplace_back(ErrorCode::kProject, fmt::format("there is no table or view '{}' in a target", table.name),
                        did_you_mean(table.name, names), where);
  }
}

}  // namespace

void check_variant_tables(engine::Connection& connection, const project::Project& project) {
  const std::vector<std::string> names = names_in_a_target(project);
  std::vector<Error> errors;
  for (const auto& model : project.models) {
    for (const auto& variant : model.variants) {
      const std::optional<Syntax> syntax = try_to_read(connection, variant.sql);
      if (!syntax) continue;
      for (const TableReference& table : syntax->tables) check_table(table, variant, names, errors);
    }
  }
  if (!errors.empty()) throw project::ProjectErrors(std::move(errors));
}

}  // namespace c360::model
