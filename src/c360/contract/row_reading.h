// A contract's columns and row checks, bound to a bronze table: what all its plans read rows by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/contract/column_reading.h"
#include "c360/contract/parent_keys.h"
#include "c360/delta/schema.h"
#include "c360/project/contract_spec.h"
#include "c360/sql/query.h"

namespace c360::contract {

// Names inside the plans' queries. Contract and bronze columns never start with '_', and no entity does.
inline constexpr const char* kBronze = "__bronze";
inline constexpr const char* kRepeated = "__repeated";     ///< whether the row's key stands on more than one
inline constexpr const char* kVerdict = "__verdict";       ///< what people decided about the row, or NULL
inline constexpr const char* kVerdictNo = "__verdict_no";  ///< the number of that decision

/// Expressions only; runs nothing. Immutable; any thread may read it. The contract and the parents' keys must outlive
/// it.
class RowReading {
 public:
  /// Throws Error(kData) for a required column that bronze lacks, Error(kProject) for a column that makes no sense.
  RowReading(const project::Contract& contract, const delta::Schema& bronze_schema, const ParentKeys& parents);

  /// A row check that quarantines.
  struct RowCheck {
    const project::CheckSpec* spec;
    sql::Expr passes;  ///< never NULL
  };

  const project::Contract& contract() const { return *contract_; }
  /// Bronze columns of the source, in bronze's order.
  const std::vector<std::string>& raw_names() const { return raw_names_; }
  /// In the contract's order.
  const std::vector<ColumnReading>& columns() const { return columns_; }
  const std::vector<RowCheck>& checks() const { return checks_; }
  /// Throws Error(kProject) for a name that is not among the columns.
  const ColumnReading& column(const std::string& name) const;
  bool is_in_key(const ColumnReading& column) const;

  /// A column's raw text in the relation kBronze.
  sql::Expr raw(const ColumnReading& column) const;
  /// The same in a relation called by the entity, where raw columns are under raw_place().
  sql::Expr raw_under_its_place(const ColumnReading& column) const;
  /// Whether the parent of a row of a relation called by the entity is there; NULL for a NULL.
  sql::Expr is_known_parent(const ColumnReading& column) const;

  /// Adds a row's raw texts under raw_place() and what c360 added to it in bronze, all of the relation kBronze.
  void select_raw(sql::Query& query) const;
  /// Adds silver's columns, of a relation called by the entity.
  void select_silver(sql::Query& query) const;

 private:
  const project::Contract* contract_;
  std::vector<std::string> raw_names_;
  std::vector<ColumnReading> columns_;
  const ParentKeys* parents_;
  std::vector<RowCheck> checks_;
};

/// The name of a bronze column where contract columns, which may be called the same, stand beside it.
std::string raw_place(std::size_t position);

sql::Relation named(sql::Relation relation, std::string alias);
void pass_through(sql::Query& query, const std::string& relation, const std::string& column);
/// The condition, TRUE where it is NULL.
sql::Expr or_true(sql::Expr condition);

}  // namespace c360::contract
