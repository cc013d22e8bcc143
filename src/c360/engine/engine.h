// What runs SQL on this machine. A thin, safe face on an embedded engine (DuckDB); engine/duckdb/ is the one place that
// includes duckdb.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/sql/dialect.h"
#include "c360/sql/query.h"

namespace c360::engine {

struct Options {
  std::uint64_t memory_limit_bytes = 0;   ///< 0: 60 % of the machine's memory (of its cgroup, if smaller)
  std::filesystem::path spill_directory;  ///< empty: a temporary folder, made when first needed
  int threads = 0;                        ///< 0: as many as the machine has
  std::uint64_t spill_limit_bytes = 0;    ///< 0: nine tenths of what is free on its disk
};

/// In which zone instants have days and hours, and on which day weeks start.
struct Calendar {
  std::string time_zone = "UTC";  ///< a name of the IANA time zone database
  int week_start = 1;             ///< ISO: 1 Monday … 7 Sunday
  bool operator==(const Calendar&) const = default;
};

/// One column of a result.
struct ResultColumn {
  std::string name;
  std::string type;  ///< as the engine names it: "DECIMAL(12,2)", "VARCHAR", …
  sql::Type known;   ///< the same as ours, or what it is stored as (HUGEINT: decimal(38,0)), where has_known_type
  bool has_known_type = false;
};

/// Some rows of a result, column by column. Valid until the next chunk is asked for.
class Chunk {
 public:
  std::size_t rows() const;
  bool is_null(std::size_t column, std::size_t row) const;
  std::int64_t bigint(std::size_t column, std::size_t row) const;                 ///< any integer type, booleans too
  double real(std::size_t column, std::size_t row) const;                         ///< FLOAT and DOUBLE
  __int128 unscaled(std::size_t column, std::size_t row) const;                   ///< DECIMAL: 12.50 is 1250
  std::string_view text(std::size_t column, std::size_t row) const;               ///< VARCHAR and BLOB
  std::vector<std::string> text_list(std::size_t column, std::size_t row) const;  ///< VARCHAR[]
  /// Any value as people read it: decimals at their scale, dates as 2024-05-31, lists as [a, b]. "" for NULL.
  std::string display(std::size_t column, std::size_t row) const;

  struct Impl;
  explicit Chunk(std::unique_ptr<Impl> impl);
  Chunk(Chunk&&) noexcept;
  Chunk& operator=(Chunk&&) noexcept;
  ~Chunk();

 private:
  std::unique_ptr<Impl> impl_;
};

/// The rows of a query, streamed. Must not outlive its connection; one thread at a time. Any later statement on the
/// same connection ends it: read it to its end first, or use a second connection.
class Result {
 public:
  const std::vector<ResultColumn>& columns() const;
  /// The next rows; nullopt after the last. Throws Error(kEngine or kCancelled).
  std::optional<Chunk> next();

  struct Impl;
  explicit Result(std::unique_ptr<Impl> impl);
  Result(Result&&) noexcept;
  Result& operator=(Result&&) noexcept;
  ~Result();
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// What is known of a Parquet file as it was written, for Delta's statistics.
struct ColumnStatistics {
  std::string column;
  std::int64_t null_count = 0;
  std::optional<std::string> min;  ///< as text; already safe bounds (instants rounded outwards to milliseconds, as
                                   ///< "2024-05-31T08:15:00.123Z", datetimes without the Z; long strings cut)
  std::optional<std::string> max;
};
struct WrittenParquet {
  std::int64_t rows = 0;
  std::vector<ColumnStatistics> columns;  ///< top-level columns whose bounds may be trusted, with their null counts
};

/// Which encodings a Parquet file may use.
enum class ParquetVersion {
  k1,  ///< plain and dictionary: what every reader knows
  k2   ///< delta encodings too: keys and row numbers in a tenth of the space, and read faster. Known to Spark since 3.3
};

class TableFunction;
class LateTable;
struct ScalarFunction;

/// One conversation with the database. One thread at a time, except interrupt() and progress(), which any thread may
/// call.
class Connection {
 public:
  /// Runs a query; rows come as they are asked for. Throws Error(kEngine) with the engine's reason.
  Result query(const sql::Query& query);
  /// Runs one statement of SQL that the user wrote, with values for its ? marks. Late tables (late_table.h) are told
  /// what a SELECT asks of them; for all other statements and functions here they give all their rows.
  Result query_user_sql(std::string_view text, const std::vector<std::string>& parameters = {});

