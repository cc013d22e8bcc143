#include "c360/delta/history.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "c360/base/error.h"
#include "c360/delta/log_path.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::two_columns;

class HistoryTest : public testing::TableFixture {
 protected:
  void set_time(Version version, std::int64_t seconds) {
    const auto time = std::chrono::file_clock::from_sys(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
    std::filesystem::last_write_time(store_->local_file(commit_path(version)), time);
  }

  /// Versions 0, 1 and 2, committed at seconds 100, 200 and 300.
  void three_versions() {
    table_.create(two_columns(), "CREATE TABLE");
    append("a");
    append("b");
    for (Version version = 0; version < 3; ++version) set_time(version, 100 * (version + 1));
  }
};

TEST_F(HistoryTest, TellsTheNewestFirst) {
  three_versions();
  const auto history = table_.history();
  ASSERT_EQ(history.size(), 3u);
  EXPECT_EQ(history[0].version, 2);
  EXPECT_EQ(history[0].timestamp, 300'000);
  EXPECT_EQ(history[0].info.operation, "WRITE");
  EXPECT_EQ(history[0].info.read_version, 1);
  EXPECT_EQ(history[2].info.operation, "CREATE TABLE");
}

TEST_F(HistoryTest, StopsAtTheLimit) {
  three_versions();
  EXPECT_EQ(table_.history(2).size(), 2u);
  EXPECT_EQ(table_.history(9).size(), 3u);
}

TEST_F(HistoryTest, ACommitMayTellNothingOfItself) {
  put_log("00000000000000000000.json", "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}\n");
  const auto history = table_.history();
  ASSERT_EQ(history.size(), 1u);
  EXPECT_EQ(history[0].info.operation, "");
}

TEST_F(HistoryTest, WithoutATableThereIsNone) {
  EXPECT_THROW(table_.history(), Error);
}

TEST_F(HistoryTest, GoesBackToTheLastVersionOfATime) {
  three_versions();
  EXPECT_EQ(table_.at_timestamp(100'000).version(), 0);
  EXPECT_EQ(table_.at_timestamp(199'999).version(), 0);
  EXPECT_EQ(table_.at_timestamp(200'000).version(), 1);
  EXPECT_EQ(table_.at_timestamp(999'999'999).version(), 2);
  EXPECT_EQ(table_.at_timestamp(200'000).files().size(), 1u);
}

TEST_F(HistoryTest, BeforeTheFirstCommitThereWasNothing) {
  three_versions();
  try {
    table_.at_timestamp(99'999);
    FAIL() << "found something";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNotFound);
    EXPECT_NE(error.message().find("version 0 of 1970-01-01T00:01:40"), std::string::npos) << error.message();
  }
}

TEST_F(HistoryTest, ATimeThatWentBackIsPutRight) {
  three_versions();
  set_time(1, 50);
  EXPECT_EQ(table_.at_timestamp(100'000).version(), 0);
  EXPECT_EQ(table_.at_timestamp(100'001).version(), 1);
  EXPECT_EQ(table_.latest().timestamp(), 300'000);
}

TEST_F(HistoryTest, TimesInsideCommitsAreRefusedByName) {
  Metadata metadata = two_columns();
  metadata.configuration = {{"delta.enableInCommitTimestamps", "true"}};
  put_log("00000000000000000000.json",
          to_json(Protocol{1, 7, {}, std::vector<std::string>{"inCommitTimestamp"}}) + "\n" + to_json(metadata) + "\n");
  EXPECT_EQ(table_.latest().version(), 0);
  try {
    table_.at_timestamp(1LL << 50);
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("'inCommitTimestamp'"), std::string::npos) << error.message();
  }
}

}  // namespace
}  // namespace c360::delta
