// Scans of Parquet files. Where every file is known to have every column as it is wanted, read_parquet alone does it;
// the optimizer then also has the files' statistics, which is why few files are read one by one. Otherwise
// read_parquet's `schema` names, casts and fills in columns file by file inside the reader, so that projections,
// filters and row-group pruning still reach the files; it knows no numbers of rows (joins would build on the wrong
// side), which is why they are told. Columns that stand for whole files are written beside it, one SELECT for each
// group of files with equal values, so that they are constants to the optimizer; beyond some groups, whose plans and
// readers would cost more than their rows, by a join of all files with a list of their values.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/parquet_catalog.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

namespace {

using Constants = std::vector<std::optional<std::string>>;

/// With 24 groups of a million rows a join takes four times as long as a UNION, with 2,000 groups of a thousand rows
/// less than half.
constexpr std::size_t kMostSelects = 32;

/// Up to so many files are read one by one: of a single file the engine's planner knows every column's bounds, of
/// several at once none, and with bounds it groups dense numbers in arrays. They must be of few rows for the memory
/// there is: each file takes threads of its own, and so a GROUP BY that spills holds on to more than its share.
constexpr std::size_t kMostFilesApart = 8;

/// The reader's virtual column that tells the file's position in the list; a column of that name in a file hides it.
constexpr const char* kFilePosition = "file_index";

struct Group {
  Constants constants;
  std::vector<std::string> files;
};

/// Each file alone.
std::vector<Group> one_by_one(const sql::ParquetScan& scan) {
  std::vector<Group> groups;
  for (const auto& file : scan.files) groups.push_back({file.constants, {file.path}});
  return groups;
}

/// Files of equal constants together, in the order of their first file.
std::vector<Group> by_constants(const sql::ParquetScan& scan) {
  std::vector<Group> groups;
  std::map<Constants, std::size_t> places;
  for (const auto& file : scan.files) {
    const auto [place, is_new] = places.try_emplace(file.constants, groups.size());
    if (is_new) groups.push_back({file.constants, {}});
    groups[place->second].files.push_back(file.path);
  }
  return groups;
}

/// The path as a pattern that matches nothing but itself.
std::string as_pattern(const std::string& path) {
  std::string pattern;
  for (const char c : path) {
    if (c == '*' || c == '?' || c == '[') {
      pattern += std::string("[") + c + "]";
    } else {
      pattern += c;
    }
  }
  return pattern;
}

std::string schema_entry(const sql::ScanColumn& column, const std::string& name) {
  return fmt::format("{}: {{'name': {}, 'type': {}, 'default_value': NULL}}", quote_text(column.physical_name),
                     quote_text(name), quote_text(engine_name(column.type)));
}

std::string schema_of(const sql::ParquetScan& scan) {
  std::string entries;
  for (const auto& column : scan.columns) {
    if (column.constant) continue;
    if (!entries.empty()) entries += ", ";
    entries += schema_entry(column, column.name);
  }
  return entries.empty() ? std::string() : ", schema = MAP {" + entries + "}";
}

/// The name of a column by its place, which no column of a file can clash with.
std::string by_place(std::size_t place) {
  return fmt::format("c{}", place);
}

/// Every column of the files under its place; one that no file has, where all columns stand for whole files.
std::string schema_by_place(const sql::ParquetScan& scan) {
  std::string entries;
  for (std::size_t i = 0; i < scan.columns.size(); ++i) {
    if (scan.columns[i].constant) continue;
    if (!entries.empty()) entries += ", ";
    entries += schema_entry(scan.columns[i], by_place(i));
  }
  if (entries.empty()) entries = schema_entry({"", "c360 reads no column", {}}, "none");
  return ", schema = MAP {" + entries + "}";
}

std::int64_t rows_of(const std::vector<std::shared_ptr<const ParquetFacts>>& facts) {
  std::int64_t rows = 0;
  for (const auto& file : facts) rows += file->rows;
  return rows;
}

std::vector<std::string> paths_of(const std::vector<sql::ScanFile>& files) {
  std::vector<std::string> paths;
  for (const auto& file : files) paths.push_back(file.path);
  return paths;
}

std::string constant(const sql::ScanColumn& column, const Constants& values, std::size_t position) {
  const bool known = position < values.size() && values[position].has_value();
  if (!known) return fmt::format("CAST(NULL AS {})", engine_name(column.type));
  return write_literal(sql::literal(*values[position], column.type).node());
}

/// (VALUES (…), …) AS v("file", "c1", …): the position of each file and its constants.
std::string constants_table(const sql::ParquetScan& scan) {
  std::string rows;
  for (std::size_t file = 0; file < scan.files.size(); ++file) {
    rows += fmt::format("{}({}::UBIGINT", file > 0 ? ", " : "", file);
    for (std::size_t i = 0; i < scan.columns.size(); ++i) {
      if (scan.columns[i].constant) rows += ", " + constant(scan.columns[i], scan.files[file].constants, i);
    }
    rows += ")";
  }
  std::string names = "\"file\"";
  for (std::size_t i = 0; i < scan.columns.size(); ++i) {
    if (scan.columns[i].constant) names += ", " + quote_identifier(by_place(i));
  }
  return "(VALUES " + rows + ") AS v(" + names + ")";
}

}  // namespace

