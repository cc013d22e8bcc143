// DuckDB's SQL.
#pragma once

#include <string>
#include <string_view>

#include "c360/sql/dialect.h"

namespace c360::engine {

/// Names always quoted, literals escaped and typed, operators in brackets.
class DuckDbDialect final : public sql::Dialect {
 public:
  std::string identifier(std::string_view name) const override;
  std::string write(const sql::Type& type) const override;
  std::string write(const sql::Expr& expr) const override;
  std::string write(const sql::Query& query) const override;
};

}  // namespace c360::engine
