// A table that lives as long as its owner.
#pragma once

#include <cstdint>
#include <string>

#include "c360/engine/engine.h"
#include "c360/sql/query.h"

namespace c360::contract {

/// The rows of a query, kept in a temporary table of the connection (on disk where memory is short) and dropped at the
/// end. The connection must outlive it; one thread at a time.
class TemporaryTable {
 public:
  TemporaryTable(engine::Connection& connection, std::string name, const sql::Query& rows);
  ~TemporaryTable();
  TemporaryTable(const TemporaryTable&) = delete;
  TemporaryTable& operator=(const TemporaryTable&) = delete;

  std::int64_t rows() const { return rows_; }
  sql::Relation relation() const { return sql::table({name_}); }

 private:
  engine::Connection& connection_;
  std::string name_;
  std::int64_t rows_;
};

}  // namespace c360::contract
