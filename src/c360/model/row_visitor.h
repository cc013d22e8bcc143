// Walks a plan from its tables up and notes what tells rows apart: the work behind row_identity.h.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/model/row_identity.h"

namespace c360::model {

/// For one plan, once. Files: row_visitor.cc (tables and what makes rows of rows), row_assumptions.cc (what follows
/// where a condition holds), row_joins.cc.
class RowVisitor {
 public:
  RowVisitor(RowIdentity& known, const TableKeys& keys, const RowIdentity::AtAggregate& at_aggregate)
      : known_(known), keys_(keys), at_aggregate_(at_aggregate) {}

  Relation visit(const PlanNode& node);

 private:
  Id fresh() { return next_++; }
  void depend(Ids from, Ids to) { known_.dependencies_.add(std::move(from), std::move(to)); }

  /// A relation whose rows are new: of a table, a group, a list.
  Relation source(const PlanNode& node, std::size_t width);
  Relation table(const PlanNode& node);
  /// nullopt where the SELECT does not read all of them: then they tell nothing apart.
  static std::optional<Ids> columns_called(const PlanNode& node, const Relation& relation,
                                           const std::vector<std::string>& names);
  Relation values(const PlanNode& node);
  /// Columns in which the rows that stand in the text all differ.
  void find_keys_of_values(const PlanNode& node, const Relation& relation);
  /// The column that an expression is, or a new one that its inputs decide about.
  Id column_of(const Expression& expression, const std::vector<Id>& inputs);
  Relation project(const PlanNode& node);
  Relation filter(const PlanNode& node);

  /// What follows where a condition holds; `for_all`: for every row of the relation, not only where two sides meet.
  void assume(const Expression& condition, Relation& relation, bool for_all);
  void equate(const Expression& condition, const Relation& relation, bool for_all);
  void unite(Id a, Id b);
  /// `n <= 1` and `n < 2` pin a number that starts at one.
  void note_first(const Expression& condition, const Relation& relation);
  /// A condition that is never true of NULL leaves out the rows that an outer join has put together with none.
  void note_present(const Expression& condition, Relation& relation) const;

  Relation join(const PlanNode& node);
  /// What was known of a side holds only for rows that have one of its; where none is there all its columns are NULL.
  void may_miss(std::size_t since, std::size_t until, const Relation& side, Relation& both);
  /// Rows that are only looked up.
  Relation deciding(const PlanNode& node);
  static Relation beside(const Relation& left, const Relation& right);
  Relation marked(const PlanNode& node, Relation left, const Relation& right);
  /// An outer join's conditions hold where rows meet; a row that meets one row at most decides about it, or that there
  /// is none.
  void meet_outer(const PlanNode& node, const Relation& left, const Relation& right, const Relation& both);
  void decide_partner(const PlanNode& node, const Relation& of, const Relation& partner, const Relation& both);
  /// Rows that a table function made for each row of the left belong to that row alone.
  void tie_to_left(const Relation& left, const Relation& right);

  Relation aggregate(const PlanNode& node);
  /// One row for each value of `keys`, which are the first of the new relation's columns.
  void group(const std::vector<Expression>& keys, const Relation& child, const Relation& groups);
  Relation distinct(const PlanNode& node);
  Relation window(const PlanNode& node);
  Relation unnest(const PlanNode& node);
  Relation united(const PlanNode& node);
  Relation left_of(const PlanNode& node);
  Relation limit(const PlanNode& node);
  /// A common table expression is followed anew wherever it is read: its rows there are others.
  Relation referenced(const PlanNode& node);
  Relation outer_columns(const PlanNode& node);

  RowIdentity& known_;
  const TableKeys& keys_;
  const RowIdentity::AtAggregate& at_aggregate_;
  Id next_ = 0;
  std::size_t visited_ = 0;
  std::map<std::size_t, const PlanNode*> named_;
  Ids counters_;  ///< columns that number rows from one
  int deciding_ = 0;
};

}  // namespace c360::model
