// One Parquet file as a source file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "c360/ingest/source_file.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {

/// Its rows in the file's order, read through the engine; the count is of our own reading of the footer. Immutable; any
/// thread may read it. The file at `path` must stay.
class ParquetFile final : public SourceFile {
 public:
  /// Reads every value once, so that a damaged file is told before it is registered. Throws Error(kData) for one,
  /// Error(kUnsupported) for one that is encrypted.
  ParquetFile(const std::filesystem::path& path, std::string name);

  FileOptions form() const override;
  std::uint64_t size() const override { return bytes_.bytes().size(); }
  std::unique_ptr<ChunkReader> open(const Chunk& chunk) const override;
  std::string describe_form() const override { return "the columns of the Parquet file"; }

 private:
  void count(const std::vector<std::int64_t>& groups);
  void read_all() const;

  std::filesystem::path path_;
  MappedFile bytes_;    ///< keeps the content, should the file go while it is read
  bool whole_ = false;  ///< can be read only from begin to end
};

}  // namespace c360::ingest
