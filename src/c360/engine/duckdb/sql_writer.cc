#include "c360/engine/duckdb/sql_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "c360/base/error.h"
#include "c360/engine/duckdb/errors.h"
#include "c360/engine/duckdb/json_structure.h"
#include "c360/engine/duckdb/types.h"
#include "c360/sql/functions.h"
#include "c360/sql/mask_functions.h"

namespace c360::engine {

namespace {

using sql::Expr;
using sql::ExprKind;
using sql::ExprNode;
namespace fn = sql::fn;

/// Functions of the catalogue that the engine has under a name of its own.
std::string_view engine_function(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kNames{{
      {fn::kCount, "count"},
      {fn::kSum, "sum"},
      {fn::kMin, "min"},
      {fn::kMax, "max"},
      {fn::kArgMax, "arg_max"},
      {fn::kArgMin, "arg_min"},
      {fn::kRank, "rank"},
      {fn::kCoalesce, "coalesce"},
      {fn::kRow, "row"},
      {fn::kList, "list_value"},
      {fn::kListHas, "list_contains"},
      {fn::kJoinText, "array_to_string"},
      {fn::kStartsWith, "starts_with"},
      {fn::kNoteKey, fn::kNoteKey},
      {fn::kIsRepeatedKey, fn::kIsRepeatedKey},
      {fn::kIsKnownKey, fn::kIsKnownKey},
      {fn::kSetAside, fn::kSetAside},
  }};
  for (const auto& [ours, theirs] : kNames) {
    if (ours == name) return theirs;
  }
  return {};
}

bool is_reader(std::string_view name) {
  constexpr std::array kReaders{fn::kReadString,  fn::kReadBigint, fn::kReadInteger,   fn::kReadDouble,
                                fn::kReadBoolean, fn::kReadDate,   fn::kReadTimestamp, fn::kReadDatetime,
                                fn::kPassesRules, fn::kBrokenRule, fn::kExplainValue,  fn::kIsEmail,
                                fn::kIsPhone};
  return std::find(kReaders.begin(), kReaders.end(), name) != kReaders.end();
}

}  // namespace

void SqlWriter::write(const Expr& expr) {
  const ExprNode& node = expr.node();
  switch (node.kind) {
    case ExprKind::kColumn:
      return column(node);
    case ExprKind::kLiteral:
      return raw(write_literal(node));
    case ExprKind::kCall:
      return call(node);
    case ExprKind::kOperator:
      return operation(node);
    case ExprKind::kNot:
      raw("(NOT "), write(node.args.at(0)), raw(")");
      return;
    case ExprKind::kIsNull:
      raw("("), write(node.args.at(0)), raw(" IS NULL)");
      return;
    case ExprKind::kInList:
      return in_list(node);
    case ExprKind::kCase:
      return case_when(node);
    case ExprKind::kCast:
      raw("CAST("), write(node.args.at(0)), raw(" AS " + engine_name(node.type) + ")");
      return;
    case ExprKind::kFromJson:
      raw("from_json("), write(node.args.at(0)), raw(", " + quote_text(json_structure(node.type)) + ")");
      return;
    case ExprKind::kUserSql:
      raw("("), user_text(node.text), raw(")");
      return;
    case ExprKind::kRowNumber:
      return row_number(node);
    case ExprKind::kWindow:
      return window(node);
    case ExprKind::kExists:
      raw("EXISTS ("), write(*node.subquery), raw(")");
      return;
    case ExprKind::kInQuery:
      raw("("), write(node.args.at(0)), raw(" IN ("), write(*node.subquery), raw("))");
      return;
    case ExprKind::kStar:
      return star(node);
  }
}

void SqlWriter::column(const ExprNode& node) {
  if (!node.relation.empty()) raw(quote_identifier(node.relation) + ".");
  raw(quote_identifier(node.text));
}

void SqlWriter::star(const ExprNode& node) {
  if (!node.relation.empty()) raw(quote_identifier(node.relation) + ".");
  raw("*");
}

void SqlWriter::list(const std::vector<Expr>& items, std::string_view separator) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) raw(separator);
    write(items[i]);
  }
}

void SqlWriter::operation(const ExprNode& node) {
  raw("("), list(node.args, " " + node.text + " "), raw(")");
}

void SqlWriter::in_list(const ExprNode& node) {
  if (node.args.size() == 1) return raw("FALSE");
  raw("("), write(node.args.front()), raw(" IN (");
  list({node.args.begin() + 1, node.args.end()});
  raw("))");
}

void SqlWriter::case_when(const ExprNode& node) {
  if (node.args.size() == 1) return write(node.args.front());
  raw("CASE");
  for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
    raw(" WHEN "), write(node.args[i]), raw(" THEN "), write(node.args[i + 1]);
  }
  raw(" ELSE "), write(node.args.back()), raw(" END");
}

void SqlWriter::order_by(const std::vector<sql::OrderBy>& items) {
  raw("ORDER BY ");
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) raw(", ");
    write(items[i].expr);
    raw(items[i].descending ? " DESC" : " ASC");
    raw(items[i].nulls_last ? " NULLS LAST" : " NULLS FIRST");
  }
}

void SqlWriter::row_number(const ExprNode& node) {
  raw("row_number() OVER ("), over(node), raw(")");
}

void SqlWriter::over(const ExprNode& node) {
  if (!node.partition_by.empty()) raw("PARTITION BY "), list(node.partition_by);
  if (!node.partition_by.empty() && !node.order_by.empty()) raw(" ");
  if (!node.order_by.empty()) order_by(node.order_by);
}

