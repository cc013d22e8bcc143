#include "c360/ingest/delta/delta_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "c360/base/error.h"
#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/lakehouse/write.h"
#include "c360/storage/azure/testing/blob_server.h"
#include "c360/storage/azure/upload_folder.h"

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The source "orders" is a Delta table in a lakehouse of someone else's, partitioned by day.
class DeltaSource : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    source().files.clear();
    source().delta = "other/gold/orders";
    other_ = std::make_unique<lakehouse::Lakehouse>(storage::open_local_store(root() / "other"), database_, clock_);
  }

  lakehouse::LakeTable table() { return other_->table({"gold", "orders"}); }

  delta::AddFile write(const std::string& select, const std::string& day) {
    lakehouse::LakeTable to = table();
    delta::Schema schema;
    schema.fields = {{"id", delta::DataType::of("long")}, {"day", delta::DataType::of("string")}};
    sql::Query query;
    query.user_sql = select;
    engine::Connection connection = database_.connect();
    std::vector<delta::AddFile> files = lakehouse::write_partition(connection, to, schema, {{"day", day}}, query).files;
    EXPECT_EQ(files.size(), 1U);
    files.front().modification_time = ++time_;
    return files.front();
  }

  void create(const std::vector<delta::AddFile>& files) {
    delta::Metadata metadata;
    metadata.id = "11111111-2222-3333-4444-555555555555";
    metadata.schema.fields = {{"id", delta::DataType::of("long")}, {"day", delta::DataType::of("string")}};
    metadata.partition_columns = {"day"};
    table().log().create(metadata, "CREATE TABLE", files);
  }

  void change(const std::vector<delta::AddFile>& add, const std::vector<delta::AddFile>& remove,
              const std::string& operation) {
    lakehouse::LakeTable to = table();
    delta::Transaction transaction = to.log().begin(to.log().latest());
    for (const delta::AddFile& file : add) transaction.add(file);
    for (const delta::AddFile& file : remove) transaction.remove(file);
    transaction.set_operation(operation, {});
    transaction.commit();
  }

 private:
  FixedClock clock_{1'700'000'000'000'000};
  engine::Database database_;
  std::unique_ptr<lakehouse::Lakehouse> other_;
  std::int64_t time_ = 1'000;
};

TEST_F(DeltaSource, gives_each_version_once) {
  create({write("SELECT 1 AS id", "mon")});
  EXPECT_EQ(ingest().rows, 1);
  EXPECT_EQ(ingest({true, "b2"}).rows, 0);
  change({write("SELECT range + 2 AS id FROM range(2)", "tue")}, {}, "WRITE");
  EXPECT_TRUE(has_work(lake(), project(), source()));
  EXPECT_EQ(ingest({false, "b3"}).rows, 2);
  EXPECT_FALSE(has_work(lake(), project(), source()));
  EXPECT_THAT(bronze({"id", "day", "_file_no", "_source_row"}), ElementsAre("1|mon|1|1", "2|tue|2|1", "3|tue|2|2"));
}

TEST_F(DeltaSource, takes_many_files_in_order_of_their_times) {
  const delta::AddFile first = write("SELECT 1 AS id", "z");
  const delta::AddFile second = write("SELECT 2 AS id", "a");
  create({second, first});
  ingest();
  EXPECT_THAT(bronze({"id", "day", "_file_no"}), ElementsAre("1|z|1", "2|a|2"));
}

TEST_F(DeltaSource, may_lie_in_azure) {
  const storage::azure::testing::BlobServer server;
  const auto upload = [&] {
    storage::azure::upload_folder(
        root() / "other/gold/orders", "azure://lake/gold/orders", server.settings(), [](const std::string&) {},
        cancel());
  };
  ::setenv("C360_TEST_KEY", "MDEyMzQ1Njc4OWFiY2RlZg==", 1);
  project().azure.endpoint = server.settings().endpoint;
  project().azure.account_key = "${env:C360_TEST_KEY}";
  project().azure.cache = (root() / "cache").string();
  source().delta = "azure://lake/gold/orders";
  EXPECT_THAT(ingest().notes, testing::Contains(HasSubstr("there is no Delta table azure://lake/gold/orders yet")));
  const delta::AddFile first = write("SELECT 1 AS id", "mon");
  create({first});
  upload();
  EXPECT_EQ(ingest({false, "b1"}).rows, 1);
  change({write("SELECT range + 2 AS id FROM range(2)", "tue")}, {}, "WRITE");
  upload();
  EXPECT_EQ(ingest({false, "b2"}).rows, 2);
  EXPECT_FALSE(has_work(lake(), project(), source())) << "the new ETags of known files are remembered";
  EXPECT_THAT(bronze({"id", "day", "_file_no"}), ElementsAre("1|mon|1", "2|tue|2", "3|tue|2"));
  change({}, {first}, "DELETE");
  upload();
  EXPECT_THAT(failure(), HasSubstr("version 2 (DELETE) removed or rewrote it"));
}

TEST_F(DeltaSource, may_come_later) {
  EXPECT_THAT(ingest().notes, testing::Contains(HasSubstr("there is no Delta table other/gold/orders yet")));
}

TEST_F(DeltaSource, that_removes_or_rewrites_rows_is_refused_by_its_version) {
  const delta::AddFile first = write("SELECT 1 AS id", "mon");
  create({first});
  ingest();
  change({write("SELECT 2 AS id", "mon")}, {}, "WRITE");
  change({write("SELECT 3 AS id", "mon")}, {first}, "OPTIMIZE");
  EXPECT_THAT(failure(), testing::AllOf(HasSubstr("the Delta table other/gold/orders no longer has the data file"),
                                        HasSubstr("version 2 (OPTIMIZE) removed or rewrote it")));
  EXPECT_THAT(bronze({"id"}), ElementsAre("1"));
}

TEST_F(DeltaSource, whose_rows_are_registered_but_not_in_bronze_is_read_from_landing) {
  create({write("SELECT 1 AS id", "mon")});
  SourceIngest killed(lake(), project(), source(), {}, {false, "b1"}, cancel());
  EXPECT_EQ(killed.find_new_files(), 1U);
  EXPECT_EQ(ingest({false, "b2"}).rows, 1);
  EXPECT_THAT(bronze({"id", "day"}), ElementsAre("1|mon")) << "the partition's value too, which no data file holds";
}

}  // namespace
}  // namespace c360::ingest
