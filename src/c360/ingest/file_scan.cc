#include "c360/ingest/file_scan.h"

#include <algorithm>
#include <utility>

#include "c360/ingest/bronze_columns.h"

namespace c360::ingest {
namespace {

/// Where the fields of one file go, for the columns that a query needs.
struct RowPlan {
  std::vector<FieldPlace> texts;
  std::vector<std::size_t> nulls;
  std::vector<std::pair<std::size_t, std::string>> constant_texts;
  std::vector<std::pair<std::size_t, std::int64_t>> constant_numbers;
  std::optional<std::size_t> row_number;
};

RowPlan plan_rows(const FileToRead& file, const std::vector<engine::TableColumn>& columns,
                  const std::vector<std::size_t>& projected) {
  RowPlan plan;
  for (std::size_t output = 0; output < projected.size(); ++output) {
    const std::size_t column = projected[output];
    const std::string& name = columns[column].name;
    if (column < file.match.size() && file.match[column]) {
      plan.texts.push_back({output, *file.match[column]});
    } else if (name == kSourceFile) {
      plan.constant_texts.emplace_back(output, file.file->name());
    } else if (name == kBatchId) {
      plan.constant_texts.emplace_back(output, file.batch_id);
    } else if (name == kFileNo) {
      plan.constant_numbers.emplace_back(output, file.file_no);
    } else if (name == kIngestedAt) {
      plan.constant_numbers.emplace_back(output, file.ingested_at);
    } else if (name == kSourceRow) {
      plan.row_number = output;
    } else {
      plan.nulls.push_back(output);
    }
  }
  return plan;
}

/// A chunk of one file.
struct ChunkToRead {
  std::size_t file;
  std::size_t chunk;
};

class ScanReader final : public engine::RowReader {
 public:
  ScanReader(FileScan& scan, const std::vector<ChunkToRead>& chunks, std::atomic<std::size_t>& next,
             std::vector<std::size_t> projected)
      : scan_(scan), chunks_(chunks), next_(next), projected_(std::move(projected)) {}

  void next(engine::ChunkWriter& out) override {
    if (scan_.cancel() != nullptr) scan_.cancel()->check();
    std::size_t rows = 0;
    while (rows == 0 && (reader_ || take_chunk())) rows = fill(out);
    if (rows > 0) fill_constants(out);
    out.set_rows(rows);
  }

 private:
  bool take_chunk() {
    if (chunk_ != nullptr) scan_.files()[file_].file->let_go(*std::exchange(chunk_, nullptr));
    const std::size_t at = next_++;
    if (at >= chunks_.size()) return false;
    const FileToRead& file = scan_.files()[chunks_[at].file];
    if (!planned_ || file_ != chunks_[at].file) plan_ = plan_rows(file, scan_.columns(), projected_);
    planned_ = true;
    file_ = chunks_[at].file;
    chunk_ = &file.file->scan().chunks[chunks_[at].chunk];
    reader_ = file.file->open(*chunk_);
    return true;
  }

  std::size_t fill(engine::ChunkWriter& out) {
    std::size_t rows = 0;
    std::int64_t malformed = 0;
    while (rows < out.capacity()) {
      if (!reader_->next()) {
        reader_.reset();
        break;
      }
      const RecordView record = reader_->record();
      if (record.fault == RecordFault::kNone) {
        write_row(out, rows++, record.number);
      } else {
        scan_.add_malformed({record.raw, record, file_, record.number});
        ++malformed;
      }
    }
    scan_.tally(file_).rows += static_cast<std::int64_t>(rows);
    scan_.tally(file_).malformed += malformed;
    return rows;
  }

  void write_row(engine::ChunkWriter& out, std::size_t row, std::int64_t number) {
    reader_->write(plan_.texts, out, row);
    if (plan_.row_number) out.set_bigint(*plan_.row_number, row, number);
  }

  void fill_constants(engine::ChunkWriter& out) const {
    for (const auto& [output, text] : plan_.constant_texts) out.set_constant(output, text);
    for (const auto& [output, number] : plan_.constant_numbers) out.set_constant_bigint(output, number);
    for (const std::size_t output : plan_.nulls) out.set_constant_null(output);
  }

  FileScan& scan_;
  const std::vector<ChunkToRead>& chunks_;
  std::atomic<std::size_t>& next_;
  std::vector<std::size_t> projected_;
  bool planned_ = false;
  std::size_t file_ = 0;
  RowPlan plan_;
  const Chunk* chunk_ = nullptr;  // that the reader reads or has read last
  std::unique_ptr<ChunkReader> reader_;
};

class ScanSource final : public engine::RowSource {
 public:
  /// Reads the files from `begin` to before `end`.
  ScanSource(std::shared_ptr<FileScan> scan, std::size_t begin, std::size_t end) : scan_(std::move(scan)) {
    for (std::size_t file = begin; file < end; ++file) {
      const Scan& counted = scan_->files()[file].file->scan();
      records_ += counted.records;
      for (std::size_t chunk = 0; chunk < counted.chunks.size(); ++chunk) chunks_.push_back({file, chunk});
    }
  }

