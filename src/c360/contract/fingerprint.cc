#include <nlohmann/json.hpp>

#include "c360/base/hashing.h"
#include "c360/contract/column_reading.h"
#include "c360/contract/refine.h"

namespace c360::contract {
namespace {

using Json = nlohmann::json;

/// Raised whenever this program would make another silver of the same bronze and contract.
constexpr int kRulesVersion = 2;

Json column_json(const project::Contract& contract, const project::ColumnSpec& column) {
  Json json = {column.name, column.from, value_spec(contract, column).to_text(), column.description};
  if (column.pii != project::PersonalData::kNone) json.push_back(to_string(column.pii));
  if (column.references) json.push_back({column.references->entity, column.references->column});
  if (column.orphans != project::Severity::kQuarantine) json.push_back({"orphans", static_cast<int>(column.orphans)});
  return json;
}

}  // namespace

std::string fingerprint(const project::Contract& contract) {
  Json json = {kRulesVersion, contract.entity, contract.from, contract.key, contract.latest_by};
  for (const project::ColumnSpec& column : contract.columns) json.push_back(column_json(contract, column));
  for (const project::CheckSpec& check : contract.checks) {
    json.push_back({check.name, check.condition, check.sql, static_cast<int>(check.otherwise)});
  }
  return content_hash(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace c360::contract
