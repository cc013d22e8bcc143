#include "c360/delta/transaction.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/delta/commit_file.h"
#include "c360/delta/features.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::file_named;
using testing::paths_of;
using testing::two_columns;
using CommitKind = CommitResult::Kind;
using Paths = std::vector<std::string>;

class TransactionTest : public testing::TableFixture {
 protected:
  void SetUp() override { table_.create(two_columns(), "CREATE TABLE", {file_named("first")}); }

  Transaction appending(const Snapshot& read, const std::string& path) {
    Transaction change = table_.begin(read);
    change.set_blind_append(true);
    change.add(file_named(path));
    return change;
  }

  Transaction overwriting(const Snapshot& read, const std::string& path) {
    Transaction change = table_.begin(read);
    change.remove_all();
    change.add(file_named(path));
    return change;
  }

  Metadata with_new_column(bool nullable = true) {
    Metadata metadata = table_.latest().metadata();
    metadata.schema.fields.push_back({"new", DataType::of("date"), nullable});
    return metadata;
  }

  template <typename Change>
  Error failure(const Change& change) {
    try {
      change();
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "no failure");
  }
};

TEST_F(TransactionTest, AnAppendFollowsOnOtherAppends) {
  const Snapshot read = table_.latest();
  EXPECT_EQ(appending(read, "theirs").commit().version, 1);
  const CommitResult ours = appending(read, "ours").commit();
  EXPECT_EQ(ours.kind, CommitKind::kCommitted);
  EXPECT_EQ(ours.version, 2);
  EXPECT_EQ(paths_of(table_.latest().files()), (Paths{"first", "ours", "theirs"}));
}

TEST_F(TransactionTest, AnOverwriteReplacesWhatItRead) {
  EXPECT_EQ(overwriting(table_.latest(), "new").commit().kind, CommitKind::kCommitted);
  EXPECT_EQ(paths_of(table_.latest().files()), Paths{"new"});
  ASSERT_EQ(table_.latest().tombstones().size(), 1u);
  const RemoveFile tombstone = table_.latest().tombstones()[0];
  EXPECT_EQ(tombstone.path, "first");
  EXPECT_EQ(tombstone.deletion_timestamp, clock_.now() / 1000);
  EXPECT_TRUE(tombstone.extended_file_metadata);
  EXPECT_EQ(tombstone.size, 10);
}

TEST_F(TransactionTest, AnOverwriteCollidesWithWhatItHasNotRead) {
  const Snapshot read = table_.latest();
  appending(read, "theirs").commit();
  const CommitResult ours = overwriting(read, "ours").commit();
  EXPECT_EQ(ours.kind, CommitKind::kConflict);
  EXPECT_EQ(ours.reason, "version 1, committed meanwhile, adds 'theirs', which this change should have read");
  EXPECT_EQ(table_.latest().version(), 1);
}

TEST_F(TransactionTest, SayingBlindDoesNotLetAnOverwriteThrough) {
  const Snapshot read = table_.latest();
  appending(read, "theirs").commit();
  Transaction ours = overwriting(read, "ours");
  ours.set_blind_append(true);
  EXPECT_EQ(ours.commit().kind, CommitKind::kConflict);
}

TEST_F(TransactionTest, TwoOverwritesCollide) {
  const Snapshot read = table_.latest();
  overwriting(read, "theirs").commit();
  EXPECT_EQ(overwriting(read, "ours").commit().kind, CommitKind::kConflict);
  EXPECT_EQ(paths_of(table_.latest().files()), Paths{"theirs"});
}

TEST_F(TransactionTest, NewMetadataCollidesWithEverything) {
  const Snapshot read = table_.latest();
  Transaction theirs = table_.begin(read);
  theirs.set_metadata(with_new_column());
  theirs.commit();
  EXPECT_EQ(appending(read, "ours").commit().reason, "version 1, committed meanwhile, changes the table's metadata");
}

TEST_F(TransactionTest, AnApplicationCommitsEachVersionOnce) {
  Transaction first = appending(table_.latest(), "a");
  first.set_app_version("source", 7);
  EXPECT_EQ(first.commit().kind, CommitKind::kCommitted);
  EXPECT_EQ(table_.latest().app_version("source"), 7);
  EXPECT_EQ(table_.latest().app_version("another"), std::nullopt);
  for (const std::int64_t version : {7, 6}) {
    Transaction again = appending(table_.latest(), "a again");
    again.set_app_version("source", version);
    EXPECT_EQ(again.commit().kind, CommitKind::kAlreadyApplied);
  }
  EXPECT_EQ(table_.latest().version(), 1);
}

