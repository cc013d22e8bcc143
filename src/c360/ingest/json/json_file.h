// One file of JSON records: NDJSON, an array, or an array within a document.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/ingest/json/json_reader.h"
#include "c360/ingest/source_file.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {

/// Immutable; any thread may read it.
class JsonFile final : public SourceFile {
 public:
  /// Reads every byte of the file at `path`. A constant of `options` is a column unless records have one of its name.
  /// Throws what SourceText and find_json_records throw, and Error(kData) for
  /// records longer than kMaxRecordBytes or with more than kMostJsonColumns columns.
  JsonFile(const std::filesystem::path& path, std::string name, const FileOptions& options);

  FileOptions form() const override;
  std::uint64_t size() const override { return text_.raw().size(); }
  Encoding encoding() const override { return text_.encoding(); }
  std::unique_ptr<ChunkReader> open(const Chunk& chunk) const override;
  void let_go(const Chunk& chunk) const override { text_.let_go(chunk.begin, chunk.end); }
  std::string describe_form() const override;

 private:
  std::string hash_of_file() const;
  void add_constants(const FileOptions& options);

  SourceText text_;
  JsonOptions options_;
  JsonLayout layout_ = JsonLayout::kLines;
  std::map<std::string, std::optional<std::string>> constants_;  ///< columns that no record has
  JsonColumns columns_;
  std::vector<std::optional<std::string>> values_;  ///< of the columns behind those, in all records
};

}  // namespace c360::ingest
