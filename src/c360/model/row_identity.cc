#include "c360/model/row_identity.h"

#include "c360/model/row_visitor.h"

namespace c360::model {

RowIdentity::RowIdentity(const PlanNode& plan, const TableKeys& keys, AtAggregate at_aggregate) {
  top_ = RowVisitor(*this, keys, at_aggregate).visit(plan);
}

Ids RowIdentity::decided_by(Ids start, const Relation& rows) const {
  Ids present = rows.present;
  for (const Id id : start) {
    if (rows.row.count(id) > 0) present.insert(id);
  }
  return dependencies_.closure(std::move(start), present);
}

bool RowIdentity::is_key(const Ids& columns, const Relation& rows) const {
  return includes(decided_by(columns, rows), rows.row);
}

const RowSource* RowIdentity::source(Id row) const {
  const auto found = sources_.find(row);
  return found == sources_.end() ? nullptr : &found->second;
}

const Definition* RowIdentity::definition(Id column) const {
  const auto found = definitions_.find(column);
  return found == definitions_.end() ? nullptr : &found->second;
}

std::optional<Id> RowIdentity::owner(Id column) const {
  const auto found = owners_.find(column);
  return found == owners_.end() ? std::nullopt : std::optional(found->second);
}

Ids RowIdentity::same_as(Id column) const {
  const auto found = same_.find(column);
  return found == same_.end() ? Ids{column} : found->second;
}

}  // namespace c360::model
