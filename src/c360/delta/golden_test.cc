// The tables of delta-golden, written by Spark, that can be judged without reading Parquet: their live files, or why
// they are refused.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "c360/base/error.h"
#include "c360/delta/stats.h"
#include "c360/delta/table.h"
#include "c360/delta/testing/json_checkpoint_format.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

namespace fs = std::filesystem;
using testing::paths_of;
using Paths = std::vector<std::string>;

fs::path golden_folder() {
  const char* shared = std::getenv("C360_SHARED");
  return (shared != nullptr ? fs::path(shared) : fs::path(C360_SOURCE_DIR) / "../shared") / "data/delta-golden";
}

/// A golden table; `inside` is where it lies within its folder.
class GoldenTable {
 public:
  explicit GoldenTable(const std::string& name, const std::string& inside = "delta")
      : store_(storage::open_local_store(golden_folder() / name / inside)), table_(*store_, format_) {}
  const Table& operator*() const { return table_; }
  const Table* operator->() const { return &table_; }
  const storage::ObjectStore& store() const { return *store_; }

 private:
  std::unique_ptr<storage::ObjectStore> store_;
  testing::JsonCheckpointFormat format_;
  Table table_;
};

class GoldenTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(golden_folder())) GTEST_SKIP() << "no golden tables at " << golden_folder();
  }
};

Error refusal_of(const std::string& name) {
  try {
    GoldenTable(name)->latest();
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::kInternal, name + " was read");
}

TEST_F(GoldenTest, WhatIsBrokenIsRefusedByItsCause) {
  struct Case {
    const char* table;
    ErrorCode code;
    const char* cause;
  };
  const Case cases[] = {
      {"no-delta-log-folder", ErrorCode::kNotFound, "there is no Delta table at"},
      {"versions-not-contiguous", ErrorCode::kCorrupt, "version 1 is missing"},
      {"deltalog-invalid-protocol-version", ErrorCode::kUnsupported, "reader protocol version 99"},
      {"deltalog-state-reconstruction-without-metadata", ErrorCode::kCorrupt, "no metaData action"},
      {"deltalog-state-reconstruction-without-protocol", ErrorCode::kCorrupt, "no protocol action"},
  };
  for (const Case& expected : cases) {
    const Error error = refusal_of(expected.table);
    EXPECT_EQ(error.code(), expected.code) << expected.table;
    EXPECT_NE(error.message().find(expected.cause), std::string::npos) << error.message();
  }
}

TEST_F(GoldenTest, WhatNeedsALaterFeatureIsRefusedByItsName) {
  const std::map<std::string, std::string> features = {
      {"table-with-columnmapping-mode-id", "columnMapping"},
      {"table-with-columnmapping-mode-name", "columnMapping"},
      {"data-reader-timestamp_ntz-id-mode", "columnMapping"},
      {"data-reader-timestamp_ntz-name-mode", "columnMapping"},
      {"data-skipping-basic-stats-all-types-columnmapping-id", "columnMapping"},
      {"data-skipping-basic-stats-all-types-columnmapping-name", "columnMapping"},
      {"log-replay-dv-key-cases", "deletionVectors"},
      {"v2-checkpoint-json", "v2Checkpoint"},
      {"v2-checkpoint-parquet", "v2Checkpoint"},
  };
  for (const auto& [table, feature] : features) {
    const Error error = refusal_of(table);
    EXPECT_EQ(error.code(), ErrorCode::kUnsupported) << table << ": " << error.message();
    EXPECT_NE(error.message().find("'" + feature + "'"), std::string::npos) << table << ": " << error.message();
  }
}

TEST_F(GoldenTest, TheLiveFilesAreThoseOfTheLogsReplay) {
  const std::map<std::string, Paths> expected = {
      // Version 1 removes, under another spelling of its path, the one file that version 0 adds.
      {"canonicalized-paths-normal-a", {}},
      {"canonicalized-paths-normal-b", {}},
      {"canonicalized-paths-special-a", {}},
      {"canonicalized-paths-special-b", {}},
      {"log-replay-special-characters", {}},
      {"log-replay-special-characters-a", {}},
      {"log-replay-special-characters-b", {"special p@#h"}},
      // foo comes, goes, comes back; then bar comes.
      {"delete-re-add-same-file-different-transactions", {"bar", "foo"}},
      {"deltalog-commit-info", {"abc"}},
  };
  for (const auto& [table, paths] : expected) {
    EXPECT_EQ(paths_of(GoldenTable(table)->latest().files()), paths) << table;
    EXPECT_EQ(paths_of(GoldenTable(table)->live_files()), paths) << table;
  }
}

TEST_F(GoldenTest, AFileThatCameBackIsTheOneThatCameLast) {
  const Snapshot snapshot = GoldenTable("delete-re-add-same-file-different-transactions")->latest();
  EXPECT_EQ(snapshot.files().at(1).modification_time, 1'700'000'000'000);
}

