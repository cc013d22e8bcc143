// The semantic model as metrics/*.yaml declares it: what tables mean to people, and every measure, once. One file is
// one entity. Plain values that remember their places; metric/ turns questions about them into SQL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

/// What an entity is to a business. Pages and exports look for roles, never for names.
enum class EntityRole {
  kCustomer,
  kSale,
  kPayment,
  kProduct,
  kStore,
  kAgent,
  kTicket,
  kSession,
  kLoyalty,        ///< an account of points
  kLoyaltyChange,  ///< a change of its points
  kOther
};

/// What a column is to a business. Those after kDescribing group rows; the ones before do not.
enum class ColumnRole {
  kAmount,    ///< money
  kPrice,     ///< money for one
  kQuantity,  ///< a number of things
  kPoints,
  kDuration,  ///< seconds
  kNumber,    ///< any other number that is added up or averaged
  kDescribing,
  kId,
  kName,
  kEmail,
  kPhone,
  kAddress,
  kTime,
  kChannel,
  kStatus,
  kCategory,
  kLocation,
  kMethod,  ///< how it was paid
  kTier,
  kIssue,  ///< what a ticket is about
  kReason,
  kDevice,
  kPage,
  kSegment,
  kDepartment,
  kShift,
  kManager,
  kHours,
  kFlag,  ///< true or false
  kOther
};

/// Whether rows are grouped and filtered by such a column.
inline bool is_grouping(ColumnRole role) {
  return role > ColumnRole::kDescribing;
}

/// A column of the entity's table, and what it is.
struct MetricColumn {
  Location where;
  std::string name;
  ColumnRole role = ColumnRole::kOther;
  std::string label;        ///< for people; never empty once loaded
  std::string description;  ///< the contract's, where none is written
};

/// Rows of this entity lead to one row of another.
struct Relationship {
  Location where;
  std::string name;                  ///< a question may name it as a way: orders.billed_to.location
  std::string to;                    ///< an entity
  std::vector<std::string> columns;  ///< of this entity's table; by position the other entity's key
  enum class Kind { kManyToOne, kOneToOne } kind = Kind::kManyToOne;
  bool active = true;    ///< false: walked only by who names it
  bool written = false;  ///< false: found in a contract's or model's references
};

enum class TimeGrain { kDay, kWeek, kMonth, kQuarter, kYear, kHourOfDay, kDayOfWeek, kDayName, kMonthOfYear };

/// What rows can be grouped and filtered by. Every column with a grouping role is one, too, under its own name.
struct Dimension {
  Location where;
  std::string name;
  ColumnRole role = ColumnRole::kOther;
  std::string label;
  std::string description;

  enum class Kind {
    kColumn,   ///< a column of the table
    kSql,      ///< an expression over its columns
    kMeasure,  ///< what a measure comes to for each row of the entity, over all data
    kSince     ///< whole periods from a day of a related entity to this row's time
  } kind = Kind::kColumn;

  std::string sql;      ///< kColumn: the column's name; kSql: the expression
  std::string measure;  ///< kMeasure
  enum class As { kValue, kRank, kPercentile } as = As::kValue;
  std::vector<std::string> bands;  ///< kMeasure: where bands of values begin, ascending; empty: the values themselves
  std::string since;               ///< kSince: a time dimension of an entity that this one leads to
};

/// Levels from coarse to fine, each a dimension of the entity.
struct Hierarchy {
  Location where;
  std::string name;
  std::string label;
  std::vector<std::string> levels;
};

/// "sum(order_amount)", understood.
struct Aggregate {
  enum class Function {
    kCount,          ///< rows for which `of` is not NULL; `of` empty: rows
    kCountDistinct,  ///< different values of `of`
    kSum,
    kAverage,
    kMin,
    kMax,
    kMedian,      ///< of two in the middle their average
    kPercentile,  ///< the least value that a share `at` of the rows does not exceed
    kFirst,       ///< `of` in the row that is first by `by`
    kLast
  } function = Function::kCount;
  std::string of;               ///< an SQL expression over the entity's columns
  std::vector<std::string> by;  ///< kFirst, kLast: SQL expressions
  std::string at;               ///< kPercentile: "0.9"
};

/// One step of a formula in postfix order.
struct FormulaStep {
  enum class Kind { kMeasure, kNumber, kAdd, kSubtract, kMultiply } kind = Kind::kMeasure;
  std::string text;  ///< the measure's name, or the number
  bool operator==(const FormulaStep&) const = default;
};

/// ">= 2"
struct Having {
  std::string op;      ///< = <> < <= > >=; empty for none
  std::string number;  ///< digits with an optional sign and point
};

enum class ValueFormat { kNumber, kCurrency, kPercent, kDuration, kDate, kText };
enum class Additivity { kAdditive, kSemiAdditive, kNonAdditive };
enum class Good { kUp, kDown, kNeither };

