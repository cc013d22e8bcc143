// What the expressions of a plan are made of, and how: the pieces that column_lineage.h follows through operators.
#pragma once

#include <string>
#include <vector>

#include "c360/model/column_lineage.h"
#include "c360/model/plan.h"

namespace c360::model {

/// A column of the rows of an operator.
struct TracedColumn {
  Uses uses;
  std::string text;
};

struct TracedRows {
  std::vector<TracedColumn> columns;
  Uses rows;   ///< what decides which rows there are
  Uses order;  ///< what decides in which order they come
};

/// Adds what `more` says; of one source the strongest stands.
void add(Uses& to, const Uses& more);
/// The same sources, each now at least derived so.
Uses derived(Uses uses, Derivation how, bool carries_value = true);
/// The same sources, which now only decide about a value.
Uses influencing(const Uses& uses, unsigned influence);
std::vector<std::string> texts_of(const TracedRows& rows);

/// What an expression over some rows is made of.
class ExpressionUses {
 public:
  explicit ExpressionUses(const TracedRows& rows) : rows_(rows) {}

  Uses of(const Expression& expression) const;
  Uses of_all(const std::vector<Expression>& expressions) const;

  TracedColumn column(const Expression& expression) const;

 private:
  Uses of_case(const Expression& expression) const;
  Uses of_aggregate(const Expression& expression) const;

  /// What `first` picks is still as it was: it stands for the one row of a subquery.
  static Uses aggregated(const Uses& uses, const std::string& name);

  /// The tables whose rows are counted.
  Uses counted_rows() const;

  Uses with_frame(Uses uses, const Expression& expression) const;

  const TracedRows& rows_;
};

}  // namespace c360::model
