#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/contract/decisions.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {
namespace {

using lakehouse::TableName;

/// What every table directly needs.
std::map<TableName, std::vector<TableName>> needs_of(const Work& work) {
  std::map<TableName, std::vector<TableName>> needs;
  for (const auto& source : work.project.sources) {
    needs[{"bronze", source.name}] = {};
    needs[{"bronze", source.name + "__malformed"}] = {{"bronze", source.name}};
  }
  needs[contract::decisions_table()] = {};
  for (const auto& contract : work.project.contracts) {
    std::vector<TableName> inputs = {{"bronze", contract.from}, contract::decisions_table()};
    for (const auto& column : contract.columns) {
      if (column.references) inputs.push_back({"silver", column.references->entity});
    }
    needs[{"quarantine", contract.entity}] = {{"silver", contract.entity}};
    needs[{"silver", contract.entity}] = std::move(inputs);
  }
  for (const auto& model : work.models) needs[model.name()] = model.inputs;
  return needs;
}

void add_with_needs(const TableName& name, const std::map<TableName, std::vector<TableName>>& needs,
                    std::set<TableName>& selected) {
  if (!selected.insert(name).second) return;
  for (const TableName& input : needs.at(name)) add_with_needs(input, needs, selected);
}

/// The tables a name of --only means: "silver.orders", or "orders" in whatever layer it is.
std::vector<TableName> meant_by(const std::string& text, const std::map<TableName, std::vector<TableName>>& needs) {
  std::vector<TableName> meant;
  std::vector<std::string> known;
  for (const auto& [name, inputs] : needs) {
    if (name.name == text || name.to_string() == text) meant.push_back(name);
    if (!name.name.ends_with("__malformed") && name != contract::decisions_table()) known.push_back(name.name);
  }
  if (!meant.empty()) return meant;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  throw Error(ErrorCode::kUsage, fmt::format("--only {}: the project has no such source, entity or model", text),
              did_you_mean(text, known));
}

}  // namespace

void select_tables(Work& work) {
  const auto needs = needs_of(work);
  for (const std::string& text : work.options.only) {
    for (const TableName& name : meant_by(text, needs)) add_with_needs(name, needs, work.selected);
  }
  if (!work.options.only.empty()) return;
  for (const auto& [name, inputs] : needs) work.selected.insert(name);
}

}  // namespace c360::pipeline
