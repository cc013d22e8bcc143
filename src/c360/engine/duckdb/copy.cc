// Queries written as Parquet and CSV files, and CSV files read back.
#include <fmt/format.h>

#include <algorithm>

#include "c360/engine/arrow_rows.h"
#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/statistics.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

namespace {

bool is_stored_as_it_is(const ResultColumn& column) {
  return !column.has_known_type || engine_name(column.known) == column.type;
}

/// Writes the query; around it, casts of the types that a table cannot store (HUGEINT would become DOUBLE).
void write_storable(SqlWriter& writer, const sql::Query& query, const std::vector<ResultColumn>& columns) {
  if (std::all_of(columns.begin(), columns.end(), is_stored_as_it_is)) return writer.write(query);
  sql::Query outer;
  outer.from = sql::subquery(query);
  for (const auto& column : columns) {
    const sql::Expr value = sql::column(column.name);
    outer.select.push_back({is_stored_as_it_is(column) ? value : sql::cast(value, column.known), column.name});
  }
  writer.write(outer);
}

/// Distinct values of a column in a row group (122,880 rows) beyond which it is written without a dictionary. The
/// engine's own limit, a fifth of the rows, costs a third of the time of writing for files that are no smaller; below
/// some thousand, dates as text would lose their dictionaries, and files grow.
constexpr int kLargestDictionary = 8192;

Statement copy_statement(ParquetCatalog& catalog, const sql::Query& query, const std::vector<ResultColumn>& columns,
                         const std::filesystem::path& file, ParquetVersion version) {
  SqlWriter writer(&catalog);
  writer.raw("COPY (");
  write_storable(writer, query, columns);
  writer.raw(") TO " + quote_text(file.string()) + " (FORMAT parquet, COMPRESSION snappy, " +
             fmt::format("PARQUET_VERSION {}, DICTIONARY_SIZE_LIMIT {}, RETURN_STATS)",
                         version == ParquetVersion::k2 ? "V2" : "V1", kLargestDictionary));
  return statement(writer);
}

/// The rows that a COPY tells.
std::int64_t count_of(ResultHandle& result) {
  const Chunk::Impl chunk{DataChunkHandle(duckdb_fetch_chunk(*result.get()))};
  return chunk.column(0).at<std::int64_t>(0);
}

}  // namespace

WrittenParquet Connection::copy_to_parquet(const sql::Query& query, const std::filesystem::path& file,
                                           ParquetVersion version) {
  const std::vector<ResultColumn> columns = describe(query);
  ResultHandle result;
  impl_->run(copy_statement(impl_->database->catalog(), query, columns, file, version), result);
  const Chunk::Impl chunk{DataChunkHandle(duckdb_fetch_chunk(*result.get()))};
  constexpr std::size_t kCount = 1;
  constexpr std::size_t kStatistics = 4;
  return {static_cast<std::int64_t>(chunk.column(kCount).at<std::uint64_t>(0)),
          trusted_statistics(read_statistics(chunk.column(kStatistics)), columns)};
}

void copy_user_sql_to_parquet(Connection& connection, std::string_view select,
                              const std::vector<std::string>& parameters, std::optional<std::int64_t> limit,
                              const std::filesystem::path& file) {
  Connection::Impl& impl = connection.impl();
  sql::Query user;
  user.user_sql = select;
  const PreparedHandle prepared = impl.prepare(Statement{user.user_sql, {}, true});
  sql::Query rows;
  rows.from = sql::subquery(std::move(user));
  rows.limit = limit;
  Result result =
      stream(impl, copy_statement(impl.database->catalog(), rows, columns_of(prepared.get()), file, ParquetVersion::k1),
             parameters);
  while (result.next()) continue;
}

std::int64_t Connection::copy_to_csv(const sql::Query& query, const std::filesystem::path& file) {
  ResultHandle result;
  impl_->run(impl_->write("COPY (", query, ") TO " + quote_text(file.string()) + " (FORMAT csv, HEADER)"), result);
  return count_of(result);
}

std::int64_t Connection::copy_from_csv(const std::vector<std::string>& table, const std::filesystem::path& file) {
  // All is told, so that nothing is guessed from the file.
  constexpr const char* kOptions =
      " (FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', ALLOW_QUOTED_NULLS FALSE, "
      "AUTO_DETECT FALSE, MAX_LINE_SIZE 16777216, BUFFER_SIZE 33554432)";
  ResultHandle result;
  impl_->run(Statement{"COPY " + impl_->database->dialect().qualified(table) + " FROM " + quote_text(file.string()) +
                       kOptions},
             result);
  return count_of(result);
}

}  // namespace c360::engine
