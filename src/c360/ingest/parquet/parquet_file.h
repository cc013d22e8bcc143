// One Parquet file as a source file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/ingest/source_file.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {

/// Columns that stand in a Delta table's log instead of its data files, and their one value.
using ParquetConstants = std::map<std::string, std::optional<std::string>>;

/// Its rows in the file's order, read through the engine; the count is of our own reading of the footer. Immutable; any
/// thread may read it. The file at `path` must stay.
class ParquetFile final : public SourceFile {
 public:
  /// Reads every value once, so that a damaged file is told before it is registered. Throws Error(kData) for one,
  /// Error(kUnsupported) for one that is encrypted.
  ParquetFile(const std::filesystem::path& path, std::string name, ParquetConstants constants = {});

  FileOptions form() const override;
  std::uint64_t size() const override { return bytes_.bytes().size(); }
  std::unique_ptr<ChunkReader> open(const Chunk& chunk) const override;
  std::string describe_form() const override { return "the columns of the Parquet file"; }

 private:
  void count(const std::vector<std::int64_t>& groups);
  void read_all() const;

  std::filesystem::path path_;
  MappedFile bytes_;  ///< keeps the content, should the file go while it is read
  ParquetConstants constants_;
  std::vector<std::string> stored_;                 ///< the columns that it has itself
  std::vector<std::optional<std::string>> values_;  ///< of the columns behind them
  bool whole_ = false;                              ///< can be read only from begin to end
};

}  // namespace c360::ingest
