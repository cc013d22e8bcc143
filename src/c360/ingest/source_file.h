// One file of a source, understood: what every format gives, so that whoever reads rows need not know the format.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/table_function.h"
#include "c360/ingest/file_options.h"
#include "c360/ingest/record_fault.h"
#include "c360/ingest/scanner.h"

namespace c360::ingest {

/// A record, but for its fields. `raw` stays as long as the file.
struct RecordView : Judgement {
  std::int64_t number = 0;
  std::string_view raw;  ///< the record's text, without what ends it; empty where the format has none
};

/// Where a field of a file goes.
struct FieldPlace {
  std::size_t output;  ///< a column of the ChunkWriter
  std::size_t field;   ///< a position in SourceFile::header()
};

/// Reads the records of one chunk, one after the other. One thread at a time; the file must outlive it.
class ChunkReader {
 public:
  virtual ~ChunkReader() = default;
  /// Goes to the next record; false after the chunk's last. Throws Error where the file can no longer be read.
  virtual bool next() = 0;
  /// Of the record that next() went to, and valid until it goes on.
  virtual RecordView record() const = 0;
  /// Writes fields of a record that has no fault into a row.
  virtual void write(const std::vector<FieldPlace>& places, engine::ChunkWriter& out, std::size_t row) = 0;
  /// The text of one field of a record that has no fault; nullopt: null.
  virtual std::optional<std::string> field(std::size_t at) const = 0;
};

/// A file read as far as promise 1 needs: its columns are known and its records counted, by a pass that is not the
/// reader's. Immutable; any thread may read it.
class SourceFile {
 public:
  virtual ~SourceFile() = default;
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;

  /// What messages and rows call it.
  const std::string& name() const { return name_; }
  /// The columns' names as they came; empty for a file without any.
  const std::vector<std::string>& header() const { return header_; }
  /// The counted records, and the chunks that are read side by side.
  const Scan& scan() const { return scan_; }
  /// Of the file's own bytes.
  const std::string& content_hash() const { return content_hash_; }

  /// How it was read: read with these options, the same bytes give the same rows.
  virtual FileOptions form() const = 0;
  virtual std::uint64_t size() const = 0;
  /// What its bytes are read as; UTF-8 where the format settles it.
  virtual Encoding encoding() const { return Encoding::kUtf8; }
  virtual std::unique_ptr<ChunkReader> open(const Chunk& chunk) const = 0;
  /// Takes a chunk's text out of this process's memory, once no reader needs it.
  virtual void let_go(const Chunk& /*chunk*/) const {}
  /// "read with delimiter ',' as utf-8", for messages about the columns.
  virtual std::string describe_form() const = 0;

  /// Why a record is malformed, as _cause tells it.
  std::string describe(const Judgement& judgement) const;
  /// The file's malformed records, at most `limit`, as "record 3: too few fields: 1 instead of 2".
  std::vector<std::string> describe_malformed(std::size_t limit) const;
  /// The text of a record, or its fields as JSON where the format has no text; nullopt if the file has fewer.
  std::optional<std::string> record_text(std::int64_t number) const;

 protected:
  explicit SourceFile(std::string name) : name_(std::move(name)) {}
  SourceFile(SourceFile&&) = default;
  SourceFile& operator=(SourceFile&&) = default;

  /// Throws Error(kData) for a chunk whose last record is longer than kMaxRecordBytes; `hint` says what to do.
  void check_length(const std::string& hint) const;

 private:
  std::string fields_as_json(const ChunkReader& reader) const;

 protected:
  std::string name_;
  std::vector<std::string> header_;
  Scan scan_;
  std::string content_hash_;
};

}  // namespace c360::ingest
