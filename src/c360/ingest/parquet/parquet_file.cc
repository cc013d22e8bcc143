#include "c360/ingest/parquet/parquet_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/engine/parquet_text.h"
#include "c360/ingest/column_names.h"
#include "c360/ingest/parquet/parquet_engine.h"
#include "c360/ingest/parquet/parquet_footer.h"

namespace c360::ingest {
namespace {

constexpr std::int64_t kChunkRows = 100'000;

class ParquetChunkReader final : public ChunkReader {
 public:
  ParquetChunkReader(const std::filesystem::path& path, const std::string& name, const engine::ParquetRows& rows,
                     const std::vector<std::optional<std::string>>& constants)
      : texts_(parquet_engine().connect(), path, name, rows), stored_(rows.columns.size()), constants_(constants) {
    record_.number = rows.first;
  }

  bool next() override {
    ++record_.number;
    return texts_.next();
  }

  RecordView record() const override { return record_; }

  void write(const std::vector<FieldPlace>& places, engine::ChunkWriter& out, std::size_t row) override {
    for (const FieldPlace& place : places) {
      if (const auto text = text_of(place.field)) {
        out.set_text(place.output, row, *text);
      } else {
        out.set_text(place.output, row, {});
        out.set_null(place.output, row);
      }
    }
  }

  std::optional<std::string> field(std::size_t at) const override {
    const auto text = text_of(at);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  }

 private:
  std::optional<std::string_view> text_of(std::size_t field) const {
    if (field >= stored_) return constants_[field - stored_];
    if (texts_.is_null(field)) return std::nullopt;
    return texts_.text(field);
  }

  mutable engine::ParquetTexts texts_;
  std::size_t stored_;  ///< columns that the file has itself; those behind are constants
  const std::vector<std::optional<std::string>>& constants_;
  RecordView record_;
};

bool is_row_number(const std::string& column) {
  return equal_ignoring_case(column, "file_row_number");
}

}  // namespace

ParquetFile::ParquetFile(const std::filesystem::path& path, std::string name, ParquetConstants constants)
    : SourceFile(std::move(name)), path_(path), bytes_(path), constants_(std::move(constants)) {
  const std::vector<std::int64_t> groups = parquet_row_groups(bytes_.bytes(), name_);
  engine::Connection connection = parquet_engine().connect();
  stored_ = engine::parquet_columns(connection, path_, name_);
  whole_ = std::any_of(stored_.begin(), stored_.end(), is_row_number);
  header_ = stored_;
  for (const auto& [column, text] : constants_) {
    header_.push_back(column);
    values_.push_back(text);
  }
  count(groups);
  read_all();
  content_hash_ = c360::content_hash(bytes_.bytes());
  bytes_.let_go(0, bytes_.bytes().size());
}

/// Chunks are whole row groups: the engine skips the others.
void ParquetFile::count(const std::vector<std::int64_t>& groups) {
  Chunk chunk;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    chunk.records += groups[at];
    const bool last = at + 1 == groups.size();
    if (chunk.records == 0 || (!last && (whole_ || chunk.records < kChunkRows))) continue;
    scan_.records += chunk.records;
    scan_.chunks.push_back(chunk);
    chunk = {};
    chunk.first_record = scan_.records + 1;
  }
}

void ParquetFile::read_all() const {
  std::int64_t rows = 0;
  engine::ParquetTexts texts(parquet_engine().connect(), path_, name_, {.columns = stored_, .all = true});
  while (texts.next()) ++rows;
  if (rows == scan_.records) return;
  throw Error(ErrorCode::kData,
              fmt::format("{} is damaged: its footer tells of {} rows, but it has {}", name_, scan_.records, rows),
              "bring the whole file again; nothing of it was taken in");
}

FileOptions ParquetFile::form() const {
  FileOptions form;
  form.format = FileFormat::kParquet;
  form.constants = constants_;
  return form;
}

std::unique_ptr<ChunkReader> ParquetFile::open(const Chunk& chunk) const {
  const engine::ParquetRows rows{stored_, chunk.first_record - 1, chunk.first_record - 1 + chunk.records, whole_};
  return std::make_unique<ParquetChunkReader>(path_, name_, rows, values_);
}

}  // namespace c360::ingest