std::string file_list(const std::vector<std::string>& files) {
  std::string list;
  for (const auto& file : files) list += (list.empty() ? "" : ", ") + quote_text(as_pattern(file));
  return "[" + list + "]";
}

void SqlWriter::write(const sql::ParquetScan& scan) {
  const std::vector<Group> groups = reads_apart(scan) ? one_by_one(scan) : by_constants(scan);
  if (groups.empty()) return scan_nothing(scan);
  if (groups.size() > kMostSelects) return scan_joined(scan);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0) raw(" UNION ALL ");
    scan_part(scan, groups[i].files, groups[i].constants);
  }
}

bool SqlWriter::reads_apart(const sql::ParquetScan& scan) {
  if (scan.files.size() > kMostFilesApart) return false;
  return catalog_ == nullptr || rows_of(catalog_->facts(paths_of(scan.files))) <= catalog_->most_rows_apart();
}

void SqlWriter::scan_column(const sql::ScanColumn& column, bool by_physical_name) {
  const std::string name = quote_identifier(column.name);
  if (!by_physical_name || column.name == column.physical_name) return raw(name);
  raw(quote_identifier(column.physical_name) + " AS " + name);
}

void SqlWriter::scan_part(const sql::ParquetScan& scan, const std::vector<std::string>& files,
                          const Constants& constants) {
  const auto facts = catalog_ == nullptr ? std::vector<std::shared_ptr<const ParquetFacts>>() : catalog_->facts(files);
  const bool uniform = is_uniform(scan, facts);
  raw(scan.columns.empty() ? "SELECT *" : "SELECT ");
  for (std::size_t i = 0; i < scan.columns.size(); ++i) {
    const auto& column = scan.columns[i];
    raw(i > 0 ? ", " : "");
    if (column.constant) {
      raw(constant(column, constants, i) + " AS " + quote_identifier(column.name));
    } else {
      scan_column(column, uniform);
    }
  }
  raw(" FROM read_parquet(" + file_list(files) + ", hive_partitioning = FALSE");
  if (!facts.empty() && (!uniform || files.size() > 1)) raw(fmt::format(", explicit_cardinality = {}", rows_of(facts)));
  raw(uniform ? ")" : schema_of(scan) + ")");
}

void SqlWriter::scan_joined(const sql::ParquetScan& scan) {
  raw("SELECT ");
  for (std::size_t i = 0; i < scan.columns.size(); ++i) {
    const auto& column = scan.columns[i];
    raw(fmt::format("{}{}.{} AS {}", i > 0 ? ", " : "", column.constant ? "v" : "p", quote_identifier(by_place(i)),
                    quote_identifier(column.name)));
  }
  const std::vector<std::string> paths = paths_of(scan.files);
  raw(" FROM read_parquet(" + file_list(paths) + ", hive_partitioning = FALSE");
  const auto facts = catalog_ == nullptr ? std::vector<std::shared_ptr<const ParquetFacts>>() : catalog_->facts(paths);
  if (!facts.empty()) raw(fmt::format(", explicit_cardinality = {}", rows_of(facts)));
  raw(schema_by_place(scan) + ") AS p INNER JOIN " + constants_table(scan) + " ON p." + kFilePosition +
      " = v.\"file\"");
}

void SqlWriter::scan_nothing(const sql::ParquetScan& scan) {
  if (scan.columns.empty()) throw Error(ErrorCode::kInternal, "a scan of no files and no columns");
  raw("SELECT ");
  for (std::size_t i = 0; i < scan.columns.size(); ++i) {
    raw(i > 0 ? ", " : "");
    raw(constant(scan.columns[i], {}, i) + " AS " + quote_identifier(scan.columns[i].name));
  }
  raw(" WHERE FALSE");
}

}  // namespace c360::engine
