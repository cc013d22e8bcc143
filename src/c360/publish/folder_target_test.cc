#include "c360/publish/folder_target.h"

#include <gmock/gmock.h>

#include "c360/pipeline/testing/project_fixture.h"
#include "c360/publish/manifest.h"
#include "c360/publish/publish.h"

namespace c360::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

class FolderTargetTest : public pipeline::testing::ProjectFixture {
 protected:
  FolderTargetTest() { target("parquet: out"); }

  void target(const std::string& keys) {
    put("c360.yaml",
        "project: shop\nlakehouse: ./lakehouse\nsources:\n  customers: { files: data/customers*.csv }\n"
        "  orders: { files: data/orders*.csv }\npublish:\n  files: { " +
            keys + " }\n");
  }
  TargetReport publish(bool full = false, const Cancellation& cancel = {}) {
    const project::Project loaded = project();
    pipeline::SilentProgress silent;
    PublishOptions options;
    options.full = full;
    return open_target(loaded.publish.at(0))->publish({loaded, loaded.publish[0], *lake_, options, silent, cancel});
  }
  static std::string fate(const TargetReport& report, const std::string& table) {
    for (const TableReport& each : report.tables)
      if (each.name == table) return to_string(each.fate) + " " + std::to_string(each.rows);
    return "not there";
  }
  pipeline::testing::Texts rows(const std::string& select) {
    engine::Database database;
    engine::Connection connection = database.connect();
    engine::Result result = connection.query_user_sql(select);
    return session::testing::texts(result);
  }
  std::string file(const std::string& name) const { return "'" + (root() / "out" / "current" / name).string() + "'"; }
  std::vector<std::string> folders() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root() / "out")) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
};

TEST_F(FolderTargetTest, CurrentShowsTheSnapshotsTables) {
  run();
  publish();
  EXPECT_THAT(rows("SELECT * FROM read_parquet(" + file("orders.parquet") + ") ORDER BY 1"),
              ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_THAT(folders(), ElementsAre("current", "snapshot-000001"));
  const auto manifest = read_manifest(root() / "out" / "current");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->snapshot, 1);
  EXPECT_EQ(manifest->find("orders")->rows, 3);
}

TEST_F(FolderTargetTest, TablesThatDidNotChangeAreTheSameFiles) {
  run();
  publish();
  const auto written = fs::hard_link_count(root() / "out" / "current" / "customers.parquet");
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  const TargetReport report = publish();
  EXPECT_EQ(fate(report, "customers"), "unchanged 2");
  EXPECT_EQ(fate(report, "orders"), "changed 4");
  EXPECT_EQ(fs::hard_link_count(root() / "out" / "current" / "customers.parquet"), written + 1);
  EXPECT_THAT(rows("SELECT count(*) FROM read_parquet(" + file("orders.parquet") + ")"), ElementsAre("4"));
}

TEST_F(FolderTargetTest, TheSnapshotBeforeStaysForItsReaders) {
  for (int i = 0; i < 4; ++i) {
    put("data/orders-" + std::to_string(i) + "x.csv",
        "order_id,customer_id,amount\n" + std::to_string(20 + i) + ",2,1\n");
    run();
    publish();
  }
  EXPECT_THAT(folders(), ElementsAre("current", "snapshot-000003", "snapshot-000004"));
}

TEST_F(FolderTargetTest, NothingNewWritesNothing) {
  run();
  publish();
  const TargetReport report = publish();
  EXPECT_EQ(fate(report, "orders"), "unchanged 3");
  EXPECT_THAT(folders(), ElementsAre("current", "snapshot-000001"));
}

TEST_F(FolderTargetTest, FullWritesEverythingAgain) {
  run();
  publish();
  write_file(root() / "out" / "current" / "orders.parquet", "broken");
  EXPECT_EQ(fate(publish(true), "orders"), "changed 3");
  EXPECT_THAT(rows("SELECT count(*) FROM read_parquet(" + file("orders.parquet") + ")"), ElementsAre("3"));
}

TEST_F(FolderTargetTest, CsvTellsNullFromEmptyText) {
  target("csv: out, tables: [gold.names]");
  put("models/gold/names.sql", "SELECT 1 AS a, NULL::TEXT AS b, '' AS c, 'x,\"y\"' AS d, 1.50::DECIMAL(4,2) AS e\n");
  run();
  publish();
  EXPECT_EQ(read_file(root() / "out" / "current" / "names.csv"), "a,b,c,d,e\n1,,\"\",\"x,\"\"y\"\"\",1.50\n");
}

TEST_F(FolderTargetTest, ACancelledPublishLeavesNothing) {
  run();
  publish();
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  Cancellation cancel;
  cancel.request();
  EXPECT_THROW(publish(false, cancel), Error);
  EXPECT_THAT(folders(), ElementsAre("current", "snapshot-000001"));
}

TEST_F(FolderTargetTest, AFolderOfOthersIsLeftAlone) {
  fs::create_directories(root() / "out" / "current");
  run();
  EXPECT_THROW(publish(), Error);
  EXPECT_TRUE(fs::is_empty(root() / "out" / "current"));
}

TEST_F(FolderTargetTest, OneDatabaseFileHasAllTables) {
  target("duckdb: out/shop.duckdb, schema: sales");
  run();
  publish();
  put("data/orders-2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  publish();
  engine::Database database;
  engine::Connection connection = database.connect();
  connection.attach(root() / "out" / "shop.duckdb", "file");
  engine::Result orders = connection.query_user_sql("SELECT count(*), sum(amount) FROM file.sales.orders");
  EXPECT_THAT(session::testing::texts(orders), ElementsAre("4|15.75"));
  engine::Result publication = connection.query_user_sql("SELECT project, snapshot FROM file.sales.c360_publication");
  EXPECT_THAT(session::testing::texts(publication), ElementsAre("shop|2"));
  EXPECT_THAT(folders(), ElementsAre("shop.duckdb"));
}

TEST(TargetsTest, AMisspeltNameIsCorrected) {
  project::Project project;
  project.publish.emplace_back().name = "warehouse";
  try {
    targets_of(project, "warehuose");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_THAT(error.hint(), HasSubstr("did you mean 'warehouse'?"));
  }
  EXPECT_EQ(targets_of(project, "").size(), 1u);
}

TEST(TargetsTest, WithoutTargetsTheHintShowsOne) {
  EXPECT_THROW(targets_of({}, ""), Error);
}

TEST(TargetsTest, ATargetWithoutItsVariableIsPassedOver) {
  project::Project project;
  project::PublishTarget target;
  target.postgresql = "${env:C360_THERE_IS_NO_SUCH_VARIABLE}";
  EXPECT_THAT(reason_to_skip(project, target), HasSubstr("C360_THERE_IS_NO_SUCH_VARIABLE is not set"));
  target.postgresql = "dbname=x";
  EXPECT_EQ(reason_to_skip(project, target), "");
}

}  // namespace
}  // namespace c360::publish
