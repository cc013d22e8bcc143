#include "c360/docs/tables_json.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/docs/contract_words.h"
#include "c360/lineage/personal_data.h"
#include "c360/model/project_lineage.h"

namespace c360::docs {
namespace {

using Json = nlohmann::ordered_json;
using lakehouse::TableName;
using model::LineageTable;
using model::TableRole;

const project::ModelSpec* find_model(const project::Project& project, const TableName& name) {
  for (const project::ModelSpec& model : project.models)
    if (model.schema == name.layer && model.name == name.name) return &model;
  return nullptr;
}

bool has_personal_data(const project::Project& project) {
  return std::any_of(project.contracts.begin(), project.contracts.end(), [](const project::Contract& contract) {
    return std::any_of(contract.columns.begin(), contract.columns.end(),
                       [](const project::ColumnSpec& column) { return column.pii != project::PersonalData::kNone; });
  });
}

Json checks_of(const project::Contract& contract) {
  Json checks = Json::array();
  for (const project::CheckSpec& check : contract.checks)
    checks.push_back({{"name", check.name},
                      {"condition", check.condition},
                      {"sql", check.sql},
                      {"otherwise", to_string(check.otherwise)}});
  return checks;
}

/// What only a contract knows of its columns.
void add_rules(Json& column, const project::Contract& contract, const project::ColumnSpec& spec) {
  column["from"] = spec.from;
  column["rules"] = rules_of(contract, spec);
  column["key"] = std::find(contract.key.begin(), contract.key.end(), spec.name) != contract.key.end();
  if (spec.references)
    column["references"] = {{"table", "silver." + spec.references->entity}, {"column", spec.references->column}};
}

}  // namespace

Json TablesJson::columns(const LineageTable& table) const {
  const auto types = of_.facts.types.find(table.name);
  const project::Contract* contract =
      table.role == TableRole::kSilver ? of_.project.find_contract(table.name.name) : nullptr;
  Json list = Json::array();
  for (const model::LineageColumn& column : table.columns) {
    const std::string description = of_.graph.description_of(table.name, column.name);
    Json json = {{"name", column.name},
                 {"type", ""},
                 {"description", description},
                 {"inherited", column.description.empty() && !description.empty()},
                 {"pii", lineage::personal_data_in(of_.graph, {table.name, column.name})},
                 {"expression", column.text}};
    if (types != of_.facts.types.end() && types->second.count(column.name) > 0)
      json["type"] = types->second.at(column.name);
    const project::ColumnSpec* spec = contract == nullptr ? nullptr : contract->find(column.name);
    if (spec != nullptr) add_rules(json, *contract, *spec);
    list.push_back(std::move(json));
  }
  return list;
}

void TablesJson::add_contract(Json& json, const project::Contract& contract) const {
  json["key"] = contract.key;
  json["latest_by"] = contract.latest_by;
  json["source"] = contract.from;
  json["file"] = contract.where.file;
  json["checks"] = checks_of(contract);
  json["max_quarantined"] = contract.max_quarantined;
  json["null_tokens"] = contract.null_tokens;
}

void TablesJson::add_model(Json& json, const project::ModelSpec& model) const {
  json["key"] = model.grain;
  json["file"] = model.where.file;
  json["sql"] = model.sql;
  Json references = Json::array();
  for (const auto& [column, to] : model.references) references.push_back({{"column", column}, {"to", to}});
  json["references"] = std::move(references);
}

Masks TablesJson::masks_of(const LineageTable& table) const {
  Masks masks;
  if (of_.unmasked) return masks;
  const bool unknown = !table.not_followed.empty() && has_personal_data(of_.project);
  for (const model::LineageColumn& column : table.columns) {
    const auto kinds = lineage::personal_data_in(of_.graph, {table.name, column.name});
    if (unknown) masks[column.name] = "not known";
    if (!kinds.empty()) masks[column.name] = fmt::format("{}", fmt::join(kinds, ", "));
  }
  return masks;
}

void TablesJson::add_rows(Json& json, const TableName& name, const Masks& masks) const {
  json["kind"] = of_.snapshot.kind(name);
  const auto version = of_.snapshot.version(name);
  json["version"] = version ? Json(*version) : Json();
  const std::string reason = of_.snapshot.no_rows_because(name);
  Json& sample = json["sample"];
  if (!reason.empty()) {
    sample = {{"absent", reason}};
    return;
  }
  const project::ModelSpec* model = find_model(of_.project, name);
  SampleOrder order;
  order.as_stored = json["kind"] != "view";
  if (model != nullptr) order.by = model->grain;
  sample = sample_of(of_.connection, name, masks, of_.sample_rows, order);
  // The engine's words may hold a value, also of a column that only decides.
  if (sample.contains("failed") && !of_.unmasked && has_personal_data(of_.project))
    sample["failed"] = "the engine could not compute it; c360 sql tells why";
}

Json TablesJson::table(const LineageTable& table) const {
  Json json = {{"schema", table.name.layer},         {"name", table.name.name},
               {"role", to_string(table.role)},      {"description", table.description},
               {"not_followed", table.not_followed}, {"columns", columns(table)}};
  if (table.role == TableRole::kSilver)
    if (const project::Contract* contract = of_.project.find_contract(table.name.name)) add_contract(json, *contract);
  if (table.role == TableRole::kModel)
    if (const project::ModelSpec* model = find_model(of_.project, table.name)) add_model(json, *model);
  const bool has_rows = table.role == TableRole::kBronze || table.role == TableRole::kSilver ||
                        table.role == TableRole::kQuarantine || table.role == TableRole::kModel;
  if (has_rows) add_rows(json, table.name, masks_of(table));
  return json;
}

Json TablesJson::malformed(const TableName& name) const {
  const std::string source = name.name.substr(0, name.name.rfind("__"));
  LineageTable table{
      name, TableRole::kBronze, fmt::format("Records of {} that could not be read as rows.", source), {}, {}};
  sql::Query all;
  all.from = sql::table({name.layer, name.name});
  Masks masks;
  for (const engine::ResultColumn& column : of_.connection.describe(all)) {
    table.columns.push_back({column.name, {}, {}, {}});
    if (!of_.unmasked && column.name == "_raw" && has_personal_data(of_.project))
      masks[column.name] = "the whole record";
  }
  Json json = {
      {"schema", name.layer}, {"name", name.name},  {"role", "malformed"},      {"description", table.description},
      {"source", source},     {"not_followed", ""}, {"columns", columns(table)}};
  add_rows(json, name, masks);
  return json;
}

Json TablesJson::all() const {
  Json list = Json::array();
  for (const auto& [name, each] : of_.graph.tables()) list.push_back(table(each));
  for (const TableName& name : of_.snapshot.malformed())
    if (of_.graph.find(name) == nullptr) list.push_back(malformed(name));
  return list;
}

bool TablesJson::shows_key(const project::Contract& contract) const {
  if (of_.unmasked) return true;
  return std::all_of(contract.key.begin(), contract.key.end(), [&](const std::string& column) {
    return lineage::personal_data_in(of_.graph, {{"silver", contract.entity}, column}).empty();
  });
}

}  // namespace c360::docs
