#include <algorithm>

#include "c360/contract/refine.h"
#include "c360/contract/row_columns.h"
#include "c360/lakehouse/column_notes.h"
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
    lakehouse::set_comment(made, column.description);
    lakehouse::set_personal_data(made, to_string(column.pii));
    if (column.max_length) lakehouse::set_max_length(made, static_cast<std::size_t>(*column.max_length));
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
  schema.fields.push_back(field(kDecision, sql::TypeKind::kString));
  schema.fields.push_back(field(kSourceFile, sql::TypeKind::kString));
  schema.fields.push_back(field(kSourceRow, sql::TypeKind::kBigint));
  schema.fields.push_back(field(kFileNo, sql::TypeKind::kBigint));
  schema.fields.push_back(field(kBatchId, sql::TypeKind::kString));
  return schema;
}

}  // namespace c360::contract
