#include "c360/engine/duckdb/dialect.h"

#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

std::string DuckDbDialect::identifier(std::string_view name) const {
  return quote_identifier(name);
}

std::string DuckDbDialect::write(const sql::Type& type) const {
  return engine_name(type);
}

std::string DuckDbDialect::write(const sql::Expr& expr) const {
  SqlWriter writer;
  writer.write(expr);
  return writer.text();
}

std::string DuckDbDialect::write(const sql::Query& query) const {
  SqlWriter writer;
  writer.write(query);
  return writer.text();
}

}  // namespace c360::engine
