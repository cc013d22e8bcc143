#include "c360/ingest/parquet/parquet_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/engine/parquet_text.h"
#include "c360/ingest/column_names.h"
#include "c360/ingest/parquet/parquet_footer.h"

namespace c360::ingest {
namespace {

constexpr std::int64_t kChunkRows = 100'000;

/// An engine apart from that which writes bronze: a reader works within one of that one's threads, and needs none.
/// It is never closed, as the engine's library may be gone when this process ends.
engine::Connection connect() {
  constexpr std::uint64_t kMemory = std::uint64_t{1} << 30;
  static auto* const database =
      new engine::Database({.memory_limit_bytes = kMemory, .spill_directory = {}, .threads = 1});
  return database->connect();
}

class ParquetChunkReader final : public ChunkReader {
 public:
  ParquetChunkReader(const std::filesystem::path& path, const std::string& name, const engine::ParquetRows& rows)
      : texts_(connect(), path, name, rows) {
    record_.number = rows.first;
  }

  bool next() override {
    ++record_.number;
    return texts_.next();
  }

  RecordView record() const override { return record_; }

  void write(const std::vector<FieldPlace>& places, engine::ChunkWriter& out, std::size_t row) override {
    for (const FieldPlace& place : places) {
      if (texts_.is_null(place.field)) {
        out.set_text(place.output, row, {});
        out.set_null(place.output, row);
      } else {
        out.set_text(place.output, row, texts_.text(place.field));
      }
    }
  }

  std::optional<std::string> field(std::size_t at) const override {
    if (texts_.is_null(at)) return std::nullopt;
    return std::string(texts_.text(at));
  }

 private:
  mutable engine::ParquetTexts texts_;
  RecordView record_;
};

bool is_row_number(const std::string& column) {
  return equal_ignoring_case(column, "file_row_number");
}

}  // namespace

ParquetFile::ParquetFile(const std::filesystem::path& path, std::string name)
    : SourceFile(std::move(name)), path_(path), bytes_(path) {
  const std::vector<std::int64_t> groups = parquet_row_groups(bytes_.bytes(), name_);
  engine::Connection connection = connect();
  header_ = engine::parquet_columns(connection, path_, name_);
  whole_ = std::any_of(header_.begin(), header_.end(), is_row_number);
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
  engine::ParquetTexts texts(connect(), path_, name_, {.columns = header_, .all = true});
  while (texts.next()) ++rows;
  if (rows == scan_.records) return;
  throw Error(ErrorCode::kData,
              fmt::format("{} is damaged: its footer tells of {} rows, but it has {}", name_, scan_.records, rows),
              "bring the whole file again; nothing of it was taken in");
}

FileOptions ParquetFile::form() const {
  FileOptions form;
  form.format = FileFormat::kParquet;
  return form;
}

std::unique_ptr<ChunkReader> ParquetFile::open(const Chunk& chunk) const {
  const engine::ParquetRows rows{header_, chunk.first_record - 1, chunk.first_record - 1 + chunk.records, whole_};
  return std::make_unique<ParquetChunkReader>(path_, name_, rows);
}

}  // namespace c360::ingest
