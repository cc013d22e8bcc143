#include "c360/ingest/json/json_reader.h"

#include "c360/ingest/json/json_split.h"

namespace c360::ingest {
namespace {

/// How many bytes of a text follow a part of it.
std::size_t bytes_behind(std::string_view text, std::string_view part) {
  return static_cast<std::size_t>(text.data() + text.size() - (part.data() + part.size()));
}

class JsonChunkReader final : public ChunkReader {
 public:
  JsonChunkReader(const JsonRecords& records, const Chunk& chunk)
      : text_(records.text),
        columns_(records.columns),
        constants_(records.constants),
        splitter_(records.text, chunk, records.layout),
        parser_(records.flatten),
        seen_in_(columns_.names().size(), 0),
        field_of_(columns_.names().size(), 0) {
    record_.number = chunk.first_record - 1;
  }

  bool next() override {
    if (!splitter_.next(record_.raw)) return false;
    static_cast<Judgement&>(record_) = parser_.parse(record_.raw, bytes_behind(text_, record_.raw));
    ++record_.number;
    if (record_.fault == RecordFault::kNone && !(parser_.same_names() && placed_)) place_fields();
    if (record_.fault != RecordFault::kNone) placed_ = false;
    return true;
  }

  RecordView record() const override { return record_; }

  void write(const std::vector<FieldPlace>& places, engine::ChunkWriter& out, std::size_t row) override {
    for (const FieldPlace& place : places) {
      if (place.field >= field_of_.size()) {
        write_constant(constants_[place.field - field_of_.size()], place.output, out, row);
        continue;
      }
      const JsonField* field = find(place.field);
      if (field == nullptr || field->null) {
        out.set_text(place.output, row, {});
        out.set_null(place.output, row);
      } else if (field->stable) {
        out.set_stable_text(place.output, row, field->text);
      } else {
        out.set_text(place.output, row, field->text);
      }
    }
  }

  std::optional<std::string> field(std::size_t at) const override {
    if (at >= field_of_.size()) return constants_[at - field_of_.size()];
    const JsonField* field = find(at);
    if (field == nullptr || field->null) return std::nullopt;
    return std::string(field->text);
  }

 private:
  static void write_constant(const std::optional<std::string>& text, std::size_t output, engine::ChunkWriter& out,
                             std::size_t row) {
    out.set_stable_text(output, row, text ? std::string_view(*text) : std::string_view());
    if (!text) out.set_null(output, row);
  }

  /// Notes where the fields of this record are, and of those after it that have the same names.
  void place_fields() {
    placed_ = true;
    ++shape_;
    for (std::size_t at = 0; at < parser_.fields().size(); ++at) {
      const std::size_t column = columns_.find(parser_.fields()[at].name);
      if (column == JsonColumns::kNone) continue;
      seen_in_[column] = shape_;
      field_of_[column] = at;
    }
  }

  const JsonField* find(std::size_t column) const {
    return seen_in_[column] == shape_ ? &parser_.fields()[field_of_[column]] : nullptr;
  }

  std::string_view text_;
  const JsonColumns& columns_;
  std::span<const std::optional<std::string>> constants_;
  JsonSplitter splitter_;
  JsonRecordParser parser_;
  RecordView record_;
  bool placed_ = false;
  std::uint64_t shape_ = 0;             ///< counts the changes of the records' names
  std::vector<std::uint64_t> seen_in_;  ///< of each column: the last shape that has it
  std::vector<std::size_t> field_of_;   ///< and which field it was
};

}  // namespace

std::unique_ptr<ChunkReader> read_json(const JsonRecords& records, const Chunk& chunk) {
  return std::make_unique<JsonChunkReader>(records, chunk);
}

void collect_columns(std::string_view text, JsonLayout layout, bool flatten, const Scan& scan, const std::string& file,
                     JsonColumns& columns, const ChunkDone& done) {
  JsonRecordParser parser(flatten);
  bool known = false;
  for (const Chunk& chunk : scan.chunks) {
    JsonSplitter splitter(text, chunk, layout);
    std::string_view record;
    while (splitter.next(record)) {
      const bool fault = parser.parse(record, bytes_behind(text, record)).fault != RecordFault::kNone;
      if (!fault && !(known && parser.same_names())) columns.add(parser.fields(), file);
      known = !fault;
    }
    if (done) done(chunk);
  }
}

}  // namespace c360::ingest
