// Which keys stand on more than one row of bronze.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "c360/contract/temporary_table.h"
#include "c360/engine/key_tally.h"
#include "c360/sql/query.h"

namespace c360::contract {

/// A key's clean values, as a query that has nothing else; keys that cannot be read count as one. One whole number is
/// noted in a tally as it is read, if its values lie near enough to one another; all other keys are grouped. The
/// connection must outlive it; any thread may ask.
class RepeatedKeys {
 public:
  /// Reads all keys. Throws Error(kEngine, kCancelled or kInternal).
  RepeatedKeys(engine::Connection& connection, const sql::Query& keys, bool whole_numbers);

  bool none() const;

  /// Whether the key of a row of `query` is repeated; never NULL. `key`: the row's key, in the order of the keys'
  /// columns. Joins to the query what it needs for that.
  sql::Expr hold_key_of(sql::Query& query, const std::vector<sql::Expr>& key) const;

 private:
  std::vector<std::string> columns_;
  std::unique_ptr<engine::KeyTally> tally_;
  std::unique_ptr<TemporaryTable> table_;  // where there is no tally
};

}  // namespace c360::contract
