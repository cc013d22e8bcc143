// What a role with a condition sees of each table: rows for which the condition is true, and rows that lead to such.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"

namespace c360::session {

/// Each row of a table leads, by a column, to one row of another.
struct Way {
  std::string column;
  lakehouse::TableName parent;
  std::string parent_column;
  bool operator==(const Way&) const = default;
};
using Ways = std::multimap<lakehouse::TableName, Way>;

/// The references that contracts and models declare, and those that a model's grain has by being copied from a key or a
/// reference of silver.
Ways declared_ways(const project::Project& project, const lakehouse::Moment& moment);

/// What is seen of one table.
struct Sight {
  enum class Kind {
    kAbsent,       ///< nothing: it is not there
    kWhole,        ///< all rows
    kByCondition,  ///< rows for which the role's condition is true
    kByParents     ///< rows whose every parent is seen
  } kind = Kind::kAbsent;
  std::vector<Way> parents;  ///< kByParents
  std::string reason;        ///< kAbsent: why, for people
};

/// A value; any thread may read it.
class RowFilter {
 public:
  /// `condition_columns`: those of the role's condition; `columns`: of every stored table; all in lower case.
  RowFilter(const project::RoleSpec& role, const std::set<std::string>& condition_columns,
            const std::map<lakehouse::TableName, std::set<std::string>>& columns, Ways ways);

  /// A table that was not among `columns` is absent.
  const Sight& of(const lakehouse::TableName& table) const;

 private:
  class Deciding;
  std::map<lakehouse::TableName, Sight> sights_;
  Sight unknown_;
};

}  // namespace c360::session
