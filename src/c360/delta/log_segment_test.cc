#include "c360/delta/log_segment.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/delta/log_path.h"
#include "c360/storage/object_store.h"

namespace c360::delta {
namespace {

namespace fs = std::filesystem;

class LogSegmentTest : public ::testing::Test {
 protected:
  void commits(Version first, Version last) {
    for (Version version = first; version <= last; ++version) store_->put(commit_path(version), "{}");
  }
  void put(const std::string& name) { store_->put("_delta_log/" + name, "{}"); }
  void hint(const std::string& text) { store_->put(std::string(kLastCheckpointPath), text); }

  void set_time(Version version, int seconds) {
    const auto epoch = fs::file_time_type(std::chrono::duration_cast<fs::file_time_type::duration>(
        std::chrono::file_clock::from_sys(std::chrono::sys_seconds(std::chrono::seconds(seconds))).time_since_epoch()));
    fs::last_write_time(store_->local_file(commit_path(version)), epoch);
  }

  Error failure(std::optional<Version> version = std::nullopt) {
    try {
      find_log_segment(*store_, version);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "no failure");
  }

  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> store_ = storage::open_local_store(folder_.path());
};

TEST_F(LogSegmentTest, WithoutALogThereIsNoTable) {
  EXPECT_EQ(failure().code(), ErrorCode::kNotFound);
  EXPECT_EQ(failure().message(), "there is no Delta table at " + store_->display());
  put("_last_checkpoint");
  EXPECT_EQ(failure().code(), ErrorCode::kNotFound);
}

TEST_F(LogSegmentTest, TakesAllCommitsWhereThereIsNoCheckpoint) {
  commits(0, 3);
  const LogSegment segment = find_log_segment(*store_);
  EXPECT_EQ(segment.version, 3);
  EXPECT_EQ(segment.checkpoint_version, -1);
  EXPECT_EQ(segment.commits.size(), 4u);
}

TEST_F(LogSegmentTest, StartsFromTheLastCheckpoint) {
  commits(0, 12);
  put("00000000000000000005.checkpoint.parquet");
  put("00000000000000000010.checkpoint.parquet");
  const LogSegment segment = find_log_segment(*store_);
  EXPECT_EQ(segment.checkpoint_version, 10);
  EXPECT_EQ(segment.checkpoint_files, std::vector<std::string>{checkpoint_path(10)});
  ASSERT_EQ(segment.commits.size(), 2u);
  EXPECT_EQ(segment.commits[0].version, 11);
}

TEST_F(LogSegmentTest, AnOlderVersionStartsFromTheCheckpointBeforeIt) {
  commits(0, 12);
  put("00000000000000000005.checkpoint.parquet");
  put("00000000000000000010.checkpoint.parquet");
  hint(R"({"version":10,"size":1})");
  const LogSegment segment = find_log_segment(*store_, 7);
  EXPECT_EQ(segment.version, 7);
  EXPECT_EQ(segment.checkpoint_version, 5);
  EXPECT_EQ(segment.commits.size(), 2u);
}

TEST_F(LogSegmentTest, ACheckpointStandsWithoutTheCommitsItReplaces) {
  put("00000000000000000010.checkpoint.parquet");
  EXPECT_EQ(find_log_segment(*store_).version, 10);
  commits(11, 12);
  EXPECT_EQ(find_log_segment(*store_).version, 12);
}

TEST_F(LogSegmentTest, IgnoresACheckpointThatLacksParts) {
  commits(0, 4);
  put("00000000000000000002.checkpoint.0000000001.0000000002.parquet");
  put("00000000000000000002.checkpoint.0000000002.0000000002.parquet");
  put("00000000000000000004.checkpoint.0000000001.0000000003.parquet");
  put("00000000000000000004.checkpoint.0000000003.0000000003.parquet");
  const LogSegment segment = find_log_segment(*store_);
  EXPECT_EQ(segment.checkpoint_version, 2);
  EXPECT_EQ(segment.checkpoint_files.size(), 2u);
  EXPECT_EQ(segment.commits.size(), 2u);
}

TEST_F(LogSegmentTest, PartsOfDifferentCheckpointsOfOneVersionDoNotMix) {
  commits(0, 2);
  put("00000000000000000002.checkpoint.0000000001.0000000002.parquet");
  put("00000000000000000002.checkpoint.0000000002.0000000003.parquet");
  EXPECT_EQ(find_log_segment(*store_).checkpoint_version, -1);
}

TEST_F(LogSegmentTest, AWrongHintCostsNothingButTime) {
  commits(0, 12);
  put("00000000000000000010.checkpoint.parquet");
  for (const char* text : {"", "nonsense", "[]", "{}", R"({"version":"x"})", R"({"version":-5})", R"({"version":11})",
                           R"({"version":99})", R"({"version":3})", R"({"version":10,"parts":7})"}) {
    hint(text);
    const LogSegment segment = find_log_segment(*store_);
    EXPECT_EQ(segment.version, 12) << text;
    EXPECT_EQ(segment.checkpoint_version, 10) << text;
  }
}

TEST_F(LogSegmentTest, AHintBeyondTheLogIsNoTable) {
  hint(R"({"version":10})");
  EXPECT_EQ(failure().code(), ErrorCode::kNotFound);
}

TEST_F(LogSegmentTest, IgnoresFilesThatAreNoPartOfTheLog) {
  commits(0, 1);
  for (const char* name : {"00000000000000000001.crc", "00000000000000000000.00000000000000000001.compacted.json",
                           "00000000000000000007.json.tmp", "notes.txt", "_sidecars/x.parquet"}) {
    put(name);
  }
  EXPECT_EQ(find_log_segment(*store_).version, 1);
}

TEST_F(LogSegmentTest, NamesTheMissingVersion) {
  commits(0, 1);
  commits(3, 4);
  EXPECT_EQ(failure().code(), ErrorCode::kCorrupt);
  EXPECT_EQ(failure().message(), store_->display() + ": the table's log has a gap: version 2 is missing");
  EXPECT_EQ(find_log_segment(*store_, 1).version, 1);
}

TEST_F(LogSegmentTest, NamesTheMissingBeginning) {
  commits(3, 4);
  EXPECT_EQ(failure().message(), store_->display() + ": the table's log has a gap: version 0 is missing");
}

TEST_F(LogSegmentTest, NamesAGapBehindTheCheckpoint) {
  put("00000000000000000010.checkpoint.parquet");
  commits(12, 12);
  EXPECT_EQ(failure().message(), store_->display() + ": the table's log has a gap: version 11 is missing");
}

TEST_F(LogSegmentTest, NamesTheLatestVersionWhereAskedForMore) {
  commits(0, 3);
  EXPECT_EQ(failure(4).code(), ErrorCode::kNotFound);
  EXPECT_EQ(failure(4).message(), store_->display() + " has no version 4; its latest is 3");
}

TEST_F(LogSegmentTest, RefusesAVersionThatOnlyAV2CheckpointHolds) {
  put("00000000000000000002.checkpoint.6374b053-df23-479b-b2cf-c9c550132b49.json");
  EXPECT_EQ(failure().code(), ErrorCode::kUnsupported);
  commits(3, 3);
  EXPECT_NE(failure().message().find("'v2Checkpoint'"), std::string::npos);
  commits(0, 2);
  EXPECT_EQ(find_log_segment(*store_).version, 3);
}

TEST_F(LogSegmentTest, CommitTimesNeverGoBack) {
  commits(0, 2);
  set_time(0, 1000);
  set_time(1, 500);
  set_time(2, 2000);
  const std::vector<CommitFile> found = list_commits(*store_);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].timestamp, 1'000'000);
  EXPECT_EQ(found[1].timestamp, 1'000'001);
  EXPECT_EQ(found[2].timestamp, 2'000'000);
}

TEST_F(LogSegmentTest, FindsWhatIsNewer) {
  commits(0, 4);
  EXPECT_EQ(find_newer_commits(*store_, 2)->size(), 2u);
  EXPECT_TRUE(find_newer_commits(*store_, 4)->empty());
  commits(6, 6);
  EXPECT_EQ(find_newer_commits(*store_, 2), std::nullopt);
}

}  // namespace
}  // namespace c360::delta
