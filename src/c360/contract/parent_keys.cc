#include "c360/contract/parent_keys.h"

#include <utility>

#include "c360/base/error.h"
#include "c360/contract/key_notes.h"

namespace c360::contract {
namespace {

sql::Query values_of(const project::Reference& reference, const sql::Relation& parent) {
  const sql::Expr value = sql::column(reference.column);
  sql::Query values;
  values.from = parent;
  values.where = sql::is_not_null(value);
  values.select = {{value, reference.column}};
  return values;
}

bool holds_whole_numbers(engine::Connection& connection, const sql::Query& values) {
  const engine::ResultColumn column = connection.describe(values).at(0);
  return column.has_known_type && is_whole_number(column.known);
}

}  // namespace

ParentKeys::ParentKeys(engine::Connection& connection, const project::Contract& contract,
                       const SilverRelations& parents) {
  for (const project::ColumnSpec& column : contract.columns) {
    if (!column.references) continue;
    const std::string& entity = column.references->entity;
    if (entity == contract.entity) {
      throw Error(ErrorCode::kProject, "references form a circle: " + entity + " → " + entity, {}, column.where);
    }
    const auto found = parents.find(entity);
    if (found == parents.end()) throw Error(ErrorCode::kInternal, "the silver of '" + entity + "' is not there yet");
    Parent& parent = parents_[column.name];
    parent.values = values_of(*column.references, found->second);
    if (!is_whole_number(column.type) || !holds_whole_numbers(connection, parent.values)) continue;
    parent.tally = note_all(connection, parent.values);
  }
}

sql::Expr ParentKeys::contain(const std::string& column, const sql::Expr& value) const {
  const Parent& parent = parents_.at(column);
  return parent.tally ? parent.tally->contains(value) : sql::in_query(value, parent.values);
}

}  // namespace c360::contract
