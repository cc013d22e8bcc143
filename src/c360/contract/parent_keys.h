// Whether the parent that a row refers to stands in silver.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "c360/contract/silver_relations.h"
#include "c360/engine/engine.h"
#include "c360/engine/key_tally.h"
#include "c360/project/contract_spec.h"
#include "c360/sql/expression.h"

namespace c360::contract {

/// The parents' values of one contract's references. Whole numbers that lie near one another are read once and kept as
/// a tally; of all others the parent's silver is asked by each query. The connection must outlive it; any thread may
/// ask.
class ParentKeys {
 public:
  /// Reads the parents' silver. Throws Error(kProject) for a reference to the entity itself, Error(kInternal) for a
  /// parent that is not among `parents`, Error(kEngine or kCancelled).
  ParentKeys(engine::Connection& connection, const project::Contract& contract, const SilverRelations& parents);

  /// Whether the clean value of a column that refers to a parent is there; NULL for NULL.
  sql::Expr contain(const std::string& column, const sql::Expr& value) const;

 private:
  struct Parent {
    sql::Query values;
    std::unique_ptr<engine::KeyTally> tally;  // none where the values are asked for
  };

  std::map<std::string, Parent> parents_;  // by the column that refers to them
};

}  // namespace c360::contract
