// Puts DuckDB's SQL together from trees.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "c360/sql/query.h"

namespace c360::engine {

/// "name", its quotes doubled. Throws Error(kUnsupported) for a name with NUL, which the engine cannot hold.
std::string quote_identifier(std::string_view name);
/// 'text', its quotes doubled; NUL bytes by chr(0).
std::string quote_text(std::string_view text);
/// A typed literal of any kind but lists. Throws Error(kInternal) for one of those that is not NULL.
std::string write_literal(const sql::ExprNode& literal);

/// Paths as a list that the engine's file functions take, none of them a pattern.
std::string file_list(const std::vector<std::string>& files);

class ParquetCatalog;

/// Collects one statement's text. Used once, by one thread.
class SqlWriter {
 public:
  /// With a catalog, scans are written for what their files hold; without one, so that they suit any files.
  explicit SqlWriter(ParquetCatalog* catalog = nullptr) : catalog_(catalog) {}

  void write(const sql::Expr& expr);
  void write(const sql::Query& query);
  void write(const sql::ParquetScan& scan);
  void raw(std::string_view text) { text_ += text; }

  const std::string& text() const { return text_; }
  /// The native functions that the text calls, by the engine's name for them ("read_decimal_12_2").
  const std::set<std::string>& functions() const { return functions_; }

 private:
  void column(const sql::ExprNode& node);
  void star(const sql::ExprNode& node);
  void call(const sql::ExprNode& node);
  void operation(const sql::ExprNode& node);
  void in_list(const sql::ExprNode& node);
  void case_when(const sql::ExprNode& node);
  void row_number(const sql::ExprNode& node);
  void window(const sql::ExprNode& node);
  void over(const sql::ExprNode& node);
  void list(const std::vector<sql::Expr>& items, std::string_view separator = ", ");
  void order_by(const std::vector<sql::OrderBy>& items);
  void user_text(std::string_view text);
  void native_call(const std::string& name, const std::vector<sql::Expr>& args);
  void read_decimal(const std::vector<sql::Expr>& args);
  void list_without_nulls(const std::vector<sql::Expr>& args);
  /// Functions that measures need; false for others.
  bool measure_call(const sql::ExprNode& node);
  bool calendar_call(const sql::ExprNode& node);
  void periods_between(const std::string& period, const sql::Expr& from, const sql::Expr& to);
  void percentile(const std::vector<sql::Expr>& args, std::string_view direction);
  void divide(const std::vector<sql::Expr>& args);

  void select(const sql::Query& query);
  void select_item(const sql::SelectItem& item);
  void unite(const std::vector<sql::Query>& queries);
  void relation(const sql::Relation& relation);
  void join(const sql::Join& join);

  bool reads_apart(const sql::ParquetScan& scan);
  void scan_part(const sql::ParquetScan& scan, const std::vector<std::string>& files,
                 const std::vector<std::optional<std::string>>& constants);
  void scan_column(const sql::ScanColumn& column, bool by_physical_name);
  void scan_joined(const sql::ParquetScan& scan);
  void scan_nothing(const sql::ParquetScan& scan);

  ParquetCatalog* catalog_;
  std::string text_;
  std::set<std::string> functions_;
};

}  // namespace c360::engine