TEST_F(GoldenTest, ALogWithoutMetadataIsNoTableButHasFiles) {
  const GoldenTable table("data-reader-absolute-paths-escaped-chars");
  EXPECT_EQ(refusal_of("data-reader-absolute-paths-escaped-chars").code(), ErrorCode::kCorrupt);
  EXPECT_EQ(paths_of(table->live_files()),
            (Paths{"..//Users/scott.sandre/connectors/golden-tables/src/test/resources/golden/"
                   "data-reader-absolute-paths-escaped-chars/foo.snappy.parquet",
                   "bar-bar.snappy.parquet"}));
}

TEST_F(GoldenTest, EveryLiveFileIsFoundUnderItsDecodedPath) {
  const std::map<std::string, std::size_t> files = {
      {"124-decimal-decode-bug", 2},
      {"basic-decimal-table", 4},
      {"basic-with-inserts-merge", 1},
      {"basic-with-inserts-updates", 2},
      {"basic-with-vacuum-protocol-check-feature", 2},
      {"data-reader-escaped-chars", 3},
      {"data-reader-nullable-field-invalid-schema-key", 2},
      {"data-reader-partition-values", 3},
      {"data-reader-timestamp_ntz", 4},
      {"data-skipping-change-stats-collected-across-versions", 3},
      {"data-skipping-partition-and-data-column", 4},
      {"deltalog-getChanges", 0},
      {"kernel-timestamp-pst", 5},
      {"log-replay-latest-metadata-protocol", 4},
      {"parquet-all-types", 1},
      {"snapshot-data2-deleted", 3},
      {"snapshot-repartitioned", 2},
      {"snapshot-vacuumed", 2},
      {"time-travel-partition-changes-b", 4},
      {"time-travel-schema-changes-b", 4},
  };
  for (const auto& [name, count] : files) {
    const GoldenTable table(name);
    const Snapshot snapshot = table->latest();
    EXPECT_EQ(snapshot.files().size(), count) << name;
    for (const AddFile& file : snapshot.files()) EXPECT_TRUE(table.store().head(file.path)) << name << " " << file.path;
  }
}

TEST_F(GoldenTest, TheTablesOfTheHiveFolderOpen) {
  const std::map<std::string, std::size_t> files = {
      {"deltatbl-column-names-case-insensitive", 4},
      {"deltatbl-deleted-path", 2},
      {"deltatbl-incorrect-format-config", 2},
      {"deltatbl-map-types-correctly", 1},
      {"deltatbl-non-partitioned", 2},
      {"deltatbl-not-allow-write", 2},
      {"deltatbl-partition-prune", 5},
      {"deltatbl-partitioned", 4},
      {"deltatbl-schema-match", 4},
      {"deltatbl-special-chars-in-partition-column", 4},
      {"deltatbl-touch-files-needed-for-partitioned", 4},
  };
  for (const auto& [name, count] : files) {
    const GoldenTable table("hive", "delta/" + name);
    const Snapshot snapshot = table->latest();
    EXPECT_EQ(snapshot.files().size(), count) << name;
    for (const AddFile& file : snapshot.files()) EXPECT_TRUE(table.store().head(file.path)) << name << " " << file.path;
  }
}

TEST_F(GoldenTest, PartitionValuesAreKeptAsTheyAre) {
  const Snapshot snapshot = GoldenTable("hive", "delta/deltatbl-special-chars-in-partition-column")->latest();
  std::set<std::string> values;
  for (const AddFile& file : snapshot.files()) values.insert(file.partition_values.at("c2").value_or("NULL"));
  EXPECT_EQ(values, (std::set<std::string>{"+ =%0", "+ =%1"}));
}

TEST_F(GoldenTest, AnOldVersionIsWhatTheTableWasThen) {
  const GoldenTable table("snapshot-data3");
  for (int version = 0; version <= 3; ++version) {
    const GoldenTable then("snapshot-data" + std::to_string(version));
    EXPECT_EQ(table->at_version(version).files().size(), then->latest().files().size()) << version;
  }
  EXPECT_EQ(table->history().size(), 4u);
}

TEST_F(GoldenTest, StatisticsOfSparkAreRead) {
  const Snapshot snapshot = GoldenTable("data-skipping-basic-stats-all-types")->latest();
  const auto stats = parse_stats(snapshot.files().at(0).stats.value());
  ASSERT_TRUE(stats);
  EXPECT_EQ(stats->num_records, 1);
  EXPECT_EQ(*stats->find("as_int"), (ColumnStats{"0", "0", 0}));
  EXPECT_EQ(stats->columns.size(), 10u);
}

}  // namespace
}  // namespace c360::delta
