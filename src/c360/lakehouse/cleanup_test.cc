#include "c360/lakehouse/cleanup.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/lakehouse/data_file_name.h"
#include "c360/lakehouse/moment.h"
#include "c360/lakehouse/publication.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

constexpr Micros kDay = Micros{86'400} * 1'000'000;
using Paths = std::vector<std::string>;

/// gold.kpi is written anew by each of three runs; every version is one file.
class CleanupTest : public testing::LakeFixture {
 protected:
  void SetUp() override {
    clock_.set(Clock::system().now());
    LakeTable bronze = lake_.table({"bronze", "orders"});
    bronze_file_ = create(bronze, "SELECT 'a' AS id").files().at(0).path;
    lake_.store().put("bronze/orders/" + orphan_, "");
    LakeTable kpi = lake_.table({"gold", "kpi"});
    files_.push_back(create(kpi, "SELECT 1 AS n").files().at(0).path);
    publish_versions({0, 0});
    for (int version = 1; version <= 2; ++version) {
      files_.push_back(overwrite(kpi));
      publish_versions({version, version});
    }
  }

  std::string overwrite(LakeTable& kpi) {
    const delta::Snapshot read = kpi.log().latest();
    const WrittenRows written = write_files(connection_, kpi, read.schema(), testing::query_of("SELECT 2 AS n"));
    delta::Transaction change = kpi.log().begin(read);
    change.remove_all();
    for (const delta::AddFile& file : written.files) change.add(file);
    EXPECT_EQ(change.commit().kind, delta::CommitResult::Kind::kCommitted);
    return written.files.at(0).path;
  }

  struct Versions {
    delta::Version kpi;
    std::int64_t run;
  };
  void publish_versions(const Versions& versions) {
    Moment moment;
    moment.number = versions.run + 1;
    moment.run_id = "run-" + std::to_string(versions.run);
    moment.tables = {{{"bronze", "orders"}, 0, "", "", ""}, {{"gold", "kpi"}, versions.kpi, "", "", ""}};
    moment.parquet = {
        {{"gold", "export"}, {"gold/export/" + moment.run_id + "/" + new_data_file_name()}, "{}", "", "", ""}};
    exports_.push_back(moment.parquet[0].files[0]);
    lake_.store().put(exports_.back(), "rows");
    EXPECT_TRUE(publish_moment(lake_.store(), moment));
  }

  /// Everything in Delta logs, in _c360/ and in bronze.
  Paths logs_and_more() {
    Paths paths;
    for (const storage::ObjectInfo& object : lake_.store().list("")) {
      const bool is_log = object.path.find("/_delta_log/") != std::string::npos;
      if (is_log || object.path.starts_with("_c360/") || object.path.starts_with("bronze/"))
        paths.push_back(object.path);
    }
    return paths;
  }

  bool is_there(const std::string& path) { return lake_.store().head(path).has_value(); }
  bool version_is_there(std::size_t version) { return is_there("gold/kpi/" + files_.at(version)); }

  std::string bronze_file_;
  Paths files_;  ///< of gold.kpi, by version
  Paths exports_;
  const std::string orphan_ = new_data_file_name();
};

TEST_F(CleanupTest, DeletesNothingThatIsYoung) {
  EXPECT_TRUE(clean_up(lake_, {1, 7}).files.empty());
  EXPECT_TRUE(version_is_there(0));
}

TEST_F(CleanupTest, DeletesWhatTheKeptMomentsDoNotNeed) {
  clock_.set(clock_.now() + 8 * kDay);
  const CleanedUp result = clean_up(lake_, {2, 7});
  EXPECT_EQ(result.files, (Paths{exports_[0], "gold/kpi/" + files_[0]}));
  EXPECT_GT(result.bytes, 4u);
  EXPECT_TRUE(result.skipped.empty());
  EXPECT_FALSE(version_is_there(0));
  EXPECT_TRUE(version_is_there(1));
  EXPECT_TRUE(version_is_there(2));
}

TEST_F(CleanupTest, KeptMomentsCanStillBeRead) {
  clock_.set(clock_.now() + 8 * kDay);
  clean_up(lake_, {2, 7});
  for (const std::int64_t number : {2, 3}) {
    const Moment moment = read_moment(lake_.store(), number).value();
    for (const Moment::TableVersion& entry : moment.tables) {
      LakeTable table = lake_.table(entry.name);
      const delta::Snapshot snapshot = table.log().at_version(entry.version);
      for (const delta::AddFile& file : snapshot.files()) EXPECT_TRUE(is_there(entry.name.path() + "/" + file.path));
    }
  }
}

TEST_F(CleanupTest, KeepsAtLeastTheCurrentMoment) {
  clock_.set(clock_.now() + 8 * kDay);
  clean_up(lake_, {0, 7});
  EXPECT_FALSE(version_is_there(1));
  EXPECT_TRUE(version_is_there(2));
}

TEST_F(CleanupTest, DeletesAtOnceWhenTold) {
  clock_.set(clock_.now() + kDay);
  EXPECT_EQ(clean_up(lake_, {1, 0}).files.size(), 4u);
  EXPECT_TRUE(version_is_there(2));
}

TEST_F(CleanupTest, KeepsATablesLatestVersionThoughNoMomentHasIt) {
  LakeTable kpi = lake_.table({"gold", "kpi"});
  const std::string latest = overwrite(kpi);
  clock_.set(clock_.now() + 8 * kDay);
  clean_up(lake_, {1, 7});
  EXPECT_TRUE(is_there("gold/kpi/" + latest));
  EXPECT_TRUE(version_is_there(2));
}

TEST_F(CleanupTest, DeletesWhatAFailedRunLeft) {
  lake_.store().put("silver/orders/" + orphan_, "");
  lake_.store().put("gold/kpi/" + orphan_, "");
  clock_.set(clock_.now() + 8 * kDay);
  EXPECT_EQ(clean_up(lake_, {10, 7}).files, (Paths{"gold/kpi/" + orphan_, "silver/orders/" + orphan_}));
}

TEST_F(CleanupTest, KeepsWhatAPendingPublicationNeeds) {
  LakeTable kpi = lake_.table({"gold", "kpi"});
  const delta::Snapshot read = kpi.log().latest();
  const WrittenRows written = write_files(connection_, kpi, read.schema(), testing::query_of("SELECT 3 AS n"));
  delta::Transaction change = kpi.log().begin(read);
  change.remove_all();
  change.add(written.files.at(0));
  Publication publication;
  publication.moment.number = 4;
  publication.moment.run_id = "killed";
  publication.moment.tables = {{{"gold", "kpi"}, 3, "", "", ""}};
  publication.commits = {{{"gold", "kpi"}, 3, change.prepare()}};
  lake_.store().put("_c360/pending/killed.json", publication.to_json());
  clock_.set(clock_.now() + 8 * kDay);
  EXPECT_TRUE(clean_up(lake_, {1, 7}).skipped.empty());
  EXPECT_TRUE(is_there("gold/kpi/" + written.files.at(0).path));
  EXPECT_FALSE(version_is_there(1));
}

TEST_F(CleanupTest, NeverTouchesBronzeLandingLogsOrItsOwnFiles) {
  lake_.store().put("landing/orders/1.csv", "");
  clock_.set(clock_.now() + 100 * kDay);
  const Paths before = logs_and_more();
  clean_up(lake_, {1, 0});
  EXPECT_EQ(logs_and_more(), before);
  EXPECT_TRUE(is_there("landing/orders/1.csv"));
  EXPECT_TRUE(is_there("bronze/orders/" + orphan_));
  EXPECT_TRUE(is_there("bronze/orders/" + bronze_file_));
}

TEST_F(CleanupTest, LeavesFilesAloneThatC360DidNotWrite) {
  const Paths others = {"contracts/orders.yaml",        "data/2024/orders.csv",
                        "gold/kpi/notes.txt",           "gold/kpi/part-00000-c000.snappy.parquet",
                        "models/gold/revenue.sql",      "models/gold/x/deep.sql",
                        "silver/orders/part-0.parquet", ".git/objects/4b/825dc642cb6eb9a060e54bf8d69288fbee4904"};
  for (const std::string& path : others) lake_.store().put(path, "theirs");
  clock_.set(clock_.now() + 8 * kDay);
  clean_up(lake_, {1, 0});
  for (const std::string& path : others) EXPECT_TRUE(is_there(path)) << path;
}

TEST_F(CleanupTest, LeavesTablesAloneThatAreNotWhereC360PutsThem) {
  lake_.store().put("backup/gold/kpi/_delta_log/00000000000000000000.json", "{}");
  const Paths others = {"backup/gold/kpi/" + orphan_, "backup/gold/kpi/month=2024-05/" + orphan_};
  for (const std::string& path : others) lake_.store().put(path, "theirs");
  clock_.set(clock_.now() + 8 * kDay);
  clean_up(lake_, {1, 0});
  for (const std::string& path : others) EXPECT_TRUE(is_there(path)) << path;
}

TEST_F(CleanupTest, LeavesATableAloneThatItCannotRead) {
  lake_.store().put("gold/foreign/_delta_log/00000000000000000000.json",
                    R"({"protocol":{"minReaderVersion":99,"minWriterVersion":99}})"
                    "\n");
  lake_.store().put("gold/foreign/" + orphan_, "");
  clock_.set(clock_.now() + 8 * kDay);
  const CleanedUp result = clean_up(lake_, {1, 7});
  EXPECT_TRUE(is_there("gold/foreign/" + orphan_));
  ASSERT_EQ(result.skipped.size(), 1u);
  EXPECT_TRUE(result.skipped[0].starts_with("gold.foreign: ")) << result.skipped[0];
  EXPECT_FALSE(version_is_there(0));
}

}  // namespace
}  // namespace c360::lakehouse