/// A value that may not be added up over time: a balance, a stock.
struct SemiAdditive {
  Location where;
  std::string over;  ///< a column or dimension of the entity that holds moments
  enum class Take { kFirst, kLast } take = Take::kLast;
  std::vector<std::string> per;  ///< columns that name one series (an account); empty: the first or last moment of all
};

/// A measure: what it is, how it is shown and how it may be added up.
struct Measure {
  Location where;
  std::string name;
  std::string entity;  ///< whose file declares it; whose rows `aggregate` adds up
  std::string label;
  std::string description;

  enum class Kind {
    kAggregate,  ///< of the entity's rows
    kRatio,      ///< two measures, divided once
    kShare,      ///< of the total over some or all of the answer's dimensions
    kChange,     ///< since an earlier period
    kRunning,    ///< total from the beginning to the end of each period
    kRolling,    ///< total of the last periods, this one included
    kFormula,    ///< sums, differences and products of measures
    kEach,       ///< a measure for each row of another entity, then taken together
    kRank        ///< place of an answer's row among all by a measure, the greatest first
  } kind = Kind::kAggregate;

  Aggregate aggregate;               ///< kAggregate
  std::string condition;             ///< kAggregate: SQL over the entity's columns; rows for which it is true count
  std::vector<std::string> filters;  ///< kAggregate: conditions on dimensions, as a question has them
  std::string of;                    ///< the measure below, of kinds with one
  std::pair<std::string, std::string> ratio;  ///< kRatio: dividend and divisor
  std::vector<std::string> over;              ///< kShare: dimensions whose total is 1; empty: all of the answer's
  enum class Since { kPreviousPeriod, kLastYear } since = Since::kPreviousPeriod;  ///< kChange
  enum class As { kPercent, kDifference, kPrevious } as = As::kPercent;            ///< kChange
  std::optional<TimeGrain> restart;                                                ///< kRunning: year, quarter, …
  int periods = 0;                                                                 ///< kRolling
  std::vector<FormulaStep> formula;                                                ///< kFormula
  std::string each;                                                                ///< kEach: an entity
  Having having;                                                                   ///< kEach
  Aggregate take;  ///< kEach: how the values are taken together; its `of` is empty

  ValueFormat format = ValueFormat::kNumber;
  std::string unit;             ///< "points", "tickets"; the currency is the project's
  std::optional<int> decimals;  ///< shown; none: as the format has it
  Additivity additivity = Additivity::kNonAdditive;
  std::optional<SemiAdditive> semi_additive;
  Good good = Good::kUp;
};

/// Another table says the same: its rows, grouped by some dimensions, hold the values of some measures.
struct Agreement {
  Location where;
  std::string table;                                          ///< gold.monthly_revenue
  std::string rows;                                           ///< an SQL condition over its rows; empty: all
  bool partial = false;                                       ///< it has some of the answer's rows only
  std::vector<std::pair<std::string, std::string>> by;        ///< its column → a dimension as questions name it
  std::vector<std::string> filters;                           ///< conditions of the question
  std::vector<std::pair<std::string, std::string>> measures;  ///< its column → a measure
};

/// One metrics/*.yaml.
struct MetricEntity {
  Location where;
  std::string name;
  EntityRole role = EntityRole::kOther;
  std::string label;
  std::string description;
  std::string table;             ///< "silver.orders"; schema() and table_name() are its parts
  std::vector<std::string> key;  ///< written, or the contract's key or the model's grain
  std::string time;              ///< the dimension that `time` means in questions; empty: the entity has none
  std::vector<MetricColumn> columns;
  std::vector<Relationship> relationships;  ///< written and found
  std::vector<Dimension> dimensions;        ///< those of `columns` first, then the declared ones
  std::vector<Hierarchy> hierarchies;
  std::vector<Measure> measures;
  std::vector<Agreement> agreements;

  std::string schema() const { return table.substr(0, table.find('.')); }
  std::string table_name() const { return table.substr(table.find('.') + 1); }
  const MetricColumn* find_column(std::string_view column) const;
  const MetricColumn* find_column(ColumnRole wanted) const;
  const Dimension* find_dimension(std::string_view dimension) const;
  const Relationship* find_relationship(std::string_view relationship) const;
};

/// All of metrics/*.yaml, in the order of the files' names. A value; any thread may read it.
struct SemanticModel {
  std::vector<MetricEntity> entities;

  bool empty() const { return entities.empty(); }
  const MetricEntity* find(std::string_view entity) const;
  const MetricEntity* find(EntityRole role) const;
  /// Measures are named once in a project.
  const Measure* find_measure(std::string_view measure) const;
};

}  // namespace c360::project
