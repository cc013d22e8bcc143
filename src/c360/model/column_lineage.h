// What each column of a SELECT is made of, from the engine's resolved plan of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "c360/lakehouse/table_name.h"
#include "c360/model/plan.h"
#include "c360/model/planner.h"

namespace c360::model {

/// A column of a table that a SELECT reads; an empty name stands for the table's rows, as count(*) reads them.
struct SourceColumn {
  lakehouse::TableName table;
  std::string column;
  auto operator<=>(const SourceColumn&) const = default;
};

/// How a value comes from another; of several ways the last counts.
enum class Derivation {
  kNone,       ///< not at all
  kCopied,     ///< as it is
  kComputed,   ///< by functions, operators and casts of one row
  kAggregated  ///< by functions of several rows
};

/// What else decides about a value: bits of Use::influence.
enum Influence : unsigned {
  kFilters = 1,      ///< which rows there are: WHERE, HAVING, QUALIFY, INTERSECT
  kJoins = 2,        ///< which rows meet: ON, USING, unnest
  kGroups = 4,       ///< which rows are put together: GROUP BY, DISTINCT
  kSorts = 8,        ///< an order that chooses rows or values: LIMIT, arg_max, ORDER BY within an aggregate
  kWindows = 16,     ///< PARTITION BY and ORDER BY of a window
  kConditions = 32,  ///< which of several values is taken: CASE, FILTER
  kExistence = 64    ///< that there are rows at all
};

/// What a column is to another.
struct Use {
  Derivation derived = Derivation::kNone;
  bool carries_value = false;  ///< values may show: derived by more than counting
  unsigned influence = 0;
  bool operator==(const Use&) const = default;
};
using Uses = std::map<SourceColumn, Use>;

struct OutputColumn {
  std::string name;
  Uses uses;         ///< what it is made of, and what decides about it alone
  std::string text;  ///< how, over the columns of tables: "sum(orders.order_amount)"
  bool operator==(const OutputColumn&) const = default;
};

/// A SELECT's columns and what decides about all of its rows at once.
struct SelectLineage {
  std::vector<OutputColumn> columns;
  Uses rows;
  bool operator==(const SelectLineage&) const = default;
};

/// Throws Error(kUnsupported) with the reason where a SELECT cannot be followed: it is never guessed at.
SelectLineage lineage_of(const PlannedSelect& select);

/// True for an aggregate that tells only how many values there are: count and its kin, also over distinct values.
bool only_counts(std::string_view aggregate);

/// "copied", "computed", "aggregated"; empty for kNone.
std::string_view to_string(Derivation derived);

}  // namespace c360::model
