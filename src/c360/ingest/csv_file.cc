#include "c360/ingest/csv_file.h"

#include <fmt/format.h>

#include <set>

#include "c360/base/error.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kShownBytes = 200;

std::string shown(std::string_view raw) {
  const std::string text = visible_text(raw.substr(0, kShownBytes));
  return raw.size() > kShownBytes ? text + " …" : text;
}

}  // namespace

CsvFile::CsvFile(const std::filesystem::path& path, std::string name, const CsvOptions& options)
    : name_(std::move(name)), text_(path, name_, options.encoding) {
  understand(options);
  const bool undecided = !options.encoding && text_.encoding() == Encoding::kUtf8 && text_.begin() == 0;
  const bool suspicious = scan_.text.invalid > 0 || !check_utf8(text().substr(0, kDialectHead)).valid();
  if (undecided && suspicious && looks_like_windows_1252(text(), check_utf8(text()))) {
    text_.decode_as(Encoding::kWindows1252);
    understand(options);
  }
  if (options.header && !header_.empty()) {
    CsvRecord record;
    const Chunk head{.begin = text_.begin(), .end = text().size(), .may_hold_invalid = true, .may_hold_nul = true};
    RecordReader reader(text(), head, dialect_, 0);
    reader.next(record);
    check_header(record);
  }
  text_.let_go();
}

void CsvFile::understand(const CsvOptions& options) {
  const bool whole = text().size() - text_.begin() <= kDialectHead;
  FileHead head = read_head(text(), text_.begin(), whole, name_, options);
  dialect_ = head.dialect;
  header_ = std::move(head.columns);
  ContentHash hash;
  if (!text_.is_raw()) hash.update(text_.raw());
  scan_ = scan_records(text(), head.end, dialect_, text_.is_raw() ? &hash : nullptr);
  content_hash_ = hash.hex();
  for (const Chunk& chunk : scan_.chunks) check_length(chunk);
}

void CsvFile::check_length(const Chunk& chunk) const {
  if (chunk.end - chunk.begin <= kMaxRecordBytes + kChunkBytes) return;
  throw Error(ErrorCode::kData,
              fmt::format("{} has a record of more than {} MiB among its records {} to {}", name_,
                          kMaxRecordBytes >> 20, chunk.first_record, chunk.first_record + chunk.records - 1),
              "is it a CSV file? its lines must end in LF, CR or CRLF");
}

void CsvFile::check_header(const CsvRecord& record) const {
  if (record.fault != RecordFault::kNone) {
    throw Error(ErrorCode::kData,
                fmt::format("the header of {} is malformed ({}): {}", name_, describe_fault(record, 0, encoding()),
                            shown(record.raw)),
                "correct the header, or say `encoding:`, `quote:` or `header: false` in the source");
  }
  std::set<std::string> seen;
  for (const std::string& column : header_) {
    if (column.empty() || seen.insert(column).second) continue;
    throw Error(ErrorCode::kData,
                fmt::format("the header of {} names '{}' twice: {}", name_, column, shown(record.raw)),
                "give every column a name of its own, or say `header: false` and `columns:` in the source");
  }
}

RecordReader CsvFile::read(const Chunk& chunk) const {
  return {text(), chunk, dialect_, header_.size()};
}

std::vector<std::string> CsvFile::describe_malformed(std::size_t limit) const {
  std::vector<std::string> found;
  CsvRecord record;
  for (const Chunk& chunk : scan_.chunks) {
    RecordReader reader = read(chunk);
    while (found.size() < limit && reader.next(record)) {
      if (record.fault == RecordFault::kNone) continue;
      found.push_back(fmt::format("record {}: {}", record.number, describe_fault(record, header_.size(), encoding())));
    }
  }
  return found;
}

}  // namespace c360::ingest
