// What changed between two versions of a table's rows, worked out here by key.
#pragma once

#include <cstdint>
#include <string>

#include "c360/engine/engine.h"
#include "c360/sql/query.h"
#include "c360/sql/table_definition.h"

namespace c360::publish {

/// The rows that came, changed and went. A table of the connection's database while it lives; the connection must
/// outlive it.
class Difference {
 public:
  /// Both queries give the definition's columns, in order; it has a key, by which each row is there once.
  Difference(engine::Connection& connection, const sql::TableDefinition& table, const sql::Query& before,
             const sql::Query& after);
  ~Difference();
  Difference(const Difference&) = delete;
  Difference& operator=(const Difference&) = delete;

  std::int64_t inserted() const { return inserted_; }
  std::int64_t updated() const { return updated_; }
  std::int64_t deleted() const { return deleted_; }

  /// All columns of the rows that came, and of those that changed as they are now; the keys of those that went.
  sql::Query inserted_rows() const;
  sql::Query updated_rows() const;
  sql::Query deleted_keys() const;

 private:
  std::int64_t count(const char* kind);
  sql::Query rows_of(const char* kind, bool keys_only) const;

  engine::Connection& connection_;
  const sql::TableDefinition& table_;
  std::int64_t inserted_ = 0;
  std::int64_t updated_ = 0;
  std::int64_t deleted_ = 0;
};

}  // namespace c360::publish
