// A second way out of a query: rows that it does not give, kept beside it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/sql/expression.h"

namespace c360::engine {

struct SideColumn {
  std::string name;
  sql::Type type;
};

/// A table of the database (within its memory limit, on disk where that is short) that a query's rows are put into
/// while it runs, by any number of threads. Dropped at the end. Must outlive the statements that name it; the
/// connection must outlive it.
class SideTable {
 public:
  SideTable(Connection& connection, std::vector<SideColumn> columns);
  ~SideTable();
  SideTable(const SideTable&) = delete;
  SideTable& operator=(const SideTable&) = delete;

  /// Puts a row into the table; FALSE. `row` is a value for each column, of its very type. To be called for some rows,
  /// it must stand behind a condition of case_when(): the engine calls it for the others only. A row that is put twice
  /// is there twice; compare the counts.
  sql::Expr put(std::vector<sql::Expr> row) const;

  /// Ends putting; to be called before relation() is read. Returns the rows that were put. Throws Error(kEngine or
  /// kNoSpace).
  std::int64_t finish();
  sql::Relation relation() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::engine
