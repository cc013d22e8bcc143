// A contract compiled against a bronze table: the queries by which its rows become silver, older versions, duplicates
// or quarantine. Rows whose key occurs once stream straight through; only those of repeated keys are compared with one
// another, so that nothing is ever sorted or windowed whole.
//
//   bronze ─► standing_rows ─► silver                     (one pass: each value is read once)
//                  └► set aside ─► of repeated keys ─► repeated_rows ─► without_duplicates ─► valid ─► latest ─► silver
//                        │                                                       └► rejected ─► quarantine
//                        └► all others ─► rejected ─► quarantine
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "c360/contract/column_reading.h"
#include "c360/contract/parent_keys.h"
#include "c360/contract/repeated_keys.h"
#include "c360/delta/schema.h"
#include "c360/engine/side_table.h"
#include "c360/project/contract_spec.h"
#include "c360/sql/query.h"

namespace c360::contract {

/// Queries only; runs nothing. Immutable; any thread may read it. The contract and the parents' keys must outlive it.
class RowPlan {
 public:
  /// Throws Error(kData) for a required column that bronze lacks, Error(kProject) for a column that makes no sense.
  RowPlan(const project::Contract& contract, const delta::Schema& bronze_schema, const ParentKeys& parents);

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

  /// Rows of repeated keys, each with its number among its exact duplicates, the last to arrive first (1).
  sql::Query repeated_rows(const sql::Relation& of_repeated_keys) const;
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

  /// The rows that break a rule, with every reason and a message. The order of columns is quarantine's.
  sql::Query rejected_rows(const sql::Relation& bronze) const;

  /// The names that quarantine's columns have in rejected_rows, and there.
  sql::Query quarantine_rows(sql::Query rejected) const;
  /// How many rows of quarantine have which list of reasons: columns reasons, count.
  sql::Query count_reasons(const sql::Relation& quarantine) const;
  /// The reasons that are a missing parent.
  std::set<std::string> reference_reasons() const;

 private:
  struct RowCheck {
    const project::CheckSpec* spec;
    sql::Expr passes;  // never NULL
  };

  sql::Expr raw(const ColumnReading& column) const;
  sql::Expr raw_under_its_place(const ColumnReading& column) const;
  sql::Query strict_rows(const sql::Relation& bronze) const;
  sql::Query lenient_rows(const sql::Relation& bronze) const;
  sql::Query judged_rows(const sql::Relation& bronze) const;
  sql::Expr is_valid() const;
  sql::Expr is_rejected() const;
  sql::Expr reasons() const;
  sql::Expr message() const;
  sql::Expr is_known_parent(const ColumnReading& column) const;
  std::vector<sql::Expr> row_set_aside(sql::Expr is_repeated) const;
  void select_silver(sql::Query& query) const;
  const ColumnReading& reading(const std::string& name) const;

  const project::Contract* contract_;
  std::vector<std::string> raw_names_;  // bronze columns of the source, in bronze's order
  std::vector<ColumnReading> columns_;  // in the contract's order
  const ParentKeys* parents_;
  std::vector<RowCheck> checks_;  // those that quarantine
};

}  // namespace c360::contract