TEST_F(TransactionTest, AnApplicationThatCommittedMeanwhileIsApplied) {
  const Snapshot read = table_.latest();
  Transaction theirs = appending(read, "a");
  theirs.set_app_version("source", 7);
  theirs.commit();
  Transaction ours = appending(read, "b");
  ours.set_app_version("source", 7);
  const CommitResult result = ours.commit();
  EXPECT_EQ(result.kind, CommitKind::kAlreadyApplied);
  EXPECT_EQ(result.version, 1);
  Transaction further = appending(read, "c");
  further.set_app_version("source", 8);
  EXPECT_EQ(further.commit().kind, CommitKind::kConflict);
}

TEST_F(TransactionTest, TellsHistoryWhatItDid) {
  Transaction change = appending(table_.latest(), "a");
  change.set_operation("INGEST", {{"source", "orders"}});
  change.set_metrics({{"numOutputRows", "5"}});
  change.commit();
  const CommitInfo info = table_.history(1).at(0).info;
  EXPECT_EQ(info.operation, "INGEST");
  EXPECT_EQ(info.operation_parameters.at("source"), "orders");
  EXPECT_EQ(info.operation_metrics.at("numOutputRows"), "5");
  EXPECT_EQ(info.read_version, 0);
  EXPECT_EQ(info.is_blind_append, true);
  EXPECT_FALSE(info.txn_id.empty());
}

TEST_F(TransactionTest, ANullableColumnMayCome) {
  Transaction change = table_.begin(table_.latest());
  change.set_metadata(with_new_column());
  EXPECT_EQ(change.commit().kind, CommitKind::kCommitted);
  EXPECT_NE(table_.latest().schema().find("new"), nullptr);
  EXPECT_EQ(table_.at_version(0).schema().find("new"), nullptr);
}

TEST_F(TransactionTest, ARequiredColumnMayComeOnlyWithAllRowsNew) {
  Transaction change = table_.begin(table_.latest());
  change.set_metadata(with_new_column(false));
  EXPECT_EQ(failure([&] { change.commit(); }).code(), ErrorCode::kProject);
  Transaction overwrite = overwriting(table_.latest(), "new rows");
  overwrite.set_metadata(with_new_column(false));
  EXPECT_EQ(overwrite.commit().kind, CommitKind::kCommitted);
}

TEST_F(TransactionTest, ANewTimestampNtzColumnUpgradesTheProtocol) {
  Metadata metadata = table_.latest().metadata();
  metadata.schema.fields.push_back({"at", DataType::of("timestamp_ntz")});
  Transaction change = table_.begin(table_.latest());
  change.set_metadata(metadata);
  change.commit();
  const Protocol protocol = table_.latest().protocol();
  EXPECT_EQ(protocol.min_reader_version, 3);
  EXPECT_EQ(protocol.reader_features, std::vector<std::string>{"timestampNtz"});
  EXPECT_EQ(protocol.writer_features, (std::vector<std::string>{"appendOnly", "invariants", "timestampNtz"}));
}

TEST_F(TransactionTest, AnAppendOnlyTableLosesNothing) {
  Metadata metadata = table_.latest().metadata();
  metadata.configuration["delta.appendOnly"] = "true";
  Transaction change = table_.begin(table_.latest());
  change.set_metadata(metadata);
  change.commit();
  Transaction overwrite = overwriting(table_.latest(), "new");
  const Error error = failure([&] { overwrite.commit(); });
  EXPECT_EQ(error.code(), ErrorCode::kUsage);
  EXPECT_NE(error.message().find("append-only"), std::string::npos);
  EXPECT_EQ(appending(table_.latest(), "more").commit().kind, CommitKind::kCommitted);
}

TEST_F(TransactionTest, ATableWithAFeatureInUseIsNotWritten) {
  Metadata metadata = two_columns();
  metadata.configuration["delta.enableChangeDataFeed"] = "true";
  put_log("00000000000000000001.json", to_json(Protocol{1, 4}) + "\n" + to_json(metadata) + "\n");
  Transaction change = appending(table_.latest(), "a");
  const Error error = failure([&] { change.commit(); });
  EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
  EXPECT_NE(error.message().find("'changeDataFeed'"), std::string::npos);
  EXPECT_EQ(table_.latest().version(), 1);
}

