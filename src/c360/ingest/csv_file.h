// One CSV file, understood: its text, dialect, header and counted records.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "c360/ingest/file_head.h"
#include "c360/ingest/record_reader.h"
#include "c360/ingest/scanner.h"
#include "c360/ingest/source_text.h"

namespace c360::ingest {

/// A file read as far as promise 1 needs. Immutable; any thread may read it.
class CsvFile {
 public:
  /// Reads every byte of the file at `path`; `name` is what messages and rows call it. Throws what SourceText does, and
  /// Error(kData) for a delimiter that cannot be told, for a header that is malformed, names a column twice or is
  /// longer than kMaxHeaderBytes, and for records longer than kMaxRecordBytes.
  CsvFile(const std::filesystem::path& path, std::string name, const CsvOptions& options);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_.text(); }
  Encoding encoding() const { return text_.encoding(); }
  bool compressed() const { return text_.compressed(); }
  const CsvDialect& dialect() const { return dialect_; }
  /// The columns' names as they came; empty for a file without any record.
  const std::vector<std::string>& header() const { return header_; }
  const Scan& scan() const { return scan_; }
  /// Of the file's own bytes.
  const std::string& content_hash() const { return content_hash_; }
  std::uint64_t size() const { return text_.raw().size(); }

  /// A reader of one chunk's records, judged by the header.
  RecordReader read(const Chunk& chunk) const;
  /// Takes a chunk's text out of this process's memory, once no reader needs it.
  void let_go(const Chunk& chunk) const { text_.let_go(chunk.begin, chunk.end); }
  /// The file's malformed records, at most `limit`, as "record 3: too few fields: 1 instead of 2".
  std::vector<std::string> describe_malformed(std::size_t limit) const;

 private:
  void understand(const CsvOptions& options);
  void check_header(const CsvRecord& record) const;
  void check_length(const Chunk& chunk) const;

  std::string name_;
  SourceText text_;
  CsvDialect dialect_;
  std::vector<std::string> header_;
  Scan scan_;
  std::string content_hash_;
};

}  // namespace c360::ingest
