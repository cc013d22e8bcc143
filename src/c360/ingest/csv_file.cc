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

class CsvChunkReader final : public ChunkReader {
 public:
  CsvChunkReader(RecordReader reader, char quote) : reader_(std::move(reader)), quote_(quote) {}

  bool next() override { return reader_.next(record_); }
  RecordView record() const override { return {record_, record_.number, record_.raw}; }
  void write(const std::vector<FieldPlace>& places, engine::ChunkWriter& out, std::size_t row) override {
    for (const FieldPlace& place : places) {
      const CsvField& field = record_.fields[place.field];
      if (field.doubled) {
        out.set_text(place.output, row, field_value(field, quote_));
      } else {
        out.set_stable_text(place.output, row, field.bytes);
      }
    }
  }
  std::optional<std::string> field(std::size_t at) const override { return field_value(record_.fields[at], quote_); }

 private:
  RecordReader reader_;
  char quote_;
  CsvRecord record_;
};

}  // namespace

CsvFile::CsvFile(const std::filesystem::path& path, std::string name, const CsvOptions& options)
    : SourceFile(std::move(name)), text_(path, name_, options.encoding), has_header_(options.header) {
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
  check_length("is it a CSV file? its lines must end in LF, CR or CRLF");
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

std::unique_ptr<ChunkReader> CsvFile::open(const Chunk& chunk) const {
  return std::make_unique<CsvChunkReader>(read(chunk), dialect_.quote.value_or('\0'));
}

FileOptions CsvFile::form() const {
  FileOptions options;
  options.format = FileFormat::kCsv;
  options.csv.delimiter = dialect_.delimiter;
  options.csv.quote = dialect_.quote.value_or('\0');
  options.csv.encoding = encoding();
  options.csv.header = has_header_;
  if (!has_header_) options.csv.columns = header_;
  return options;
}

std::string CsvFile::describe_form() const {
  return fmt::format("read with delimiter {} as {}", delimiter_name(dialect_.delimiter), to_string(encoding()));
}

}  // namespace c360::ingest