void SqlWriter::window(const ExprNode& node) {
  write(node.args.at(0)), raw(" OVER ("), over(node);
  if (node.preceding == sql::kFromStart) {
    raw(" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
  } else if (node.preceding != sql::kNoFrame) {
    raw(fmt::format(" ROWS BETWEEN {} PRECEDING AND CURRENT ROW", node.preceding));
  }
  raw(")");
}

void SqlWriter::user_text(std::string_view text) {
  raw(kUserTextBegin), raw(text), raw(kUserTextEnd);
}

void SqlWriter::call(const ExprNode& node) {
  if (is_reader(node.text)) return native_call(node.text, node.args);
  if (node.text == fn::kReadDecimal) return read_decimal(node.args);
  if (node.text == fn::kListWithoutNulls) return list_without_nulls(node.args);
  if (node.text == fn::kConcat) {
    raw("("), list(node.args, " || "), raw(")");
    return;
  }
  if (node.text == fn::kSame) {
    raw("("), list(node.args, " IS NOT DISTINCT FROM "), raw(")");
    return;
  }
  if (node.text == fn::kToJson) {
    raw("CAST(to_json("), list(node.args), raw(") AS VARCHAR)");
    return;
  }
  if (measure_call(node) || calendar_call(node)) return;
  const bool hides = node.text == fn::kMask || node.text == fn::kMaskNumber;
  const std::string_view name = hides ? std::string_view(node.text) : engine_function(node.text);
  if (name.empty()) throw Error(ErrorCode::kInternal, fmt::format("no function '{}' in the catalogue", node.text));
  raw(name), raw("("), list(node.args), raw(")");
}

void SqlWriter::native_call(const std::string& name, const std::vector<Expr>& args) {
  functions_.insert(name);
  raw(quote_identifier(name)), raw("("), list(args), raw(")");
}

void SqlWriter::read_decimal(const std::vector<Expr>& args) {
  constexpr std::size_t kValueAndSpec = 2;
  if (args.size() != kValueAndSpec + 2) throw Error(ErrorCode::kInternal, "read_decimal takes (text, spec, p, s)");
  const std::string name = fmt::format("read_decimal_{}_{}", args[2].node().text, args[3].node().text);
  native_call(name, {args.begin(), args.begin() + kValueAndSpec});
}

void SqlWriter::list_without_nulls(const std::vector<Expr>& args) {
  if (args.empty()) return raw("CAST([] AS VARCHAR[])");
  raw("list_filter(list_value("), list(args), raw("), lambda x: x IS NOT NULL)");
}

void SqlWriter::write(const sql::Query& query) {
  if (!query.user_sql.empty()) return user_text(query.user_sql);
  for (std::size_t i = 0; i < query.with.size(); ++i) {
    raw(i == 0 ? "WITH " : ", "), raw(quote_identifier(query.with[i].name));
    raw(" AS ("), write(*query.with[i].query), raw(")");
  }
  if (!query.with.empty()) raw(" ");
  if (query.union_all.empty()) {
    select(query);
  } else {
    unite(query.union_all);
  }
  if (!query.order_by.empty()) raw(" "), order_by(query.order_by);
  if (query.limit) raw(fmt::format(" LIMIT {}", *query.limit));
}

void SqlWriter::unite(const std::vector<sql::Query>& queries) {
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (i > 0) raw(" UNION ALL ");
    raw("("), write(queries[i]), raw(")");
  }
}

void SqlWriter::select_item(const sql::SelectItem& item) {
  write(item.expr);
  if (!item.name.empty()) raw(" AS " + quote_identifier(item.name));
}

void SqlWriter::select(const sql::Query& query) {
  raw(query.distinct ? "SELECT DISTINCT " : "SELECT ");
  if (query.select.empty()) raw("*");
  for (std::size_t i = 0; i < query.select.size(); ++i) {
    if (i > 0) raw(", ");
    select_item(query.select[i]);
  }
  if (query.from) raw(" FROM "), relation(*query.from);
  for (const auto& joined : query.joins) join(joined);
  if (query.where) raw(" WHERE "), write(*query.where);
  if (!query.group_by.empty()) raw(" GROUP BY "), list(query.group_by);
  if (query.having) raw(" HAVING "), write(*query.having);
}

void SqlWriter::relation(const sql::Relation& relation) {
  if (!relation.table.empty()) {
    for (std::size_t i = 0; i < relation.table.size(); ++i) {
      raw(i > 0 ? "." : ""), raw(quote_identifier(relation.table[i]));
    }
  } else if (relation.subquery) {
    raw("("), write(*relation.subquery), raw(")");
  } else if (relation.scan) {
    raw("("), write(*relation.scan), raw(")");
  } else {
    raw(quote_identifier(relation.table_function)), raw("("), list(relation.arguments), raw(")");
  }
  if (!relation.alias.empty()) raw(" AS " + quote_identifier(relation.alias));
}

void SqlWriter::join(const sql::Join& join) {
  switch (join.kind) {
    case sql::Join::Kind::kInner:
      raw(" INNER JOIN ");
      break;
    case sql::Join::Kind::kLeft:
      raw(" LEFT JOIN ");
      break;
    case sql::Join::Kind::kFull:
      raw(" FULL JOIN ");
      break;
    case sql::Join::Kind::kSemi:
      raw(" SEMI JOIN ");
      break;
    case sql::Join::Kind::kAnti:
      raw(" ANTI JOIN ");
      break;
  }
  relation(*join.relation);
  raw(" ON "), write(join.on);
}

}  // namespace c360::engine
