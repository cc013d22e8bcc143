// Checkpoints that cannot be read: a table does without them as long as the rest of its log tells the same.
#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/delta/log_path.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::file_named;
using ::testing::HasSubstr;
using testing::paths_of;
using testing::two_columns;
using Paths = std::vector<std::string>;

/// Versions 0 to 4, each of which adds a file, with checkpoints of versions 1 and 3.
class UnreadableCheckpointTest : public testing::TableFixture {
 protected:
  UnreadableCheckpointTest() {
    table_.create(two_columns(), "CREATE TABLE", {file_named("f0")});
    for (const Version version : {1, 2, 3, 4}) {
      append("f" + std::to_string(version));
      if (version % 2 == 1) table_.checkpoint(table_.latest());
    }
  }

  void spoil(Version version) {
    store_->remove(checkpoint_path(version));
    store_->put(checkpoint_path(version), "no action");
  }
  void remove_commits(Version first, Version last) {
    for (Version version = first; version <= last; ++version) store_->remove(commit_path(version));
  }

  Error failure(const Table& table, std::optional<Version> version = std::nullopt) {
    try {
      version ? table.at_version(*version) : table.latest();
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "no failure");
  }
  Error failure(std::optional<Version> version = std::nullopt) { return failure(table_, version); }

  const Paths all_ = {"f0", "f1", "f2", "f3", "f4"};
};

TEST_F(UnreadableCheckpointTest, AnOlderCheckpointServesAsWell) {
  spoil(3);
  remove_commits(0, 1);
  const Snapshot snapshot = table_.latest();
  EXPECT_EQ(snapshot.version(), 4);
  EXPECT_EQ(snapshot.checkpoint_version(), 1);
  EXPECT_EQ(paths_of(snapshot.files()), all_);
}

TEST_F(UnreadableCheckpointTest, TheCommitsAloneServeAsWell) {
  spoil(1);
  spoil(3);
  const Snapshot snapshot = table_.latest();
  EXPECT_EQ(snapshot.checkpoint_version(), -1);
  EXPECT_EQ(paths_of(snapshot.files()), all_);
  EXPECT_EQ(paths_of(table_.live_files()), all_);
  EXPECT_EQ(paths_of(table_.at_version(3).files()), (Paths{"f0", "f1", "f2", "f3"}));
}

TEST_F(UnreadableCheckpointTest, AnEarlierVersionIsReadInTheSameWay) {
  spoil(1);
  EXPECT_EQ(paths_of(table_.at_version(2).files()), (Paths{"f0", "f1", "f2"}));
  EXPECT_EQ(table_.latest().checkpoint_version(), 3);
}

TEST_F(UnreadableCheckpointTest, IsNamedWhereTheLogNeedsIt) {
  spoil(3);
  remove_commits(0, 2);
  store_->remove(checkpoint_path(1));
  EXPECT_EQ(failure().code(), ErrorCode::kCorrupt);
  EXPECT_THAT(failure().message(), HasSubstr(store_->display() + ": the checkpoint of version 3 cannot be read, and "
                                                                 "without it the log does not reach version 4: "));
  EXPECT_EQ(failure().hint(), "restore " + checkpoint_path(3) + " from a backup");
}

TEST_F(UnreadableCheckpointTest, TheNewestIsNamedWhereAllAreSpoilt) {
  spoil(1);
  spoil(3);
  remove_commits(0, 0);
  EXPECT_EQ(failure().hint(), "restore " + checkpoint_path(3) + " from a backup");
  EXPECT_EQ(failure(2).hint(), "restore " + checkpoint_path(1) + " from a backup");
}

TEST_F(UnreadableCheckpointTest, NoOlderVersionIsTakenForTheLatest) {
  spoil(3);
  remove_commits(3, 4);
  EXPECT_EQ(failure().code(), ErrorCode::kCorrupt);
  EXPECT_THAT(failure().message(), HasSubstr("does not reach version 3"));
}

TEST_F(UnreadableCheckpointTest, OnePartIsEnoughToSpoilIt) {
  const std::vector<std::string> lines = checkpoint_lines(table_.latest(), 0);
  const std::string first = version_prefix(4) + ".checkpoint.0000000001.0000000002.parquet";
  const std::string second = version_prefix(4) + ".checkpoint.0000000002.0000000002.parquet";
  format_.write(*store_, first, lines);
  store_->put(second, "no action");
  EXPECT_EQ(table_.latest().checkpoint_version(), 3);
  EXPECT_EQ(paths_of(table_.latest().files()), all_);
  spoil(3);
  remove_commits(0, 2);
  store_->remove(checkpoint_path(1));
  EXPECT_EQ(failure().hint(), "restore " + first + ", " + second + " from a backup");
}

TEST_F(UnreadableCheckpointTest, TheTableGoesOn) {
  spoil(3);
  append("f5");
  table_.checkpoint(table_.latest());
  EXPECT_EQ(table_.latest().checkpoint_version(), 5);
  EXPECT_EQ(table_.latest().files().size(), 6u);
  EXPECT_EQ(table_.update(table_.at_version(2)).files().size(), 6u);
}

TEST_F(UnreadableCheckpointTest, AHintAtACheckpointThatIsGoneIsNoMatter) {
  store_->remove(checkpoint_path(3));
  EXPECT_EQ(table_.latest().checkpoint_version(), 1);
  store_->remove(checkpoint_path(1));
  EXPECT_EQ(table_.latest().checkpoint_version(), -1);
  EXPECT_EQ(paths_of(table_.latest().files()), all_);
}

/// Fails as if the user had pressed Ctrl-C.
class StoppedFormat final : public CheckpointFormat {
 public:
  std::vector<std::string> read(const storage::ObjectStore&, const std::string&) const override {
    throw Error(ErrorCode::kCancelled, "stopped");
  }
  std::uint64_t write(storage::ObjectStore&, const std::string&, const std::vector<std::string>&) const override {
    return 0;
  }
};

TEST_F(UnreadableCheckpointTest, OtherFailuresAreNoReasonToDoWithout) {
  const StoppedFormat stopped;
  EXPECT_EQ(failure(Table(*store_, stopped, clock_)).code(), ErrorCode::kCancelled);
}

}  // namespace
}  // namespace c360::delta
