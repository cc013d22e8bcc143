#include "c360/engine/duckdb/parquet_catalog.h"

#include <algorithm>
#include <iterator>

#include "c360/engine/duckdb/chunk_impl.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

namespace {

/// Calls `each(chunk, row)` for every row; false if the statement fails.
template <typename Each>
bool for_each_row(duckdb_connection connection, const std::string& statement, Each each) {
  ResultHandle result;
  if (duckdb_query(connection, statement.c_str(), result.get()) != DuckDBSuccess) return false;
  while (DataChunkHandle raw{duckdb_fetch_chunk(*result.get())}) {
    const std::size_t rows = duckdb_data_chunk_get_size(raw.get());
    const Chunk::Impl chunk(std::move(raw));
    for (std::size_t row = 0; row < rows; ++row) each(chunk, row);
  }
  return true;
}

/// Walks a file's columns, which come depth first, and keeps the topmost ones.
class TopLevelColumns {
 public:
  /// The name and type of a topmost column go to `facts`; what is below one is passed over.
  void visit(ParquetFacts& facts, std::string_view name, std::string_view type, std::int64_t children) {
    if (!seen_root_) {
      seen_root_ = true;
      return;
    }
    if (inside_ > 0) {
      inside_ += children - 1;
      return;
    }
    facts.columns.emplace(name, children > 0 ? std::string_view() : type);
    inside_ = children;
  }

 private:
  bool seen_root_ = false;
  std::int64_t inside_ = 0;  // columns still to come below the topmost one
};

std::string text_or_nothing(const ColumnVector& column, std::size_t row) {
  return column.is_null(row) ? std::string() : std::string(column.text(row));
}

}  // namespace

bool ParquetCatalog::is_known(const std::string& file) const {
  const auto entry = entries_.find(file);
  if (entry == entries_.end()) return false;
  std::error_code failure;
  return std::filesystem::file_size(file, failure) == entry->second.size &&
         std::filesystem::last_write_time(file, failure) == entry->second.modified && !failure;
}

bool ParquetCatalog::load(const std::vector<std::string>& files) {
  std::map<std::string, TopLevelColumns> walks;
  for (const auto& file : files) {
    std::error_code failure;
    entries_[file] = {std::make_shared<ParquetFacts>(), std::filesystem::file_size(file, failure),
                      std::filesystem::last_write_time(file, failure)};
    if (failure) return false;
  }
  const std::string list = file_list(files);
  ParquetFacts of_others;  // where the engine spells a path in another way: its file stays without facts
  const auto facts_of = [&](const Chunk::Impl& chunk, std::size_t row) -> ParquetFacts& {
    const auto entry = entries_.find(std::string(chunk.column(0).text(row)));
    return entry == entries_.end() ? of_others : *entry->second.facts;
  };
  return for_each_row(connection_.get(), "SELECT file_name, num_rows FROM parquet_file_metadata(" + list + ")",
                      [&](const Chunk::Impl& chunk, std::size_t row) {
                        facts_of(chunk, row).rows = chunk.column(1).at<std::int64_t>(row);
                      }) &&
         for_each_row(connection_.get(),
                      "SELECT file_name, name, duckdb_type, num_children FROM parquet_schema(" + list + ")",
                      [&](const Chunk::Impl& chunk, std::size_t row) {
                        const auto& children = chunk.column(3);
                        walks[std::string(chunk.column(0).text(row))].visit(
                            facts_of(chunk, row), chunk.column(1).text(row), text_or_nothing(chunk.column(2), row),
                            children.is_null(row) ? 0 : children.at<std::int64_t>(row));
                      });
}

std::vector<std::shared_ptr<const ParquetFacts>> ParquetCatalog::facts(const std::vector<std::string>& files) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> unknown;
  std::copy_if(files.begin(), files.end(), std::back_inserter(unknown),
               [this](const std::string& file) { return !is_known(file); });
  if (!unknown.empty() && !load(unknown)) {
    for (const auto& file : unknown) entries_.erase(file);
    return {};
  }
  std::vector<std::shared_ptr<const ParquetFacts>> result;
  std::int64_t rows = 0;
  for (const auto& file : files) {
    result.push_back(entries_.at(file).facts);
    rows += result.back()->rows;
  }
  expect(rows);
  return result;
}

void ParquetCatalog::expect(std::int64_t rows) {
  std::int64_t most = most_rows_;
  while (rows > most && !most_rows_.compare_exchange_weak(most, rows)) {
  }
}

bool is_uniform(const sql::ParquetScan& scan, const std::vector<std::shared_ptr<const ParquetFacts>>& facts) {
  const auto has_all = [&scan](const std::shared_ptr<const ParquetFacts>& file) {
    return std::all_of(scan.columns.begin(), scan.columns.end(), [&file](const sql::ScanColumn& column) {
      if (column.constant) return true;
      const auto found = file->columns.find(column.physical_name);
      return found != file->columns.end() && found->second == engine_name(column.type);
    });
  };
  return !facts.empty() && std::all_of(facts.begin(), facts.end(), has_all);
}

}  // namespace c360::engine
