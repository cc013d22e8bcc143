// Rows of folders: Delta tables by their log, others by their files; loaded into a target that remembers.
#include "c360/pipeline/folder_rows.h"

#include <gmock/gmock.h>

#include "c360/lakehouse/checkpoint_format.h"
#include "c360/pipeline/testing/pipeline_fixture.h"

namespace c360::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(FolderInStoreTest, StaysWithin) {
  EXPECT_EQ(folder_in_store("silver/Customers/"), "silver/Customers");
  EXPECT_EQ(folder_in_store("./a/../b"), "b");
  EXPECT_EQ(folder_in_store("/a"), "a");
  EXPECT_EQ(folder_in_store("."), "");
  for (const char* outside : {"..", "a/../../b", "/../x"}) EXPECT_THROW(folder_in_store(outside), Error) << outside;
}

class LoadTest : public testing::PipelineFixture {
 protected:
  LoadTest() {
    put("connections.yaml", "connections:\n  lake: { storage: ./lakehouse }\n  files: { storage: ./drop }\n");
  }

  void put_parquet(const std::string& path, const std::string& select) {
    std::filesystem::create_directories((root() / path).parent_path());
    engine::Connection connection = database_.connect();
    connection.create_view({"wanted"}, view_of(connection, select));
    sql::Query all;
    all.from = sql::table({"wanted"});
    connection.copy_to_parquet(all, root() / path);
  }
  static sql::Query view_of(engine::Connection&, const std::string& value) {
    sql::Query query;
    query.select = {{sql::literal(std::string_view(value)), "name"}};
    return query;
  }
  static std::string load(const std::string& inputs) {
    return "  - { name: L, load: { target: warehouse, table: t, " + inputs + " } }\n";
  }
};

TEST_F(LoadTest, ADeltaTableIsReadByItsLog) {
  run();
  put("data/orders-2.csv", "order_id,customer_id,amount\n11,2,8.00\n13,2,1.00\n");
  run();  // silver.orders is rewritten: the files of the first version are still there
  run_pipeline(load("connection: lake, folder: silver/orders"));
  EXPECT_THAT(targets_->loads,
              ElementsAre("warehouse .t order_id,customer_id,amount,_source_file,_source_row,_file_no 4"));
  EXPECT_EQ(output("L"), R"({"from":"delta","rows":4,"table":"t"})");
}

TEST_F(LoadTest, OtherFoldersAreReadByTheirFiles) {
  put_parquet("drop/a/1.parquet", "x");
  put_parquet("drop/a/b/2.parquet", "y");
  put("drop/a/_SUCCESS", "");
  run_pipeline(load("connection: files, folder: a, schema: s, replace: true, before: \"DELETE FROM u\""));
  run_pipeline(load("folder: drop/a, files: \"*.parquet\""));
  EXPECT_THAT(targets_->loads, ElementsAre("warehouse s.t name 2 replace before DELETE FROM u", "warehouse .t name 1"));
}

TEST_F(LoadTest, WhatIsNotThereIsTold) {
  EXPECT_THAT(pipeline_failure(load("connection: files, folder: nothing")).message(),
              HasSubstr("no file of " + (root() / "drop/nothing").string() + " matches **/*.parquet"));
  EXPECT_THAT(pipeline_failure(load("folder: ../x")).message(), HasSubstr("leads outside"));
  EXPECT_THAT(pipeline_failure(load("connection: lkae, folder: x")).what(),
              HasSubstr("there is no connection with storage: 'lkae'"));
}

TEST_F(LoadTest, WaitsForTheSnapshotOfItsRun) {
  run_pipeline(
      "  - { name: Copy, copy: all }\n  - { name: Refine, depends_on: Copy, refine: all }\n"
      "  - { name: L, load: { target: warehouse, table: t, connection: lake, folder: silver/customers } }\n");
  ASSERT_EQ(targets_->loads.size(), 1U);
  EXPECT_THAT(targets_->loads[0], HasSubstr(" 2"));
}

TEST_F(LoadTest, ALookupMayAskADatabase) {
  run_pipeline("  - { name: L, lookup: { target: warehouse, query: \"SELECT n FROM t\" } }\n");
  EXPECT_EQ(output("L"), R"({"first_row":{"n":3,"price":"2.50"}})");
  EXPECT_THAT(targets_->statements, ElementsAre("warehouse: SELECT n FROM t 1"));
  EXPECT_THAT(
      pipeline_failure("  - { name: L, lookup: { target: warehouse, query: x, first_row: false, most_rows: 7 } }\n")
          .message(),
      HasSubstr("gives more than 7 rows"));
}

TEST_F(LoadTest, MetadataOfAConnectionTellsFilesAndFolders) {
  put("drop/a/b/1.csv", "x");
  put("drop/a/2.csv", "xy");
  run_pipeline("  - { name: M, get_metadata: { connection: files, folder: a } }\n");
  EXPECT_THAT(output("M"), HasSubstr(R"("name":"2.csv","path":"a/2.csv","size":2,"type":"File"})"));
  EXPECT_THAT(output("M"), HasSubstr(R"({"folder":"a","name":"b","path":"a/b","type":"Folder"})"));
  EXPECT_THAT(output("M"), HasSubstr(R"("count":2,"exists":true)"));
  run_pipeline("  - { name: M, get_metadata: { connection: files, folder: none } }\n");
  EXPECT_EQ(output("M"), R"({"child_items":[],"count":0,"exists":false})");
}

}  // namespace
}  // namespace c360::pipeline
