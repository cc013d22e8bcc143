// Expressions without a dialect: built from values and names, written as SQL text only by a Dialect. Nothing that a
// user or a file supplies ever becomes SQL text except through a column name (quoted), a literal (escaped) or the one
// marked door user_sql().
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "c360/sql/type.h"

namespace c360::sql {

struct Query;
struct ExprNode;

/// An immutable expression; copying is cheap and any thread may read it.
class Expr {
 public:
  explicit Expr(std::shared_ptr<const ExprNode> node) : node_(std::move(node)) {}
  const ExprNode& node() const { return *node_; }

 private:
  std::shared_ptr<const ExprNode> node_;
};

enum class ExprKind : std::uint8_t {
  kColumn,     ///< text = name, relation = alias or empty
  kLiteral,    ///< text = value as text, type = its type; is_null for NULL
  kCall,       ///< text = name in the function catalogue (functions.h), args
  kOperator,   ///< text = one of = <> < <= > >= + - * AND OR ; args: 2 (AND, OR: 1 or more)
  kNot,        ///< args: 1
  kIsNull,     ///< args: 1
  kInList,     ///< args: tested value, then the list
  kCase,       ///< args: condition, value, condition, value, …, otherwise
  kCast,       ///< args: 1, type; throws on what does not fit
  kFromJson,   ///< args: 1 (JSON text), type
  kUserSql,    ///< text = an expression that the user wrote, already checked to be one expression
  kRowNumber,  ///< window: row_number() over (partition by partition_by order by order_by)
  kWindow,     ///< args: 1 (a call) over (partition by partition_by order by order_by), its frame by preceding
  kExists,     ///< subquery
  kInQuery,    ///< args: 1; subquery of one column: whether the value is among its rows
  kStar,       ///< all columns of relation (or of all relations), for SELECT lists and count(*)
};

struct OrderBy;

inline constexpr std::int64_t kNoFrame = -1;    ///< a window's frame is its whole partition (with an order: to its row)
inline constexpr std::int64_t kFromStart = -2;  ///< a window's frame begins with its partition

/// What an expression is made of; read by dialects only.
struct ExprNode {
  ExprKind kind = ExprKind::kLiteral;
  std::string text;
  std::string relation;
  Type type;
  bool is_null = false;
  std::vector<Expr> args;
  std::vector<Expr> partition_by;
  std::vector<OrderBy> order_by;
  std::int64_t preceding = kNoFrame;  ///< kWindow: how many rows before the row belong to its frame, which ends with it
  std::shared_ptr<const Query> subquery;
};

struct OrderBy {
  Expr expr;
  bool descending = false;
  bool nulls_last = true;
};

Expr column(std::string name);
Expr column(std::string relation, std::string name);
Expr star();
Expr star(std::string relation);

Expr literal(std::string_view text);
Expr literal(const char* text);
Expr literal(std::int64_t value);
Expr literal(bool value);
/// A value of any type from its text, such as {"12.50", decimal(12,2)} or {"2024-05-31", date}.
Expr literal(std::string_view text, Type type);
Expr null_of(Type type);

/// A call of a function of the catalogue in functions.h, which every dialect knows how to write.
Expr call(std::string_view function, std::vector<Expr> args);

Expr equal(Expr a, Expr b);
Expr not_equal(Expr a, Expr b);
Expr less(Expr a, Expr b);
Expr less_equal(Expr a, Expr b);
Expr greater(Expr a, Expr b);
Expr greater_equal(Expr a, Expr b);
Expr add(Expr a, Expr b);
Expr subtract(Expr a, Expr b);
Expr multiply(Expr a, Expr b);
/// TRUE for none.
Expr all_of(std::vector<Expr> conditions);
/// FALSE for none.
Expr any_of(std::vector<Expr> conditions);
Expr negate(Expr condition);
Expr is_null(Expr value);
Expr is_not_null(Expr value);
Expr in_list(Expr value, std::vector<Expr> list);
Expr case_when(std::vector<std::pair<Expr, Expr>> branches, Expr otherwise);
Expr cast(Expr value, Type type);
/// JSON text as a value of a (nested) type: keys that are missing give NULL, those without a field are ignored.
Expr from_json(Expr text, Type type);
Expr row_number(std::vector<Expr> partition_by, std::vector<OrderBy> order_by);
/// An aggregate or a rank over the rows of a partition.
Expr window(Expr call, std::vector<Expr> partition_by, std::vector<OrderBy> order_by,
            std::int64_t preceding = kNoFrame);
Expr exists(Query query);
/// Whether a value is among the rows of a query of one column that holds no NULL; NULL for NULL.
Expr in_query(Expr value, Query query);

/// An expression that the user wrote in DuckDB's SQL (a check's `where`). The caller has had the engine's parser
/// confirm that it is exactly one expression.
Expr user_sql(std::string_view text);

}  // namespace c360::sql
