#include "c360/delta/table.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/delta/log_path.h"
#include "c360/delta/testing/table_fixture.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::delta {
namespace {

using testing::file_named;
using testing::paths_of;
using testing::two_columns;
using Paths = std::vector<std::string>;

class TableTest : public testing::TableFixture {
 protected:
  template <typename Call>
  ErrorCode failure_of(const Call& call) {
    try {
      call();
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::kInternal;
  }
};

TEST_F(TableTest, IsThereOnceItWasCreated) {
  EXPECT_FALSE(table_.exists());
  const Snapshot created = table_.create(two_columns(), "CREATE TABLE", {file_named("a b.parquet")});
  EXPECT_TRUE(table_.exists());
  EXPECT_EQ(created.version(), 0);
  EXPECT_EQ(paths_of(table_.latest().files()), Paths{"a b.parquet"});
  EXPECT_EQ(table_.latest().schema(), two_columns().schema);
}

TEST_F(TableTest, IsThereAfterItsFirstCommitsWereCleanedUp) {
  table_.create(two_columns(), "CREATE TABLE");
  table_.checkpoint(table_.latest());
  store_->remove(commit_path(0));
  EXPECT_TRUE(table_.exists());
  EXPECT_EQ(failure_of([&] { table_.create(two_columns(), "CREATE TABLE"); }), ErrorCode::kConflict);
}

TEST_F(TableTest, CannotBeCreatedTwice) {
  table_.create(two_columns(), "CREATE TABLE");
  EXPECT_EQ(failure_of([&] { table_.create(two_columns(), "CREATE TABLE"); }), ErrorCode::kConflict);
  EXPECT_EQ(table_.latest().version(), 0);
}

TEST_F(TableTest, IsCreatedWithAnIdATimeAndItsTransactions) {
  Metadata metadata = two_columns();
  metadata.id.clear();
  const Snapshot created = table_.create(metadata, "CREATE TABLE", {}, {{"source", 3}});
  EXPECT_FALSE(created.metadata().id.empty());
  EXPECT_EQ(created.metadata().created_time, clock_.now() / 1000);
  EXPECT_EQ(created.app_version("source"), 3);
  EXPECT_EQ(created.protocol(), Protocol{});
}

TEST_F(TableTest, IsNotCreatedWithWhatDeltaCannotHoldOrC360CannotWrite) {
  Metadata spaces = two_columns();
  spaces.schema.fields[0].name = "with space";
  EXPECT_EQ(failure_of([&] { table_.create(spaces, "CREATE TABLE"); }), ErrorCode::kProject);
  Metadata mapped = two_columns();
  mapped.configuration["delta.columnMapping.mode"] = "name";
  EXPECT_EQ(failure_of([&] { table_.create(mapped, "CREATE TABLE"); }), ErrorCode::kUnsupported);
  EXPECT_FALSE(table_.exists());
}

TEST_F(TableTest, ACreationCanBeWrittenDownFirst) {
  const std::string text = table_.prepare_create(two_columns(), "CREATE TABLE", {file_named("a")});
  EXPECT_FALSE(table_.exists());
  EXPECT_EQ(table_.commit_prepared(0, text).kind, CommitResult::Kind::kCommitted);
  EXPECT_EQ(table_.commit_prepared(0, text).kind, CommitResult::Kind::kCommitted);
  EXPECT_EQ(paths_of(table_.latest().files()), Paths{"a"});
  const std::string another = table_.prepare_create(two_columns(), "CREATE TABLE");
  EXPECT_EQ(table_.commit_prepared(0, another).kind, CommitResult::Kind::kConflict);
}

TEST_F(TableTest, AppendsAndReadsEveryVersion) {
  table_.create(two_columns(), "CREATE TABLE");
  EXPECT_EQ(append("b"), 1);
  EXPECT_EQ(append("a"), 2);
  EXPECT_EQ(paths_of(table_.latest().files()), (Paths{"a", "b"}));
  EXPECT_EQ(paths_of(table_.at_version(1).files()), Paths{"b"});
  EXPECT_TRUE(table_.at_version(0).files().empty());
  EXPECT_EQ(failure_of([&] { table_.at_version(3); }), ErrorCode::kNotFound);
}

TEST_F(TableTest, WritesACheckpointEveryTenVersionsAndReadsFromIt) {
  table_.create(two_columns(), "CREATE TABLE");
  for (int i = 1; i <= 22; ++i) append("file" + std::to_string(i));
  for (const Version version : {10, 20}) EXPECT_TRUE(store_->head(checkpoint_path(version)).has_value()) << version;
  for (const Version version : {9, 11, 22}) EXPECT_FALSE(store_->head(checkpoint_path(version)).has_value()) << version;
  const Snapshot latest = table_.latest();
  EXPECT_EQ(latest.checkpoint_version(), 20);
  EXPECT_EQ(latest.files().size(), 22u);
}

TEST_F(TableTest, AnOldSnapshotDoesNotMakeCheckpointsEveryTime) {
  const Snapshot base = table_.create(two_columns(), "CREATE TABLE");
  for (int i = 1; i <= 14; ++i) {
    Transaction change = table_.begin(table_.update(base));
    change.set_blind_append(true);
    change.add(file_named(std::to_string(i)));
    change.commit();
  }
  EXPECT_TRUE(store_->head(checkpoint_path(10)).has_value());
  for (const Version version : {11, 12, 13, 14}) EXPECT_FALSE(store_->head(checkpoint_path(version)).has_value());
}

TEST_F(TableTest, UpdatesASnapshotWithWhatCameAfterIt) {
  const Snapshot base = table_.create(two_columns(), "CREATE TABLE", {file_named("a")});
  EXPECT_EQ(table_.update(base).version(), 0);
  append("b");
  append("c");
  const Snapshot updated = table_.update(base);
  EXPECT_EQ(updated.version(), 2);
  EXPECT_EQ(updated.files(), table_.latest().files());
  EXPECT_EQ(updated.metadata(), base.metadata());
  EXPECT_EQ(base.files().size(), 1u);
}

TEST_F(TableTest, UpdatesASnapshotWhoseLogWasCleanedUp) {
  const Snapshot base = table_.create(two_columns(), "CREATE TABLE");
  append("a");
  append("b");
  table_.checkpoint(table_.latest());
  for (const Version version : {0, 1, 2}) store_->remove(commit_path(version));
  EXPECT_EQ(table_.update(base).version(), 2);
  EXPECT_EQ(table_.update(base).files().size(), 2u);
}

TEST_F(TableTest, ReadsFewObjectsForTheLatestVersion) {
  table_.create(two_columns(), "CREATE TABLE");
  for (int i = 1; i <= 31; ++i) append(std::to_string(i));
  storage::testing::FaultStore counting(*store_);
  Table counted(counting, format_);
  EXPECT_EQ(counted.latest().version(), 31);
  EXPECT_EQ(counting.log(), (std::vector<std::string>{"get _delta_log/_last_checkpoint", "list _delta_log",
                                                      "get " + checkpoint_path(30), "get " + commit_path(31)}));
}

TEST_F(TableTest, SaysWhichVersionOfWhichTableCannotBeRead) {
  table_.create(two_columns(), "CREATE TABLE");
  put_log("00000000000000000001.json", "{\"add\":{\"path\":\"a\"}}\n{\"add\":");
  try {
    table_.latest();
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCorrupt);
    EXPECT_EQ(error.message(), store_->display() + ": version 1: line 2: a line of the log is not JSON");
  }
}

TEST_F(TableTest, RefusesDeletionVectorsByName) {
  table_.create(two_columns(), "CREATE TABLE");
  AddFile file = file_named("a");
  file.deletion_vector = DeletionVectorDescriptor{"u", "x", 1, 2, 3};
  put_log("00000000000000000001.json", to_json(file));
  try {
    table_.latest();
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
    EXPECT_NE(error.message().find("'deletionVectors'"), std::string::npos) << error.message();
  }
}

TEST_F(TableTest, GivesLiveFilesWhereTheLogHoldsNoMetadata) {
  put_log("00000000000000000000.json", to_json(Protocol{}) + "\n" + to_json(file_named("bar-bar")));
  EXPECT_EQ(failure_of([&] { table_.latest(); }), ErrorCode::kCorrupt);
  EXPECT_EQ(paths_of(table_.live_files()), Paths{"bar-bar"});
  put_log("00000000000000000001.json", to_json(Protocol{99, 7}));
  EXPECT_EQ(failure_of([&] { table_.live_files(); }), ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace c360::delta
