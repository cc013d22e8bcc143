#include "c360/delta/checkpoint.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/delta/log_path.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::file_named;
using testing::two_columns;

constexpr std::int64_t kDay = 24LL * 3600 * 1000;

class CheckpointTest : public testing::TableFixture {
 protected:
  Snapshot overwrite(const std::string& path) {
    Transaction change = table_.begin(table_.latest());
    change.remove_all();
    change.add(file_named(path));
    change.set_app_version("app", 4);
    change.commit();
    return table_.latest();
  }
};

TEST_F(CheckpointTest, HoldsTheWholeState) {
  table_.create(two_columns(), "CREATE TABLE", {file_named("a b")});
  const Snapshot before = overwrite("c");
  table_.checkpoint(before);
  store_->remove(commit_path(0));
  store_->remove(commit_path(1));
  const Snapshot after = table_.latest();
  EXPECT_EQ(after.checkpoint_version(), 1);
  EXPECT_EQ(after.version(), 1);
  EXPECT_EQ(after.metadata(), before.metadata());
  EXPECT_EQ(after.protocol(), before.protocol());
  EXPECT_EQ(after.transactions(), before.transactions());
  ASSERT_EQ(after.files().size(), 1u);
  EXPECT_EQ(after.files()[0].path, "c");
  ASSERT_EQ(after.tombstones().size(), 1u);
  EXPECT_EQ(after.tombstones()[0].path, "a b");
}

TEST_F(CheckpointTest, ChangesNoDataByItself) {
  table_.create(two_columns(), "CREATE TABLE", {file_named("a")});
  for (const std::string& line : checkpoint_lines(overwrite("b"), 0)) {
    const Action action = action_from_json(line).value();
    if (const auto* add = std::get_if<AddFile>(&action)) {
      EXPECT_FALSE(add->data_change);
    }
    if (const auto* remove = std::get_if<RemoveFile>(&action)) {
      EXPECT_FALSE(remove->data_change);
    }
  }
}

TEST_F(CheckpointTest, IsNotWrittenOfATableWhoseStateItCouldNotHold) {
  table_.create(two_columns(), "CREATE TABLE", {file_named("a")});
  const Protocol protocol{1, 7, std::nullopt, std::vector<std::string>{"domainMetadata"}};
  put_log("00000000000000000001.json", to_json(protocol) + "\n" + to_json(DomainMetadata{"theirs", "{}"}) + "\n");
  try {
    table_.checkpoint(table_.latest());
    FAIL() << "a checkpoint without the domain's metadata";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
    EXPECT_NE(error.message().find("'domainMetadata'"), std::string::npos) << error.message();
  }
  EXPECT_FALSE(store_->head(checkpoint_path(1)).has_value());
  EXPECT_EQ(hinted_checkpoint_version(*store_), std::nullopt);
}

TEST_F(CheckpointTest, DropsTombstonesThatAreOldEnough) {
  table_.create(two_columns(), "CREATE TABLE", {file_named("a")});
  const Snapshot snapshot = overwrite("b");
  const std::int64_t removed = snapshot.tombstones().at(0).deletion_timestamp.value();
  EXPECT_EQ(checkpoint_lines(snapshot, removed - 1).size(), checkpoint_lines(snapshot, removed).size() + 1);
  clock_.set(clock_.now() + 8 * kDay * 1000);
  table_.checkpoint(snapshot);
  EXPECT_TRUE(table_.latest().tombstones().empty());
}

TEST_F(CheckpointTest, PointsTheHintAtItself) {
  table_.create(two_columns(), "CREATE TABLE", {file_named("a")});
  EXPECT_EQ(hinted_checkpoint_version(*store_), std::nullopt);
  table_.checkpoint(table_.latest());
  EXPECT_EQ(hinted_checkpoint_version(*store_), 0);
  const std::string text = store_->get(std::string(kLastCheckpointPath)).value();
  EXPECT_NE(text.find(R"("version":0,"size":3,)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("numOfAddFiles":1)"), std::string::npos) << text;
}

TEST_F(CheckpointTest, NeverTurnsTheHintBack) {
  table_.create(two_columns(), "CREATE TABLE");
  const Snapshot old = table_.latest();
  append("a");
  table_.checkpoint(table_.latest());
  table_.checkpoint(old);
  EXPECT_EQ(hinted_checkpoint_version(*store_), 1);
  EXPECT_TRUE(store_->head(checkpoint_path(0)).has_value());
}

TEST_F(CheckpointTest, WritesItOnce) {
  table_.create(two_columns(), "CREATE TABLE");
  table_.checkpoint(table_.latest());
  const auto first = store_->get(checkpoint_path(0));
  clock_.set(clock_.now() + 1);
  table_.checkpoint(table_.latest());
  EXPECT_EQ(store_->get(checkpoint_path(0)), first);
}

TEST_F(CheckpointTest, AHintThatMakesNoSenseIsNone) {
  for (const char* text : {"", "{", "[]", "{}", R"({"version":"ten"})"}) {
    store_->put(std::string(kLastCheckpointPath), text);
    EXPECT_EQ(hinted_checkpoint_version(*store_), std::nullopt) << text;
  }
}

TEST_F(CheckpointTest, ReadsAllPartsOfOne) {
  table_.create(two_columns(), "CREATE TABLE", {file_named("a"), file_named("b")});
  const std::vector<std::string> lines = checkpoint_lines(table_.latest(), 0);
  const auto middle = lines.begin() + 2;
  format_.write(*store_, version_prefix(0) + ".checkpoint.0000000001.0000000002.parquet", {lines.begin(), middle});
  format_.write(*store_, version_prefix(0) + ".checkpoint.0000000002.0000000002.parquet", {middle, lines.end()});
  store_->remove(commit_path(0));
  EXPECT_EQ(table_.latest().files().size(), 2u);
}

}  // namespace
}  // namespace c360::delta
