#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/contract/refine.h"
#include "c360/contract/row_columns.h"
#include "c360/lakehouse/schema_mapping.h"

namespace c360::contract {
namespace {

delta::Field field(const std::string& name, sql::TypeKind kind) {
  return {name, lakehouse::delta_type({kind}), true, {}};
}

}  // namespace

delta::Schema silver_schema(const project::Contract& contract) {
  delta::Schema schema;
  for (const project::ColumnSpec& column : contract.columns) {
    const bool in_key = std::find(contract.key.begin(), contract.key.end(), column.name) != contract.key.end();
    delta::Field made{column.name, lakehouse::delta_type(column.type), true, {}};
    made.nullable = !column.required && !in_key && !column.default_value;
    if (!column.description.empty()) made.metadata["comment"] = nlohmann::json(column.description).dump();
    schema.fields.push_back(std::move(made));
  }
  schema.fields.push_back(field(kSourceFile, sql::TypeKind::kString));
  schema.fields.push_back(field(kSourceRow, sql::TypeKind::kBigint));
  schema.fields.push_back(field(kFileNo, sql::TypeKind::kBigint));
  return schema;
}

delta::Schema quarantine_schema(const delta::Schema& bronze_schema) {
  delta::Schema schema;
  for (const std::string& name : raw_columns(bronze_schema)) schema.fields.push_back(*bronze_schema.find(name));
  schema.fields.push_back(field(kReasons, sql::TypeKind::kStringList));
  schema.fields.push_back(field(kMessage, sql::TypeKind::kString));
  schema.fields.push_back(field(kSourceFile, sql::TypeKind::kString));
  schema.fields.push_back(field(kSourceRow, sql::TypeKind::kBigint));
  schema.fields.push_back(field(kFileNo, sql::TypeKind::kBigint));
  schema.fields.push_back(field(kBatchId, sql::TypeKind::kString));
  return schema;
}

}  // namespace c360::contract
