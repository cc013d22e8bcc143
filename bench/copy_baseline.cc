// The measure that c360's speed is given in: the same DuckDB library, on its own, merely copies CSV files to one
// Parquet file each, every column as text, snappy. It talks to duckdb.h directly, so that nothing of c360 slows or
// speeds it.
//
//   copy_baseline THREADS OUTPUT_FOLDER FILE.csv…
#include <duckdb.h>

#include <cstdio>
#include <filesystem>
#include <string>

namespace {

// Left to itself, DuckDB's sniffer takes files with malformed records for files of one column, and strict reading ends
// at the first quote that never closes: both would copy something else than the columns.
constexpr const char* kReading =
    "delim = ',', quote = '\"', header = true, all_varchar = true, strict_mode = false, ignore_errors = true";

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

bool run(duckdb_connection connection, const std::string& statement) {
  duckdb_result result;
  const bool done = duckdb_query(connection, statement.c_str(), &result) == DuckDBSuccess;
  if (!done) std::fprintf(stderr, "copy_baseline: %s\n", duckdb_result_error(&result));
  duckdb_destroy_result(&result);
  return done;
}

bool copy(duckdb_connection connection, const std::string& csv, const std::filesystem::path& folder) {
  const auto parquet = folder / std::filesystem::path(csv).filename().replace_extension(".parquet");
  return run(connection, "COPY (SELECT * FROM read_csv(" + quoted(csv) + ", " + kReading + ")) TO " +
                             quoted(parquet.string()) + " (FORMAT parquet, COMPRESSION snappy)");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: copy_baseline THREADS OUTPUT_FOLDER FILE.csv...\n", stderr);
    return 2;
  }
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  if (duckdb_open(nullptr, &database) != DuckDBSuccess || duckdb_connect(database, &connection) != DuckDBSuccess) {
    std::fputs("copy_baseline: cannot open a database in memory\n", stderr);
    return 1;
  }
  bool done = run(connection, "SET threads = " + std::to_string(std::stoi(argv[1]))) &&
              run(connection, "SET preserve_insertion_order = false");
  for (int i = 3; done && i < argc; ++i) done = copy(connection, argv[i], argv[2]);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  return done ? 0 : 1;
}
