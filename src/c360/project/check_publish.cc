#include "c360/project/check_publish.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "c360/base/suggest.h"
#include "c360/project/names.h"
#include "c360/project/secret.h"

namespace c360::project {
namespace {

constexpr const char* kTargetKinds = "give it one of postgresql, odbc, parquet, csv and duckdb";

constexpr const char* kOdbcSecrets[] = {"pwd=", "password=", "token=", "secret="};

std::string full_name(const PublishedName& table) {
  return table.layer + "." + table.name;
}

bool is_layer_of(const std::string& pattern, const PublishedName& table) {
  return pattern == table.layer + ".*";
}

bool is_chosen(const PublishTarget& target, const PublishedName& table) {
  if (target.tables.empty() || is_among(target.tables, full_name(table))) return true;
  return std::any_of(target.tables.begin(), target.tables.end(),
                     [&](const std::string& pattern) { return is_layer_of(pattern, table); });
}

/// Whether another table of the same name is written in full, and this one is not.
bool gives_way(const PublishTarget& target, const PublishedName& table, const std::vector<PublishedName>& all) {
  if (is_among(target.tables, full_name(table))) return false;
  return std::any_of(all.begin(), all.end(), [&](const PublishedName& other) {
    return !(other == table) && folded(other.name) == folded(table.name) && is_among(target.tables, full_name(other));
  });
}

std::vector<std::string> written_kinds(const YamlNode& node) {
  std::vector<std::string> kinds;
  for (const char* kind : {"postgresql", "odbc", "parquet", "csv", "duckdb"}) {
    if (node.find(kind) != nullptr) kinds.emplace_back(kind);
  }
  return kinds;
}

void check_kind(const PublishTarget& target, const YamlNode& node, Problems& problems) {
  const std::vector<std::string> kinds = written_kinds(node);
  if (kinds.empty()) {
    problems.add(target.where, fmt::format("the target '{}' does not say what it is", target.name), kTargetKinds);
    return;
  }
  if (kinds.size() > 1)
    problems.add(node.place({kinds[1]}),
                 fmt::format("the target '{}' is both {} and {}", target.name, kinds[0], kinds[1]),
                 "make two targets of it");
  const bool is_folder = kinds[0] == "parquet" || kinds[0] == "csv";
  if (is_folder && node.find("schema") != nullptr)
    problems.add(node.place({"schema"}), "a folder of files has no schema", "remove 'schema'");
  if (kinds[0] != "postgresql" && node.find("grants") != nullptr)
    problems.add(node.place({"grants"}), "only a PostgreSQL database grants", "remove 'grants'");
  if (kinds[0] != "odbc" && node.find("dialect") != nullptr)
    problems.add(node.place({"dialect"}), "only a target by ODBC has a dialect", "remove 'dialect'");
  if (target.dialect == "sqlite" && node.find("schema") != nullptr)
    problems.add(node.place({"schema"}), "a SQLite database has no schemas", "remove 'schema'");
}

/// True for user:password@ in an address, or password=…, which belong into a ${…} reference.
bool holds_password(const std::string& connection) {
  if (is_secret_reference(connection)) return false;
  if (connection.find("password") != std::string::npos) return true;
  const std::size_t start = connection.find("://");
  const std::size_t at = connection.rfind('@');
  if (start == std::string::npos || at == std::string::npos) return false;
  return connection.substr(start + 3, at - start - 3).find(':') != std::string::npos;
}

/// Pwd=… or Password=…, whatever the capitals.
bool holds_odbc_password(const std::string& connection) {
  if (is_secret_reference(connection)) return false;
  const std::string small = folded(connection);
  return std::any_of(std::begin(kOdbcSecrets), std::end(kOdbcSecrets),
                     [&](const char* key) { return small.find(key) != std::string::npos; });
}

void check_connection(const PublishTarget& target, const YamlNode& node, Problems& problems) {
  const char* key = written_out_password(target);
  if (key == nullptr) return;
  problems.add(node.place({key}), fmt::format("the target '{}' has its password written out", target.name),
               "keep the connection string outside: ${env:NAME} for an environment variable, ${file:PATH} for a file");
}

std::vector<std::string> full_names(const std::vector<PublishedName>& all) {
  std::vector<std::string> names;
  std::set<std::string> layers;
  for (const PublishedName& table : all) {
    names.push_back(full_name(table));
    if (layers.insert(table.layer).second) names.push_back(table.layer + ".*");
  }
  return names;
}

void check_table_names(const YamlNode& node, const std::vector<PublishedName>& all, Problems& problems) {
  const YamlNode* list = node.find("tables");
  if (list == nullptr) return;
  const std::vector<std::string> names = full_names(all);
  for (const YamlNode& item : list->items) {
    if (item.kind != YamlNode::Kind::kScalar || is_among(names, item.text)) continue;
    problems.add(item.where, fmt::format("there is no table '{}' to publish", item.text),
                 did_you_mean(item.text, names));
  }
}

void check_clashes(const PublishTarget& target, const std::vector<PublishedName>& all, Problems& problems) {
  std::map<std::string, PublishedName> first;
  for (const PublishedName& table : chosen_tables(target, all)) {
    const auto [known, is_new] = first.emplace(folded(table.name), table);
    if (is_new) continue;
    const std::string one = full_name(known->second);
    const std::string other = full_name(table);
    problems.add(
        target.where,
        fmt::format("the target '{}' would have two tables '{}': {} and {}", target.name, table.name, one, other),
        fmt::format("choose one in its 'tables': [\"{}.*\", \"{}.*\", {}], or rename the model", known->second.layer,
                    table.layer, other));
  }
}

/// Bytes that a target's database keeps of a name, as far as that is known before it is asked; 0: any.
std::size_t longest_name(const PublishTarget& target) {
  constexpr std::size_t kPostgresql = 63;
  return !target.postgresql.empty() || target.dialect == "postgresql" ? kPostgresql : 0;
}

void check_own_names(const PublishTarget& target, const std::vector<PublishedName>& all, Problems& problems) {
  for (const PublishedName& table : chosen_tables(target, all)) {
    if (folded(table.name).starts_with("c360_"))
      problems.add(target.where, fmt::format("{} cannot be published under its name", full_name(table)),
                   "tables that start with c360_ are c360's own there; rename it, or leave it out in 'tables'");
    if (longest_name(target) > 0 && table.name.size() > longest_name(target))
      problems.add(target.where, fmt::format("the name of {} is too long for PostgreSQL", full_name(table)),
                   "it takes 63 bytes; rename it, or leave it out in 'tables'");
  }
}

void check_target_names(const std::vector<PublishTarget>& targets, Problems& problems) {
  std::map<std::string, const PublishTarget*> first;
  for (const PublishTarget& target : targets) {
    const auto [known, is_new] = first.emplace(folded(target.name), &target);
    if (!is_new && known->second->name != target.name)
      problems.add(target.where,
                   fmt::format("'{}' and '{}' are one name: capitals do not count", target.name, known->second->name),
                   "rename one of the targets");
  }
}

}  // namespace

std::vector<PublishedName> publishable(const std::vector<std::string>& entities, const std::vector<ModelSpec>& models) {
  std::vector<PublishedName> all;
  for (const std::string& entity : entities) all.push_back({"silver", entity});
  for (const ModelSpec& model : models) all.push_back({model.schema, model.name});
  return all;
}

std::vector<PublishedName> chosen_tables(const PublishTarget& target, const std::vector<PublishedName>& all) {
  std::vector<PublishedName> chosen;
  for (const PublishedName& table : all) {
    if (is_chosen(target, table) && !gives_way(target, table, all)) chosen.push_back(table);
  }
  return chosen;
}

std::vector<PublishedName> chosen_tables(const Project& project, const PublishTarget& target) {
  std::vector<std::string> entities;
  for (const Contract& contract : project.contracts) entities.push_back(contract.entity);
  return chosen_tables(target, publishable(entities, project.models));
}

const char* written_out_password(const PublishTarget& target) {
  if (holds_odbc_password(target.odbc)) return "odbc";
  return holds_password(target.postgresql) ? "postgresql" : nullptr;
}

std::string schema_of(const Project& project, const PublishTarget& target) {
  return target.schema.empty() ? project.name : target.schema;
}

void check_publish(const ReadSettings& settings, const ReadContracts& contracts, Problems& problems) {
  const YamlNode* nodes = settings.document.find("publish");
  if (nodes == nullptr) return;
  std::vector<std::string> entities;
  for (const ReadContract& read : contracts.read) entities.push_back(read.contract.entity);
  const std::vector<PublishedName> all = publishable(entities, settings.project.models);
  check_target_names(settings.project.publish, problems);
  for (const PublishTarget& target : settings.project.publish) {
    const YamlNode* node = nodes->find(target.name);
    if (node == nullptr) continue;
    check_kind(target, *node, problems);
    check_connection(target, *node, problems);
    if (contracts.unreadable.empty()) check_table_names(*node, all, problems);
    check_clashes(target, all, problems);
    check_own_names(target, all, problems);
  }
}

}  // namespace c360::project