TEST_F(TransactionTest, NoFileIsNamedTwice) {
  Transaction change = appending(table_.latest(), "a");
  change.add(file_named("a"));
  EXPECT_EQ(failure([&] { change.commit(); }).code(), ErrorCode::kUsage);
}

TEST_F(TransactionTest, NoPathIsAddedTwiceWhateverItsDeletionVectors) {
  for (const char* path : {"a", "file:///a"}) {
    Transaction change = appending(table_.latest(), path);
    AddFile again = file_named(path[0] == 'a' ? "a" : "/a");
    again.deletion_vector = DeletionVectorDescriptor{"u", "vector", 1, 10, 2};
    change.add(again);
    EXPECT_EQ(failure([&] { change.prepare(); }).code(), ErrorCode::kUsage) << path;
  }
}

TEST_F(TransactionTest, AFileMayBeReplacedByItselfWithAnotherDeletionVector) {
  const AddFile before = table_.latest().files().at(0);
  Transaction change = table_.begin(table_.latest());
  change.remove(before);
  AddFile after = before;
  after.deletion_vector = DeletionVectorDescriptor{"u", "vector", 1, 10, 2};
  change.add(after);
  EXPECT_FALSE(change.prepare().empty());
  Transaction same = table_.begin(table_.latest());
  same.remove(before);
  same.add(before);
  EXPECT_EQ(failure([&] { same.prepare(); }).code(), ErrorCode::kUsage);
}

TEST_F(TransactionTest, ABlindAppendNeverChangesATypeThoughTheTableIsEmpty) {
  overwriting(table_.latest(), "gone").commit();
  Transaction emptying = table_.begin(table_.latest());
  emptying.remove_all();
  emptying.commit();
  Metadata metadata = table_.latest().metadata();
  metadata.schema.fields[1].type = DataType::of("date");
  Transaction blind = appending(table_.latest(), "a");
  blind.set_metadata(metadata);
  EXPECT_EQ(failure([&] { blind.commit(); }).code(), ErrorCode::kProject);
  Transaction seeing = table_.begin(table_.latest());
  seeing.set_metadata(metadata);
  append("meanwhile");
  EXPECT_EQ(seeing.commit().kind, CommitKind::kConflict);
}

TEST_F(TransactionTest, FilesHaveTheValuesOfThePartitionColumns) {
  Transaction change = table_.begin(table_.latest());
  AddFile file = file_named("a");
  file.partition_values = {{"day", "1"}};
  change.add(file);
  EXPECT_EQ(failure([&] { change.commit(); }).code(), ErrorCode::kUsage);
}

TEST_F(TransactionTest, APreparedCommitCanBeMadeByAnotherProcess) {
  const std::string text = appending(table_.latest(), "a").prepare();
  EXPECT_EQ(table_.latest().version(), 0);
  EXPECT_EQ(table_.commit_prepared(1, text).kind, CommitKind::kCommitted);
  EXPECT_EQ(paths_of(table_.latest().files()), (Paths{"a", "first"}));
}

TEST_F(TransactionTest, APreparedCommitMadeTwiceIsOneCommit) {
  const std::string text = appending(table_.latest(), "a").prepare();
  table_.commit_prepared(1, text);
  appending(table_.latest(), "later").commit();
  EXPECT_EQ(table_.commit_prepared(1, text).kind, CommitKind::kCommitted);
  EXPECT_EQ(table_.latest().version(), 2);
}

TEST_F(TransactionTest, APreparedCommitDoesNotTakeAnothersVersion) {
  const std::string text = appending(table_.latest(), "a").prepare();
  appending(table_.latest(), "theirs").commit();
  const CommitResult result = table_.commit_prepared(1, text);
  EXPECT_EQ(result.kind, CommitKind::kConflict);
  EXPECT_EQ(result.reason, "version 1 is another commit already");
}

TEST_F(TransactionTest, APreparedCommitLeavesNoGap) {
  const std::string text = appending(table_.latest(), "a").prepare();
  EXPECT_EQ(failure([&] { table_.commit_prepared(2, text); }).code(), ErrorCode::kCorrupt);
  EXPECT_EQ(table_.latest().version(), 0);
}

}  // namespace
}  // namespace c360::delta
