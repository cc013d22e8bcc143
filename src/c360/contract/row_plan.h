// A contract compiled against a bronze table: the queries by which its rows become silver, older versions, duplicates
// or quarantine. Rows whose key occurs once stream straight through; only those of repeated keys are compared with one
// another, so that nothing is ever sorted or windowed whole.
//
//   bronze ─► standing_rows ─► silver                     (one pass: each value is read once)
//                  └► set aside ─► of repeated keys ─► repeated_rows ─► without_duplicates ─► valid ─► latest ─► silver
//                        │                                                       └► RejectionPlan ─► quarantine
//                        └► all others ─► RejectionPlan (rejection_plan.h) ─► quarantine
#pragma once

#include <vector>

#include "c360/contract/repeated_keys.h"
#include "c360/contract/row_reading.h"
#include "c360/engine/side_table.h"
#include "c360/sql/query.h"

namespace c360::contract {

/// Queries only; runs nothing. Immutable; any thread may read it. The reading must outlive it.
class RowPlan {
 public:
  explicit RowPlan(const RowReading& rows) : rows_(rows) {}

  /// The clean keys of all rows, NULL for those that cannot be read; nothing else.
  sql::Query keys(const sql::Relation& bronze) const;
  /// Whether the key is one whole number.
  bool key_is_whole_number() const;

  /// The rows that break no rule and whose key stands on no other row, as silver has them. All others are put into
  /// `aside`, whose columns are aside_columns(), as they came.
  sql::Query standing_rows(const sql::Relation& bronze, const RepeatedKeys& repeated,
                           const engine::SideTable& aside) const;
  std::vector<engine::SideColumn> aside_columns() const;
  /// Of the rows set aside, as bronze rows: those of repeated keys; those of all others.
  sql::Relation of_repeated_keys(const sql::Relation& aside) const;
  sql::Relation of_single_keys(const sql::Relation& aside) const;

  /// Rows of repeated keys, each with its number among its exact duplicates, the last to arrive first (1). `decided`:
  /// the rows have kVerdict and kVerdictNo; kVerdict is then that of all the duplicates.
  sql::Query repeated_rows(const sql::Relation& of_repeated_keys, bool decided) const;
  /// Of repeated_rows: those that are no exact duplicate of a later one, as bronze rows; and how many are.
  sql::Relation without_duplicates(const sql::Relation& repeated_rows) const;
  sql::Query count_duplicates(const sql::Relation& repeated_rows) const;

  /// The rows that break no rule, as silver has them.
  sql::Query valid_rows(const sql::Relation& bronze) const;
  /// Valid rows, each with its number among those of its key, the latest first (1).
  sql::Query versions(const sql::Relation& valid_rows) const;
  /// Of versions: the latest of each key, as silver has them; and how many others there are.
  sql::Query latest(const sql::Relation& versions) const;
  sql::Query count_older(const sql::Relation& versions) const;

 private:
  const project::Contract& contract() const { return rows_.contract(); }
  sql::Query strict_rows(const sql::Relation& bronze) const;
  sql::Expr is_valid() const;
  sql::Expr verdict_of_duplicates(const std::vector<sql::Expr>& whole_row) const;
  std::vector<sql::Expr> row_set_aside(sql::Expr is_repeated) const;

  const RowReading& rows_;
};

}  // namespace c360::contract
