// What tells the rows of a plan's operators apart, from the declared keys of the tables that it reads.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/lakehouse/table_name.h"
#include "c360/model/dependencies.h"
#include "c360/model/plan.h"

namespace c360::model {

/// The sets of columns that are unique in each table.
using TableKeys = std::map<lakehouse::TableName, std::vector<std::vector<std::string>>>;

/// The rows of an operator.
struct Relation {
  std::vector<Id> columns;
  Ids row;      ///< the identities of the rows that a row is put together of: they tell it from all others
  Ids present;  ///< identities that are never missing for an outer join
};

/// Where a row identity comes from.
struct RowSource {
  const PlanNode* node = nullptr;
  std::vector<Id> columns;
  std::vector<Relation> branches;  ///< of a UNION: its rows are theirs
  std::vector<Id> names_from;      ///< of a group: the columns that its own are, where they are as they were
  bool only_decides = false;       ///< read by IN, EXISTS or EXCEPT: of its rows none is in the result
  bool made_for_each = false;      ///< a table function's, anew for each row that it stands beside
};

/// Two sides whose rows are put together.
struct Meeting {
  const PlanNode* node = nullptr;
  Relation left;
  Relation right;
};

/// A computed column.
struct Definition {
  const Expression* expression = nullptr;
  std::vector<Id> inputs;  ///< the columns that it is over
};

/// All that is known of a plan's rows. The plan and the keys must outlive it; one thread at a time.
class RowIdentity {
 public:
  /// `at_aggregate` is called for each operator that aggregates (kAggregate, kWindow) with what is known by then and
  /// the rows that it reads, once for each place where a common table expression is read. Throws Error(kUnsupported)
  /// for a recursion, and for plans that would be followed into more than twenty thousand operators.
  using AtAggregate = std::function<void(const RowIdentity&, const PlanNode&, const Relation&)>;
  RowIdentity(const PlanNode& plan, const TableKeys& keys, AtAggregate at_aggregate = {});

  const Relation& rows() const { return top_; }
  /// All that the values `start` decide about in these rows.
  Ids decided_by(Ids start, const Relation& rows) const;
  /// Whether no two of the rows are alike in `columns`.
  bool is_key(const Ids& columns, const Relation& rows) const;

  const std::map<Id, RowSource>& sources() const { return sources_; }
  /// nullptr for an id that is none of these.
  const RowSource* source(Id row) const;
  const Definition* definition(Id column) const;
  /// The row identity that a column of a table, group, list or union belongs to.
  std::optional<Id> owner(Id column) const;
  /// Columns that always have the same value as this one, itself among them.
  Ids same_as(Id column) const;
  const std::vector<Meeting>& meetings() const { return meetings_; }
  /// Columns that a condition holds equal, in the order of the plan.
  const std::vector<std::pair<Id, Id>>& equalities() const { return equalities_; }

 private:
  friend class RowVisitor;

  Dependencies dependencies_;
  std::map<Id, RowSource> sources_;
  std::map<Id, Definition> definitions_;
  std::map<Id, Id> owners_;
  std::map<Id, Ids> same_;
  std::vector<Meeting> meetings_;
  std::vector<std::pair<Id, Id>> equalities_;
  Relation top_;
};

}  // namespace c360::model
