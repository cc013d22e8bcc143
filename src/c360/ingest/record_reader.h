// Splits text into records and fields (RFC 4180, and what scanner.h says of everything the RFC leaves open). Knows
// nothing of the counting pass but the place where a chunk begins.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "c360/ingest/dialect.h"
#include "c360/ingest/record_fault.h"
#include "c360/ingest/scanner.h"

namespace c360::ingest {

/// A field's bytes within the text, without its quotes.
struct CsvField {
  std::string_view bytes;
  bool quoted = false;
  bool doubled = false;  ///< holds doubled quotes, each of which means one
};

/// A field's value: doubled quotes made single.
std::string field_value(const CsvField& field, char quote);

/// A record; valid until the next is read, its bytes as long as the text.
struct CsvRecord : Judgement {
  std::int64_t number = 0;
  std::string_view raw;          ///< without its line end
  std::vector<CsvField> fields;  ///< at most one more than expected
};

/// Reads the records of one chunk. `text` is the whole file's text; one thread at a time.
class RecordReader {
 public:
  /// `expected_fields` 0: as many as come.
  RecordReader(std::string_view text, const Chunk& chunk, const CsvDialect& dialect, std::size_t expected_fields);

  /// Fills `record`; false after the chunk's last.
  bool next(CsvRecord& record);

  /// The first byte after the record read last.
  std::uint64_t position() const { return static_cast<std::uint64_t>(at_ - text_begin_); }

 private:
  const char* next_stop(const char* from);
  void load(const char* from);
  void read_field(CsvRecord& record);
  void read_quoted(CsvRecord& record);
  void finish_field(CsvRecord& record, const CsvField& field);
  void set_fault(CsvRecord& record, RecordFault fault) const;
  void judge(CsvRecord& record) const;
  const char* closing_quote(const char* open, bool& doubled) const;
  bool at_line_end() const { return at_ == text_end_ || *at_ == '\n' || *at_ == '\r'; }

  const char* text_begin_;
  const char* text_end_;
  const char* chunk_end_;
  const char* at_;
  CsvDialect dialect_;
  std::size_t expected_;
  bool check_text_;
  bool check_nul_;
  bool line_lost_ = false;
  std::int64_t next_number_;
  const char* block_ = nullptr;
  std::uint64_t stops_ = 0;  ///< delimiters and line ends of the 64 bytes at block_
};

}  // namespace c360::ingest
