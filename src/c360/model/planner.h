// Plans of SELECTs over tables of which only the columns are known.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "c360/delta/schema.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/table_name.h"
#include "c360/model/plan.h"
#include "c360/sql/dialect.h"

namespace c360::model {

/// A SELECT as it was planned.
struct PlannedSelect {
  PlanNode plan;
  std::vector<engine::ResultColumn> columns;
};

/// A database of its own with an empty table for each that SELECTs may read. One thread at a time.
class Planner {
 public:
  Planner();

  /// Makes a table known, or known anew. Throws Error(kUnsupported) for a column of a type that is not known.
  void place(const lakehouse::TableName& name, const delta::Schema& schema);
  /// The columns that a SELECT gives. Throws Error(kEngine) for what does not compile.
  std::vector<engine::ResultColumn> describe(const std::string& select);
  /// Throws Error(kEngine) for what does not compile, Error(kUnsupported) with the reason for what cannot be followed.
  PlannedSelect plan(const std::string& select);
  PlannedSelect plan(const sql::Query& query) { return plan(database_->dialect().write(query)); }
  bool has(const lakehouse::TableName& name) const { return placed_.count(name) > 0; }
  /// A connection that sees the tables, for who compiles SQL over them.
  engine::Connection& connection() { return connection_; }
  const sql::Dialect& dialect() const { return database_->dialect(); }
  /// The syntax tree of a SELECT.
  std::string syntax(const std::string& select) { return connection_.parse_to_json(select); }

 private:
  std::unique_ptr<engine::Database> database_;
  engine::Connection connection_;
  std::set<lakehouse::TableName> placed_;
};

}  // namespace c360::model