  /// The first column of the first row, which must exist and not be NULL.
  std::int64_t query_bigint(const sql::Query& query);

  /// CREATE [TEMP] TABLE … AS. Returns the rows it holds.
  std::int64_t create_table_as(const std::vector<std::string>& name, const sql::Query& query, bool temporary = true);
  /// CREATE SCHEMA IF NOT EXISTS / CREATE OR REPLACE VIEW … AS.
  void create_schema(std::string_view name);
  void create_schema(const std::vector<std::string>& name);
  void create_view(const std::vector<std::string>& name, const sql::Query& query);
  void drop_table(const std::vector<std::string>& name);
  void drop_view(const std::vector<std::string>& name);

  /// Writes a query's rows to one Parquet file (snappy), its row groups in no particular order. Throws
  /// Error(kNoSpace) for a full disk.
  WrittenParquet copy_to_parquet(const sql::Query& query, const std::filesystem::path& file,
                                 ParquetVersion version = ParquetVersion::k1);

  /// Writes a query's rows to one CSV file with a header: UTF-8, commas, quotes where needed, NULL as nothing and an
  /// empty text as "". Returns the rows. Throws Error(kNoSpace) for a full disk.
  std::int64_t copy_to_csv(const sql::Query& query, const std::filesystem::path& file);

  /// Appends the rows of a CSV file as copy_to_csv() writes them, its columns in the table's order, to a table. Returns
  /// the rows. Throws Error(kEngine) for a value that its column cannot hold, with its line, and for a record of more
  /// than 16 MiB, Error(kIo) for a file that cannot be read.
  std::int64_t copy_from_csv(const std::vector<std::string>& table, const std::filesystem::path& file);

  /// A database file, made where there is none, whose tables have this name in front of theirs from now on.
  void attach(const std::filesystem::path& file, std::string_view name);
  /// The same of a file that is there and stays as it is; others may read it meanwhile.
  void attach_to_read(const std::filesystem::path& file, std::string_view name);
  /// Writes all of it to its file, and lets go of it.
  void detach(std::string_view name);

  /// The columns that a query would give, without running it. Throws Error(kEngine) for what does not compile.
  std::vector<ResultColumn> describe(const sql::Query& query);

  /// The engine's syntax tree of SELECT statements as JSON. Throws Error(kEngine) for a syntax error.
  std::string parse_to_json(std::string_view select_text);
  /// The SELECT that a syntax tree in the form of parse_to_json stands for.
  std::string sql_from_json(std::string_view tree);

  /// The engine's resolved plan of SELECT statements as JSON. Throws Error(kEngine) for what does not compile.
  std::string plan_to_json(std::string_view select_text);
  /// Throws Error(kEngine), its line and column within the text, unless the text is exactly one SQL expression (of a
  /// check's `where`). Names are not looked up.
  void check_expression(std::string_view text);

  /// From now on a request of `cancellation` stops what runs on this connection, within a second, with
  /// Error(kCancelled). It must outlive the connection or the next call; nullptr ends it.
  void set_cancellation(const Cancellation* cancellation);
  /// Stops what runs on this connection now; its call throws Error(kCancelled).
  void interrupt();
  /// From now on progress() knows; statements take a hundredth longer for it.
  void keep_progress();
  /// Of the running statement: 0 to 100, or below 0 if not known.
  double progress();

  struct Impl;
  explicit Connection(std::unique_ptr<Impl> impl);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// An in-memory database of this process. Any thread may open connections. Our own functions (functions.h) are there
/// from the start; nothing is ever loaded or installed from outside.
class Database {
 public:
  explicit Database(const Options& options = {});
  ~Database();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;

  Connection connect();
  /// What local_time, week_of and weekday_of (calendar functions, for users' SQL) answer from now on, on all
  /// connections; a database begins with UTC and Monday. Throws Error(kUsage) for a zone that the engine does not know.
  void set_calendar(const Calendar& calendar);
  const sql::Dialect& dialect() const;
  /// From now on it may use so much memory. False, and all stays as it is, where more is in use by what runs.
  bool set_memory_limit(std::uint64_t bytes);
  /// Tables made of rows that C++ code gives (table_function.h); the name must be free.
  void add(std::shared_ptr<const TableFunction> function);
  /// A function of values (scalar_function.h); the name must be free.
  void add(ScalarFunction function);
  /// A table whose rows are put together for each statement (late_table.h). Replaces the one of that name. The relation
  /// that reads it.
  sql::Relation add(const std::string& name, std::shared_ptr<const LateTable> table);

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace c360::engine