  const std::vector<engine::TableColumn>& columns() const override { return scan_->columns(); }
  void begin() override { next_ = 0; }
  std::size_t max_readers() const override { return std::max<std::size_t>(1, chunks_.size()); }
  std::unique_ptr<engine::RowReader> open_reader(const std::vector<std::size_t>& projected) override {
    return std::make_unique<ScanReader>(*scan_, chunks_, next_, projected);
  }
  std::int64_t estimated_rows() const override { return records_; }

 private:
  std::shared_ptr<FileScan> scan_;
  std::vector<ChunkToRead> chunks_;
  std::int64_t records_ = 0;
  std::atomic<std::size_t> next_{0};
};

class MalformedReader final : public engine::RowReader {
 public:
  MalformedReader(const FileScan& scan, const std::vector<MalformedRecord>& records,
                  const std::vector<engine::TableColumn>& columns, std::atomic<std::size_t>& next)
      : scan_(scan), records_(records), columns_(columns), next_(next) {}

  /// The writer keeps a chunk's texts in memory, so that a chunk of long records has few.
  void next(engine::ChunkWriter& out) override {
    constexpr std::size_t kMostBytes = std::size_t{32} << 20;
    std::size_t rows = 0;
    for (std::size_t bytes = 0; rows < out.capacity() && next_ < records_.size() && bytes < kMostBytes; ++rows) {
      const MalformedRecord& record = records_[next_++];
      for (std::size_t output = 0; output < out.projected().size(); ++output) {
        write(out, output, rows, record, columns_[out.projected()[output]].name);
      }
      bytes += record.raw.size();
    }
    out.set_rows(rows);
  }

 private:
  void write(engine::ChunkWriter& out, std::size_t output, std::size_t row, const MalformedRecord& record,
             const std::string& column) const {
    const FileToRead& file = scan_.files()[record.file];
    if (column == kRaw) {
      out.set_text(output, row, visible_text(record.raw));
    } else if (column == kCause) {
      out.set_text(output, row, file.file->describe(record.judgement));
    } else if (column == kSourceFile) {
      out.set_stable_text(output, row, file.file->name());
    } else if (column == kBatchId) {
      out.set_stable_text(output, row, file.batch_id);
    } else if (column == kSourceRow) {
      out.set_bigint(output, row, record.row);
    } else {
      out.set_bigint(output, row, column == kFileNo ? file.file_no : file.ingested_at);
    }
  }

  const FileScan& scan_;
  const std::vector<MalformedRecord>& records_;
  const std::vector<engine::TableColumn>& columns_;
  std::atomic<std::size_t>& next_;
};

class MalformedSource final : public engine::RowSource {
 public:
  MalformedSource(std::shared_ptr<const FileScan> scan, std::shared_ptr<const std::vector<MalformedRecord>> records)
      : scan_(std::move(scan)), records_(std::move(records)), columns_(table_columns(malformed_schema())) {}

  const std::vector<engine::TableColumn>& columns() const override { return columns_; }
  void begin() override { next_ = 0; }
  std::size_t max_readers() const override { return 1; }
  std::unique_ptr<engine::RowReader> open_reader(const std::vector<std::size_t>& /*projected*/) override {
    return std::make_unique<MalformedReader>(*scan_, *records_, columns_, next_);
  }
  std::int64_t estimated_rows() const override { return static_cast<std::int64_t>(records_->size()); }

 private:
  std::shared_ptr<const FileScan> scan_;
  std::shared_ptr<const std::vector<MalformedRecord>> records_;
  std::vector<engine::TableColumn> columns_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace

FileScan::FileScan(std::vector<engine::TableColumn> columns, std::vector<FileToRead> files, const Cancellation* cancel)
    : columns_(std::move(columns)), files_(std::move(files)), tallies_(files_.size()), cancel_(cancel) {
  for (const FileToRead& file : files_) {
    records_ += file.file->scan().records;
    chunks_ += file.file->scan().chunks.size();
  }
}

double FileScan::share_read() const {
  std::int64_t read = 0;
  for (const Tally& tally : tallies_) read += tally.rows + tally.malformed;
  return records_ == 0 ? 1 : static_cast<double>(read) / static_cast<double>(records_);
}

void FileScan::add_malformed(MalformedRecord record) {
  const std::lock_guard lock(mutex_);
  malformed_.push_back(std::move(record));
}

std::vector<MalformedRecord> FileScan::take_malformed() {
  const std::lock_guard lock(mutex_);
  std::sort(malformed_.begin(), malformed_.end(), [](const MalformedRecord& a, const MalformedRecord& b) {
    return std::pair(a.file, a.row) < std::pair(b.file, b.row);
  });
  return std::exchange(malformed_, {});
}

std::unique_ptr<engine::RowSource> open_scan(std::shared_ptr<FileScan> scan) {
  const std::size_t files = scan->files().size();
  return std::make_unique<ScanSource>(std::move(scan), 0, files);
}

std::unique_ptr<engine::RowSource> open_scan(std::shared_ptr<FileScan> scan, std::size_t file) {
  return std::make_unique<ScanSource>(std::move(scan), file, file + 1);
}

std::unique_ptr<engine::RowSource> open_malformed(std::shared_ptr<const FileScan> scan,
                                                  std::shared_ptr<const std::vector<MalformedRecord>> records) {
  return std::make_unique<MalformedSource>(std::move(scan), std::move(records));
}

}  // namespace c360::ingest
