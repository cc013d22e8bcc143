// A column's whole numbers, noted and asked for while queries run: a GROUP BY or a join over one key, several times
// cheaper.
#pragma once

#include <memory>

#include "c360/engine/engine.h"
#include "c360/engine/values/integer_tally.h"
#include "c360/sql/expression.h"

namespace c360::engine {

/// Filled by a query that calls note(), then asked by others; all may run in parallel. It takes at most a 32nd of the
/// database's memory limit, outside of that, and gives up where the numbers lie too far apart for that: see
/// numbers().gave_up() before asking. Must outlive the statements that name it; of any connection of its database.
class KeyTally {
 public:
  explicit KeyTally(Connection& connection);
  ~KeyTally();
  KeyTally(const KeyTally&) = delete;
  KeyTally& operator=(const KeyTally&) = delete;

  /// Notes a whole number: TRUE where it (or NULL) was noted before, never NULL. Each row is noted once, wherever the
  /// engine puts the call; compare numbers().rows() with the rows there are.
  sql::Expr note(sql::Expr key) const;
  /// Whether the number (or NULL) was noted more than once; never NULL.
  sql::Expr is_repeated(sql::Expr key) const;
  /// Whether the number was noted; NULL for NULL.
  sql::Expr contains(sql::Expr value) const;

  const values::IntegerTally& numbers() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::engine
