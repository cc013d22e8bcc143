#include "c360/ingest/file_scan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/local_files.h"
#include "c360/engine/duckdb/testing/side_by_side_reading.h"
#include "c360/ingest/bronze_columns.h"

namespace c360::ingest {
namespace {

constexpr std::size_t kScannedFiles = 2;
constexpr std::int64_t kRecords = 40'000;  // some chunks
constexpr std::size_t kThreads = 4;

/// Two files, every thousandth record of which is malformed. The columns: id, a text with quotes in it, _source_row.
class FileScanTest : public testing::Test {
 protected:
  FileScanTest() {
    std::vector<FileToRead> files;
    for (std::size_t file = 0; file < kScannedFiles; ++file) files.push_back(put(std::to_string(file)));
    const std::vector<engine::TableColumn> columns = {
        {"id", {sql::TypeKind::kString}}, {"text", {sql::TypeKind::kString}}, {kSourceRow, {sql::TypeKind::kBigint}}};
    scan_ = std::make_shared<FileScan>(columns, std::move(files), &cancel_);
  }

  FileToRead put(const std::string& name) const {
    std::string text = "id,text\n";
    for (std::int64_t record = 1; record <= kRecords; ++record) text += line_of(name, record) + "\n";
    write_file(folder_.path() / name, text);
    FileToRead file;
    file.file = std::make_shared<CsvFile>(folder_.path() / name, name, CsvOptions{});
    file.match = {0, 1, std::nullopt};
    return file;
  }

  static std::string line_of(const std::string& file, std::int64_t record) {
    if (record % 1000 == 0) return "malformed";
    return file + "-" + std::to_string(record) + ",\"" + std::string(120, 'x') + "\"\"\"";
  }
  static std::string row_of(const std::string& file, std::int64_t record) {
    return file + "-" + std::to_string(record) + "|" + std::string(120, 'x') + "\"|" + std::to_string(record);
  }

  /// All rows, in order.
  std::vector<std::string> read() const {
    std::vector<std::string> rows = engine::read_side_by_side(*open_scan(scan_), {0, 1, 2}, kThreads);
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  TemporaryDirectory folder_;
  Cancellation cancel_;
  std::shared_ptr<FileScan> scan_;
};

TEST_F(FileScanTest, gives_threads_that_read_at_once_every_record_once) {
  ASSERT_GT(scan_->chunks(), kThreads);
  std::vector<std::string> expected;
  for (std::size_t file = 0; file < kScannedFiles; ++file) {
    for (std::int64_t record = 1; record <= kRecords; ++record) {
      if (record % 1000 != 0) expected.push_back(row_of(std::to_string(file), record));
    }
  }
  std::sort(expected.begin(), expected.end());
  EXPECT_TRUE(read() == expected);
}

TEST_F(FileScanTest, counts_what_threads_read_at_once_file_by_file) {
  read();
  for (std::size_t file = 0; file < kScannedFiles; ++file) {
    EXPECT_EQ(scan_->tally(file).rows, kRecords - kRecords / 1000);
    EXPECT_EQ(scan_->tally(file).malformed, kRecords / 1000);
  }
}

TEST_F(FileScanTest, keeps_malformed_records_in_the_order_of_the_files) {
  read();
  const std::vector<MalformedRecord> malformed = scan_->take_malformed();
  ASSERT_EQ(malformed.size(), kScannedFiles * static_cast<std::size_t>(kRecords / 1000));
  for (std::size_t at = 0; at < malformed.size(); ++at) {
    EXPECT_EQ(malformed[at].file, at / static_cast<std::size_t>(kRecords / 1000));
    EXPECT_EQ(malformed[at].row, (static_cast<std::int64_t>(at) % (kRecords / 1000) + 1) * 1000);
    EXPECT_EQ(malformed[at].raw, "malformed");
  }
  EXPECT_TRUE(scan_->take_malformed().empty());
}

TEST_F(FileScanTest, can_be_read_again_by_one_source) {
  const std::unique_ptr<engine::RowSource> source = open_scan(scan_, 1);
  const std::size_t first = engine::read_side_by_side(*source, {0}, kThreads).size();
  EXPECT_EQ(first, static_cast<std::size_t>(kRecords - kRecords / 1000));
  EXPECT_EQ(engine::read_side_by_side(*source, {0}, kThreads).size(), first);
}

}  // namespace
}  // namespace c360::ingest
