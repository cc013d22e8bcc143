// Of the rows that were set aside, those that break a rule: with every reason into quarantine, or, where people decided
// so and silver can hold them, released. Part of a compiled contract, beside row_plan.h.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "c360/contract/row_reading.h"

namespace c360::contract {

/// Queries only; runs nothing. Immutable; any thread may read it. The reading must outlive it. Its queries read rows as
/// bronze has them, and where `decided` a column kVerdict: what people decided about the row, or NULL.
class RejectionPlan {
 public:
  RejectionPlan(const RowReading& rows, bool decided) : rows_(rows), decided_(decided) {}

  /// The rows that break a rule and are not released, with every reason and a message. The order of columns is
  /// quarantine's.
  sql::Query rejected_rows(const sql::Relation& bronze) const;
  /// The rows that break a rule and are released, with silver's columns (the values that could be read) and kRepeated:
  /// whether their key stands on more than one row.
  sql::Query released_rows(const sql::Relation& bronze, bool repeated) const;
  /// Of released_rows, those of repeated keys or all others, as silver has them.
  sql::Query released_of(const sql::Relation& released, bool repeated) const;
  /// How many of released_rows there are, and how many have a value in each of required_columns().
  sql::Query count_values(const sql::Relation& released) const;
  /// The columns that are NULL only in a released row.
  std::vector<std::string> required_columns() const;

  /// The names that quarantine's columns have in rejected_rows, and there.
  sql::Query quarantine_rows(sql::Query rejected) const;
  /// How many rows of quarantine have which list of reasons and which decision: columns reasons, decision, count.
  sql::Query count_reasons(const sql::Relation& quarantine) const;
  /// The reasons that are a missing parent.
  std::set<std::string> reference_reasons() const;

 private:
  const project::Contract& contract() const { return rows_.contract(); }
  sql::Query lenient_rows(const sql::Relation& bronze) const;
  sql::Query judged_rows(const sql::Relation& bronze) const;
  bool must_keep(const ColumnReading& column, values::Rule rule) const;
  sql::Expr is_rejected() const;
  sql::Expr can_stand() const;
  sql::Expr is_released() const;
  sql::Expr decision() const;
  sql::Expr reasons() const;
  sql::Expr message() const;

  const RowReading& rows_;
  bool decided_;
};

}  // namespace c360::contract
