#include <fmt/format.h>

#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/sql_writer.h"

namespace c360::engine {

Statement statement(const SqlWriter& writer) {
  return {writer.text(), writer.functions()};
}

Statement Connection::Impl::write(std::string_view before, const sql::Query& query, std::string_view after) {
  SqlWriter writer(&database->catalog());
  writer.raw(before);
  writer.write(query);
  writer.raw(after);
  return statement(writer);
}

Error Connection::Impl::error(const char* engine_text, const Statement& statement) {
  stopped_short = true;
  return to_error(database->ledger(), engine_text == nullptr ? "unknown error" : engine_text, statement.text,
                  statement.all_user);
}

PreparedHandle Connection::Impl::prepare(const Statement& statement) {
  if (statement.text.find('\0') != std::string::npos) {
    throw Error(ErrorCode::kEngine, "the statement holds a NUL byte", "write chr(0) for it");
  }
  transaction.end_if_left();
  database->provide(statement.functions);
  fit_arrays();
  PreparedHandle prepared = compile(statement);
  if (fit_arrays()) prepared = compile(statement);  // compiling it has met a larger table than any before
  return prepared;
}

bool Connection::Impl::fit_arrays() {
  const int bits = database->array_bits();
  if (bits == array_bits) return false;
  database->set_array_bits(handle, bits);
  array_bits = bits;
  return true;
}

PreparedHandle Connection::Impl::compile(const Statement& statement) {
  ExtractedHandle statements;
  const idx_t count = duckdb_extract_statements(handle.get(), statement.text.c_str(), statements.out());
  if (count == 0 && duckdb_extract_statements_error(statements.get()) != nullptr) {
    throw error(duckdb_extract_statements_error(statements.get()), statement);
  }
  if (count != 1) {
    throw Error(ErrorCode::kEngine, fmt::format("expected one SQL statement, found {}", count),
                "give one statement at a time");
  }
  PreparedHandle prepared;
  if (duckdb_prepare_extracted_statement(handle.get(), statements.get(), 0, prepared.out()) != DuckDBSuccess) {
    throw error(duckdb_prepare_error(prepared.get()), statement);
  }
  return prepared;
}

void Connection::Impl::run(const Statement& statement, ResultHandle& result) {
  const Watchdog::Watch watch(watchdog);
  const PreparedHandle prepared = prepare(statement);
  if (duckdb_execute_prepared(prepared.get(), result.get()) != DuckDBSuccess) {
    throw error(duckdb_result_error(result.get()), statement);
  }
}

void Connection::Impl::run(const Statement& statement) {
  ResultHandle result;
  run(statement, result);
}

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Result Connection::query(const sql::Query& query) {
  return stream(*impl_, impl_->write("", query));
}

std::int64_t Connection::query_bigint(const sql::Query& query) {
  Result result = this->query(query);
  const auto chunk = result.next();
  if (!chunk || chunk->rows() == 0 || chunk->is_null(0, 0)) {
    throw Error(ErrorCode::kInternal, "a query for one number gave none");
  }
  return chunk->bigint(0, 0);
}

std::int64_t Connection::create_table_as(const std::vector<std::string>& name, const sql::Query& query,
                                         bool temporary) {
  const std::string before =
      fmt::format("CREATE {}TABLE {} AS ", temporary ? "TEMP " : "", impl_->database->dialect().qualified(name));
  Result result = stream(*impl_, impl_->write(before, query));
  const auto count = result.next();
  const std::int64_t rows = count && count->rows() > 0 ? count->bigint(0, 0) : 0;
  impl_->database->catalog().expect(rows);
  return rows;
}

void Connection::create_schema(std::string_view name) {
  impl_->run(Statement{"CREATE SCHEMA IF NOT EXISTS " + quote_identifier(name)});
}

void Connection::create_schema(const std::vector<std::string>& name) {
  impl_->run(Statement{"CREATE SCHEMA IF NOT EXISTS " + impl_->database->dialect().qualified(name)});
}

void Connection::attach(const std::filesystem::path& file, std::string_view name) {
  impl_->run(Statement{"ATTACH " + quote_text(file.string()) + " AS " + quote_identifier(name)});
}

void Connection::attach_to_read(const std::filesystem::path& file, std::string_view name) {
  impl_->run(Statement{"ATTACH " + quote_text(file.string()) + " AS " + quote_identifier(name) + " (READ_ONLY)"});
}

void Connection::detach(std::string_view name) {
  impl_->run(Statement{"CHECKPOINT " + quote_identifier(name)});
  impl_->run(Statement{"DETACH " + quote_identifier(name)});
}

void Connection::create_view(const std::vector<std::string>& name, const sql::Query& query) {
  const LateTables::Use columns_only(impl_->database->late_tables());
  impl_->run(impl_->write("CREATE OR REPLACE VIEW " + impl_->database->dialect().qualified(name) + " AS ", query));
}

void Connection::drop_table(const std::vector<std::string>& name) {
  impl_->run(Statement{"DROP TABLE " + impl_->database->dialect().qualified(name)});
}

void Connection::drop_view(const std::vector<std::string>& name) {
  impl_->run(Statement{"DROP VIEW " + impl_->database->dialect().qualified(name)});
}

std::vector<ResultColumn> Connection::describe(const sql::Query& query) {
  const Watchdog::Watch watch(impl_->watchdog);
  const LateTables::Use columns_only(impl_->database->late_tables());
  return columns_of(impl_->prepare(impl_->write("", query)).get());
}

void Connection::set_cancellation(const Cancellation* cancellation) {
  impl_->watchdog.set(cancellation);
}

void Connection::interrupt() {
  duckdb_interrupt(impl_->handle.get());
}

void Connection::keep_progress() {
  impl_->run(Statement{"SET enable_progress_bar_print = false"});  // a bar that is on, though not shown
  impl_->run(Statement{"SET progress_bar_time = 0"});
  impl_->run(Statement{"SET enable_progress_bar = true"});
}

double Connection::progress() {
  return duckdb_query_progress(impl_->handle.get()).percentage;
}

}  // namespace c360::engine
