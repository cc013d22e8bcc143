// Which columns of a lakehouse, and of all that is made of it, come from which others.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "c360/lakehouse/table_name.h"
#include "c360/model/column_lineage.h"

namespace c360::model {

/// What a table of the graph is.
enum class TableRole {
  kSource,  ///< a source's files, in the schema raw
  kBronze,
  kSilver,
  kQuarantine,
  kModel,
  kMetric,    ///< an entity of metrics/*.yaml in the schema metrics, its dimensions and measures as columns
  kPublished  ///< a table where it was published or exported to, under the target's name
};

std::string_view to_string(TableRole role);

struct LineageColumn {
  std::string name;
  std::string description;
  std::string pii;   ///< which personal data it is declared to hold; empty: none
  std::string text;  ///< how it is made, for people: "sum(orders.amount)", "trimmed; decimal(12,2)"
  bool operator==(const LineageColumn&) const = default;
};

struct LineageTable {
  lakehouse::TableName name;
  TableRole role = TableRole::kModel;
  std::string description;
  std::vector<LineageColumn> columns;
  std::string not_followed;  ///< why its columns' origin is not known; empty where it is
  bool operator==(const LineageTable&) const = default;
};

/// `to` comes from `from`. A `to` without a column: `from` decides about the table's rows; a `from` without one: its
/// rows are counted, or decide.
struct LineageEdge {
  SourceColumn from;
  SourceColumn to;
  Use use;
  bool operator==(const LineageEdge&) const = default;
};

/// Rooms that make something of tables (metrics, publish targets, exports) add a table for it and edges to its columns;
/// everything that asks (c360 lineage, docs, masks) asks here. A value; any thread may read it.
class LineageGraph {
 public:
  /// Adds a table, or takes the place of one of this name.
  void add(LineageTable table);
  void add(const LineageEdge& edge);
  /// An edge for each use of a column, and of all rows where `column` is empty.
  void add(const lakehouse::TableName& table, const std::string& column, const Uses& uses);
  /// Adds a table whose columns are those of another as they are, as a publish target's are.
  void add_copy(LineageTable copy, const lakehouse::TableName& of);

  /// `wanted` as a schema for new tables, with underscores behind it where tables of the graph have it already.
  std::string free_schema(std::string wanted) const;

  const std::map<lakehouse::TableName, LineageTable>& tables() const { return tables_; }
  const std::vector<LineageEdge>& edges() const { return edges_; }
  /// nullptr if there is none.
  const LineageTable* find(const lakehouse::TableName& name) const;
  const LineageColumn* find_column(const SourceColumn& column) const;

  /// The edges that end or begin at a column (at a table's rows, without one), in the order of their other ends.
  std::vector<LineageEdge> into(const SourceColumn& column) const;
  std::vector<LineageEdge> out_of(const SourceColumn& column) const;
  /// Tables that a table reads, or that read it, directly.
  std::set<lakehouse::TableName> inputs(const lakehouse::TableName& name) const;
  std::set<lakehouse::TableName> readers(const lakehouse::TableName& name) const;

  /// The kinds of personal data that a column may show: its own, and those of every column whose values it carries,
  /// through any chain of copies, computations and aggregates. Only counting drops them (count, count(DISTINCT …),
  /// count_if, approx_count_distinct, regr_count), and what merely decides about rows or values: filters, joins,
  /// groups, orders, conditions of CASE, partitions.
  std::set<std::string> pii_of(const lakehouse::TableName& table, const std::string& column) const;
  /// The column's own description, or that of the column it is a copy of (of several, where all say the same).
  std::string description_of(const lakehouse::TableName& table, const std::string& column) const;

 private:
  std::map<lakehouse::TableName, LineageTable> tables_;
  std::vector<LineageEdge> edges_;
  std::multimap<SourceColumn, std::size_t> into_;
  std::multimap<SourceColumn, std::size_t> out_of_;
};

}  // namespace c360::model
