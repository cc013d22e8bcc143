#include "c360/contract/row_reading.h"

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/contract/column_match.h"
#include "c360/contract/row_columns.h"
#include "c360/sql/functions.h"

namespace c360::contract {

std::string raw_place(std::size_t position) {
  return "__raw_" + std::to_string(position);
}

sql::Relation named(sql::Relation relation, std::string alias) {
  relation.alias = std::move(alias);
  return relation;
}

void pass_through(sql::Query& query, const std::string& relation, const std::string& column) {
  query.select.push_back({sql::column(relation, column), column});
}

sql::Expr or_true(sql::Expr condition) {
  return sql::call(sql::fn::kCoalesce, {std::move(condition), sql::literal(true)});
}

RowReading::RowReading(const project::Contract& contract, const delta::Schema& bronze_schema, const ParentKeys& parents)
    : contract_(&contract), raw_names_(raw_columns(bronze_schema)), parents_(&parents) {
  for (const project::ColumnSpec& column : contract.columns) {
    columns_.emplace_back(contract, column, bronze_column(contract, column, bronze_schema));
  }
  for (const project::CheckSpec& check : contract.checks) {
    if (check.condition.empty() || check.otherwise != project::Severity::kQuarantine) continue;
    checks_.push_back({&check, or_true(sql::user_sql(check.condition))});
  }
}

const ColumnReading& RowReading::column(const std::string& name) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&name](const ColumnReading& c) { return c.name() == name; });
  if (found != columns_.end()) return *found;
  throw Error(ErrorCode::kProject, contract_->entity + ": the key's column '" + name + "' is not among its columns", {},
              contract_->where);
}

bool RowReading::is_in_key(const ColumnReading& column) const {
  return std::find(contract_->key.begin(), contract_->key.end(), column.name()) != contract_->key.end();
}

sql::Expr RowReading::raw(const ColumnReading& column) const {
  return column.bronze() ? sql::column(kBronze, *column.bronze()) : sql::null_of({sql::TypeKind::kString});
}

sql::Expr RowReading::raw_under_its_place(const ColumnReading& column) const {
  if (!column.bronze()) return sql::null_of({sql::TypeKind::kString});
  const auto found = std::find(raw_names_.begin(), raw_names_.end(), *column.bronze());
  return sql::column(contract_->entity, raw_place(static_cast<std::size_t>(found - raw_names_.begin())));
}

sql::Expr RowReading::is_known_parent(const ColumnReading& column) const {
  return parents_->contain(column.name(), sql::column(contract_->entity, column.name()));
}

void RowReading::select_raw(sql::Query& query) const {
  for (std::size_t i = 0; i < raw_names_.size(); ++i) {
    query.select.push_back({sql::column(kBronze, raw_names_[i]), raw_place(i)});
  }
  for (const char* name : {kSourceFile, kSourceRow, kFileNo, kBatchId}) pass_through(query, kBronze, name);
}

void RowReading::select_silver(sql::Query& query) const {
  for (const ColumnReading& column : columns_) pass_through(query, contract_->entity, column.name());
  for (const char* name : {kSourceFile, kSourceRow, kFileNo}) pass_through(query, contract_->entity, name);
}

}  // namespace c360::contract
