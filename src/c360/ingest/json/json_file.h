// One file of JSON records: NDJSON, an array, or an array within a document.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "c360/ingest/json/json_reader.h"
#include "c360/ingest/source_file.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {

/// Immutable; any thread may read it.
class JsonFile final : public SourceFile {
 public:
  /// Reads every byte of the file at `path`. Throws what SourceText and find_json_records throw, and Error(kData) for
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

  SourceText text_;
  JsonOptions options_;
  JsonLayout layout_ = JsonLayout::kLines;
  JsonColumns columns_;
};

}  // namespace c360::ingest
