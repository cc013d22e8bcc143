// Files as rows: what the engine reads bronze from, several chunks at a time, with the malformed records kept aside.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/base/clock.h"
#include "c360/engine/table_function.h"
#include "c360/ingest/source_file.h"

namespace c360::ingest {

/// A file and what its rows say of it.
struct FileToRead {
  std::shared_ptr<const SourceFile> file;
  std::int64_t file_no = 0;
  Micros ingested_at = 0;
  std::string batch_id;
  /// For each column of the scan the file's column; nullopt, also beyond the end: c360's own, or NULL.
  std::vector<std::optional<std::size_t>> match;
  std::shared_ptr<const void> copy{};  ///< what must be there as long as the file is read
};

/// A record that became no row. Its text stays in the file until it is written: there may be millions.
struct MalformedRecord {
  std::string_view raw;
  Judgement judgement;
  std::size_t file = 0;  ///< position in FileScan::files()
  std::int64_t row = 0;  ///< its number in the file
};

/// Some files to be read once. Any thread may call it.
class FileScan {
 public:
  /// What reading has given of one file so far.
  struct Tally {
    std::atomic<std::int64_t> rows{0};
    std::atomic<std::int64_t> malformed{0};
  };

  /// Columns called as in bronze_columns.h have the meaning given there, all others are texts. `cancel`, where given,
  /// must outlive the reading.
  FileScan(std::vector<engine::TableColumn> columns, std::vector<FileToRead> files,
           const Cancellation* cancel = nullptr);

  const std::vector<engine::TableColumn>& columns() const { return columns_; }
  const std::vector<FileToRead>& files() const { return files_; }
  Tally& tally(std::size_t file) { return tallies_[file]; }
  const Cancellation* cancel() const { return cancel_; }
  /// Records of all files, by the counting pass.
  std::int64_t records() const { return records_; }
  std::size_t chunks() const { return chunks_; }
  /// The share of the records that have been read, 0 to 1.
  double share_read() const;

  void add_malformed(MalformedRecord record);
  /// Sorted by file and row, as if one thread had read them.
  std::vector<MalformedRecord> take_malformed();

 private:
  std::vector<engine::TableColumn> columns_;
  std::vector<FileToRead> files_;
  std::deque<Tally> tallies_;
  const Cancellation* cancel_;
  std::int64_t records_ = 0;
  std::size_t chunks_ = 0;
  std::mutex mutex_;
  std::vector<MalformedRecord> malformed_;
};

/// The rows of a scan's files, or of one of them (its position), for the engine. Throws Error(kCancelled) out of the
/// query once a stop was asked for.
std::unique_ptr<engine::RowSource> open_scan(std::shared_ptr<FileScan> scan);
std::unique_ptr<engine::RowSource> open_scan(std::shared_ptr<FileScan> scan, std::size_t file);

/// Malformed records for the engine, with the columns of malformed_schema().
std::unique_ptr<engine::RowSource> open_malformed(std::shared_ptr<const FileScan> scan,
                                                  std::shared_ptr<const std::vector<MalformedRecord>> records);

}  // namespace c360::ingest
