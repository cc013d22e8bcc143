// Queries and statements without a dialect.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/sql/expression.h"

namespace c360::sql {

/// A column of a SELECT list. An empty name keeps the expression's own.
struct SelectItem {
  Expr expr;
  std::string name;
};

/// One Parquet file of a scan and the values of columns that are not in it (partition columns, columns added later).
struct ScanFile {
  std::string path;  ///< a path that the engine can open
  /// By position of ParquetScan::columns: the text of a value that stands for the whole file; nullopt = NULL. Empty
  /// where every column is read from the file.
  std::vector<std::optional<std::string>> constants = {};
};

struct ScanColumn {
  std::string name;           ///< as the query sees it
  std::string physical_name;  ///< as the Parquet files name it
  Type type;
  /// Values come from ScanFile::constants instead of from the files.
  bool constant = false;
};

/// Rows of Parquet files under one schema. Columns that a file lacks are NULL, and so are fields of structs; others are
/// cast to their type.
struct ParquetScan {
  std::vector<ScanColumn> columns;  ///< empty: all that the first file has, as it has them
  std::vector<ScanFile> files;
};

struct Query;
struct Relation;

struct Join {
  enum class Kind { kInner, kLeft, kFull, kSemi, kAnti };
  Kind kind = Kind::kInner;
  std::shared_ptr<const Relation> relation;
  Expr on;
};

/// Where rows come from; exactly one of the members is set.
struct Relation {
  std::string alias;               ///< needed for joins; may be empty otherwise
  std::vector<std::string> table;  ///< name parts: {"silver", "orders"} or {"temp_keys"}
  std::shared_ptr<const Query> subquery;
  std::shared_ptr<const ParquetScan> scan;
  std::string table_function;   ///< one of our own table functions …
  std::vector<Expr> arguments;  ///< … and its arguments (literals)
};

Relation table(std::vector<std::string> name, std::string alias = {});
Relation subquery(Query query, std::string alias = {});
Relation scan(ParquetScan parquet, std::string alias = {});
Relation table_function(std::string name, std::vector<Expr> arguments, std::string alias = {});

/// A query with a name, for those after it and for the query that has it.
struct CommonTable {
  std::string name;
  std::shared_ptr<const Query> query;
};

/// SELECT … FROM … JOIN … WHERE … GROUP BY … HAVING … ORDER BY … LIMIT, or the UNION ALL of several of them.
struct Query {
  std::vector<CommonTable> with;
  std::vector<SelectItem> select;  ///< empty = *
  bool distinct = false;
  std::optional<Relation> from;
  std::vector<Join> joins;
  std::optional<Expr> where;
  std::vector<Expr> group_by;
  std::optional<Expr> having;
  std::vector<OrderBy> order_by;
  std::optional<std::int64_t> limit;
  std::vector<Query> union_all;  ///< if set, all of the above but with, order_by and limit is unused
  /// A whole SELECT that the user wrote (a model), already checked to be one; if set, all of the above is unused.
  std::string user_sql;
};

/// SELECT * FROM relation.
Query select_from(Relation relation);
/// A whole SELECT that the user wrote, already checked to be one.
Query user_query(std::string text);

/// Adds LEFT JOIN relation ON condition.
void join_left(Query& query, Relation relation, Expr on);

}  // namespace c360::sql
