// Random histories, replayed by the library and by a plain map: every version, however it is reached, is the same.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "c360/delta/log_path.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::file_named;
using testing::paths_of;
using testing::two_columns;

/// What a version must be.
struct Expected {
  std::set<std::string> files;
  std::map<std::string, std::int64_t> applications;
  std::size_t columns = 2;
};

class RandomHistoryTest : public testing::TableFixture, public ::testing::WithParamInterface<unsigned> {
 protected:
  static constexpr int kVersions = 24;

  void SetUp() override {
    table_.create(two_columns(), "CREATE TABLE");
    expected_.emplace_back();
    for (int version = 1; version <= kVersions; ++version) {
      Expected next = expected_.back();
      commit_something(next);
      expected_.push_back(std::move(next));
    }
  }

  std::size_t pick(std::size_t count) { return random_() % count; }

  void commit_something(Expected& next) {
    const Snapshot read = table_.latest();
    Transaction change = table_.begin(read);
    switch (pick(5)) {
      case 0:
        change.remove_all();
        next.files.clear();
        break;
      case 1:
        remove_one(change, read, next);
        break;
      case 2:
        add_column(change, read, next);
        break;
      case 3:
        advance("app" + std::to_string(pick(3)), change, next);
        break;
      default:
        break;
    }
    add_files(change, next);
    ASSERT_EQ(change.commit().kind, CommitResult::Kind::kCommitted);
  }

  void remove_one(Transaction& change, const Snapshot& read, Expected& next) {
    if (read.files().empty()) return;
    const AddFile& file = read.files()[pick(read.files().size())];
    change.remove(file);
    next.files.erase(file.path);
  }

  static void add_column(Transaction& change, const Snapshot& read, Expected& next) {
    Metadata metadata = read.metadata();
    metadata.schema.fields.push_back({"c" + std::to_string(++next.columns), DataType::of("date")});
    change.set_metadata(metadata);
  }

  static void advance(const std::string& app_id, Transaction& change, Expected& next) {
    change.set_app_version(app_id, ++next.applications[app_id]);
  }

  void add_files(Transaction& change, Expected& next) {
    for (std::size_t i = pick(3); i > 0; --i) {
      const std::string path = "file " + std::to_string(++files_made_) + ".parquet";
      change.add(file_named(path));
      next.files.insert(path);
    }
  }

  void expect_right(const Snapshot& snapshot) const {
    const Expected& expected = expected_.at(static_cast<std::size_t>(snapshot.version()));
    const std::vector<std::string> paths = paths_of(snapshot.files());
    EXPECT_EQ(std::set<std::string>(paths.begin(), paths.end()), expected.files) << snapshot.version();
    EXPECT_EQ(snapshot.schema().fields.size(), expected.columns) << snapshot.version();
    EXPECT_EQ(snapshot.transactions().size(), expected.applications.size()) << snapshot.version();
    for (const auto& [app_id, version] : expected.applications) EXPECT_EQ(snapshot.app_version(app_id), version);
  }

  std::mt19937 random_{GetParam()};
  int files_made_ = 0;
  std::vector<Expected> expected_;
};

TEST_P(RandomHistoryTest, EveryVersionIsWhatItWas) {
  for (Version version = 0; version <= kVersions; ++version) expect_right(table_.at_version(version));
  expect_right(table_.latest());
}

TEST_P(RandomHistoryTest, UpdatingAnyVersionGivesTheLatest) {
  const Snapshot latest = table_.latest();
  for (Version version = 0; version <= kVersions; ++version) {
    const Snapshot updated = table_.update(table_.at_version(version));
    expect_right(updated);
    EXPECT_EQ(updated.version(), latest.version());
  }
}

TEST_P(RandomHistoryTest, WithAndWithoutCheckpointsItIsTheSame) {
  const Snapshot with = table_.latest();
  EXPECT_GT(with.checkpoint_version(), 0);
  for (const storage::ObjectInfo& file : store_->list(std::string(kLogFolder))) {
    if (file.path.find("checkpoint") != std::string::npos) store_->remove(file.path);
  }
  const Snapshot without = table_.latest();
  EXPECT_EQ(without.checkpoint_version(), -1);
  EXPECT_EQ(paths_of(without.files()), paths_of(with.files()));
  expect_right(without);
}

TEST_P(RandomHistoryTest, TheCommitsBeforeACheckpointAreNotNeeded) {
  const Version checkpoint = table_.latest().checkpoint_version();
  for (Version version = 0; version <= checkpoint; ++version) store_->remove(commit_path(version));
  for (Version version = checkpoint; version <= kVersions; ++version) expect_right(table_.at_version(version));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomHistoryTest, ::testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace c360::delta
