// One CSV file, understood: its text, dialect, header and counted records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "c360/ingest/file_head.h"
#include "c360/ingest/record_reader.h"
#include "c360/ingest/source_file.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {

/// Immutable; any thread may read it.
class CsvFile final : public SourceFile {
 public:
  /// Reads every byte of the file at `path`; `name` is what messages and rows call it. Throws what SourceText does, and
  /// Error(kData) for a delimiter that cannot be told, for a header that is malformed, names a column twice or is
  /// longer than kMaxHeaderBytes, and for records longer than kMaxRecordBytes.
  CsvFile(const std::filesystem::path& path, std::string name, const CsvOptions& options);

  std::string_view text() const { return text_.text(); }
  bool compressed() const { return text_.compressed(); }
  const CsvDialect& dialect() const { return dialect_; }

  FileOptions form() const override;
  Encoding encoding() const override { return text_.encoding(); }
  std::uint64_t size() const override { return text_.raw().size(); }
  std::unique_ptr<ChunkReader> open(const Chunk& chunk) const override;
  void let_go(const Chunk& chunk) const override { text_.let_go(chunk.begin, chunk.end); }
  std::string describe_form() const override;

  /// A reader of one chunk's records, judged by the header.
  RecordReader read(const Chunk& chunk) const;

 private:
  void understand(const CsvOptions& options);
  void check_header(const CsvRecord& record) const;

  SourceText text_;
  CsvDialect dialect_;
  bool has_header_;
};

}  // namespace c360::ingest
