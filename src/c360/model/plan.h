// The engine's resolved plan of a SELECT as values: every name looked up, every star and USING written out, subqueries
// and laterals turned into joins. What follows from a SELECT's meaning (lineage, keys, fan-out) is read off here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/lakehouse/table_name.h"

namespace c360::model {

/// An expression over the columns of some rows.
struct Expression {
  enum class Kind {
    kColumn,     ///< the column at `column`
    kConstant,   ///< `name` is its text
    kCall,       ///< a function or operator called `name`
    kCast,       ///< to the type `name`
    kCase,       ///< arguments: when, then, when, then, …, else
    kAggregate,  ///< over a group, or with partitions and orders over a window
    kWindow      ///< a window function that is no aggregate: row_number, lag, …
  };
  Kind kind = Kind::kConstant;
  std::string name;
  std::size_t column = 0;
  std::vector<Expression> arguments;
  std::vector<Expression> filters;     ///< FILTER (WHERE …)
  std::vector<Expression> partitions;  ///< PARTITION BY
  std::vector<Expression> orders;      ///< ORDER BY within the aggregate or window, frame bounds
  bool is_operator = false;
  bool distinct = false;     ///< count(DISTINCT …)
  bool over_window = false;  ///< OVER (…)
  bool keeps_apart = false;  ///< kCast: different values stay different
};

enum class JoinKind { kInner, kLeft, kRight, kFull, kSemi, kAnti, kMark, kSingle };

/// An operator of a plan and what it reads.
struct PlanNode {
  enum class Kind {
    kTable,        ///< outputs: columns of a table
    kValues,       ///< rows that stand in the text, or that a table function makes
    kProject,      ///< outputs: `expressions`
    kFilter,       ///< outputs: the child's; `expressions` all hold
    kJoin,         ///< outputs: left, right; `expressions` all hold, over left ++ right; kMark: left, and whether
    kAggregate,    ///< outputs: `groups`, `expressions`
    kDistinct,     ///< outputs: the child's; one row for each value of `groups`, chosen by the order `expressions`
    kWindow,       ///< outputs: the child's, `expressions`
    kUnnest,       ///< outputs: the child's, the elements of `expressions`
    kUnion,        ///< all rows of both
    kIntersect,    ///< rows of the left that the right has
    kExcept,       ///< rows of the left that the right has not
    kOrder,        ///< by `expressions`
    kLimit,        ///< `limit` if it is a constant; `expressions` otherwise
    kWith,         ///< children: what `with_index` stands for, the rows
    kReference,    ///< outputs: those of the kWith or kRecursion of `with_index`
    kRecursion,    ///< children: where it starts, the step over `with_index`
    kOuterColumns  ///< outputs: the distinct values of `outer_columns` of the nearest kJoin above that has some
  };
  Kind kind = Kind::kValues;
  std::vector<PlanNode> children;
  std::vector<Expression> expressions;
  std::vector<Expression> groups;
  std::size_t width = 0;  ///< how many outputs

  lakehouse::TableName table;                 ///< kTable
  std::vector<std::string> columns;           ///< kTable: the outputs' names, empty for a row number; at the top: all
  std::size_t order = 0;                      ///< kTable, kReference: when the engine met it
  std::string function;                       ///< kValues: the table function, if it is one
  std::vector<std::vector<Expression>> rows;  ///< kValues: the rows that stand in the text
  JoinKind join = JoinKind::kInner;
  bool one_partner = false;               ///< kJoin: ASOF and POSITIONAL, where a row meets one row at most
  std::vector<Expression> outer_columns;  ///< kJoin of a correlated right side: what it sees of the left
  bool several_groupings = false;         ///< kAggregate: ROLLUP, CUBE, GROUPING SETS
  bool chooses = false;                   ///< kDistinct: DISTINCT ON
  std::optional<std::int64_t> limit;
  std::size_t with_index = 0;
  std::string with_name;
};

/// Reads what engine::Connection::plan_to_json gives for one SELECT. The shape is one version's of the engine's;
/// plan_reader_test has it. Throws Error(kUnsupported) naming an operator or expression that it does not know, and
/// Error(kInternal) for what is no such plan.
PlanNode read_plan(std::string_view plan_json);

/// Calls `use` with the positions of all columns in an expression, those of its filters, partitions and orders too.
template <typename Use>
void for_each_column(const Expression& expression, const Use& use) {
  if (expression.kind == Expression::Kind::kColumn) use(expression.column);
  for (const auto* parts : {&expression.arguments, &expression.filters, &expression.partitions, &expression.orders}) {
    for (const Expression& part : *parts) for_each_column(part, use);
  }
}

}  // namespace c360::model
