// Files of sources in a container, of a Blob service in memory.
#include "c360/ingest/stored_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/ingest/fixture/packed.h"
#include "c360/ingest/landing.h"
#include "c360/ingest/source_files.h"
#include "c360/ingest/source_table.h"
#include "c360/storage/azure/azure_store.h"
#include "c360/storage/azure/testing/blob_server.h"

namespace c360::ingest {
namespace {

using fetch::testing::answer;
using fixture::zipped;
using storage::azure::testing::refusal;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The source "orders" has the files azure://lake/raw/orders*.csv; the lakehouse is a folder here.
class StoredFilesTest : public fixture::LakeFixture {
 protected:
  void SetUp() override {
    LakeFixture::SetUp();
    ::setenv("C360_TEST_KEY", "MDEyMzQ1Njc4OWFiY2RlZg==", 1);
    project().azure.endpoint = server_.settings().endpoint;
    project().azure.account_key = "${env:C360_TEST_KEY}";
    project().azure.cache = (root() / "cache").string();
    source().files = "azure://lake/raw/orders*.csv";
    blobs_ = storage::azure::open_azure_store("azure://lake", server_.settings(), Cancellation::never());
  }

  void put_blob(const std::string& path, const std::string& bytes) { blobs_->put(path, bytes); }
  std::vector<std::string> found(const std::string& pattern) {
    const Found all = find_files(project(), pattern);
    notes_ = all.notes;
    std::vector<std::string> paths;
    for (const FoundFile& file : all.files) paths.push_back(file.path);
    return paths;
  }
  std::size_t reads_of(const std::string& name) const {
    std::size_t count = 0;
    for (const auto& request : server_.requests())
      count += request.method == "GET" && request.path.ends_with("/" + name) ? 1U : 0U;
    return count;
  }

  storage::azure::testing::BlobServer server_;
  std::unique_ptr<storage::ObjectStore> blobs_;
  std::vector<std::string> notes_;
};

TEST_F(StoredFilesTest, are_found_by_patterns_page_by_page) {
  server_.set_page(2);
  for (const char* path : {"raw/orders_1.csv", "raw/orders_2.csv", "raw/x/orders_3.csv", "raw/.orders.csv", "raw/other",
                           "raw/ord ers+%20.csv", "orders_4.csv"})
    put_blob(path, "x");
  server_.make_folder("raw/orders_folder.csv");
  EXPECT_THAT(found("azure://lake/raw/orders*.csv"),
              ElementsAre("azure://lake/raw/orders_1.csv", "azure://lake/raw/orders_2.csv"));
  EXPECT_THAT(found("azure://lake/**/orders_[34].csv"),
              ElementsAre("azure://lake/orders_4.csv", "azure://lake/raw/x/orders_3.csv"));
  EXPECT_THAT(found("azure://lake/raw/ord ers+%20.csv"), ElementsAre("azure://lake/raw/ord ers+%20.csv"));
  EXPECT_THAT(found("azure://lake/raw/nothing.csv"), IsEmpty());
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(StoredFilesTest, without_a_wildcard_ask_for_one_blob_alone) {
  put_blob("raw/a.csv", "x");
  const std::size_t before = server_.requests().size();
  EXPECT_THAT(found("azure://lake/raw/a.csv"), ElementsAre("azure://lake/raw/a.csv"));
  EXPECT_EQ(server_.requests().size(), before + 1);
}

TEST_F(StoredFilesTest, do_not_lie_in_the_lakehouse) {
  put_blob("lakehouse/landing/orders.csv", "x");
  put_blob("lakehouse2/orders.csv", "x");
  project().lakehouse = "azure://lake/lakehouse";
  EXPECT_THAT(found("azure://lake/**/orders.csv"), ElementsAre("azure://lake/lakehouse2/orders.csv"));
}

TEST_F(StoredFilesTest, go_to_bronze_as_files_of_the_disk_do) {
  put_blob("raw/orders_1.csv", "id,name\n1,a\n2,b\n");
  put_blob("raw/orders_2.csv", "id,name\n3,c\n");
  const SourceResult result = ingest();
  EXPECT_EQ(result.records, 3);
  EXPECT_THAT(bronze({"id", "name", "_source_file", "_source_row"}),
              ElementsAre("1|a|azure://lake/raw/orders_1.csv|1", "2|b|azure://lake/raw/orders_1.csv|2",
                          "3|c|azure://lake/raw/orders_2.csv|1"));
  EXPECT_EQ(lake().store().get(result.files.front().landing), "id,name\n1,a\n2,b\n");
  EXPECT_EQ(reads_of("orders_1.csv"), 1U) << "a file comes over the network once";
}

TEST_F(StoredFilesTest, are_taken_in_once_and_known_by_etag_and_size) {
  put_blob("raw/orders_1.csv", "id\n1\n");
  ingest();
  EXPECT_FALSE(has_work(lake(), project(), source()));
  EXPECT_EQ(ingest({false, "b2"}).rows, 0);
  EXPECT_EQ(reads_of("orders_1.csv"), 1U) << "what is known is not read again";
  put_blob("raw/orders_1.csv", "id\n2\n");
  EXPECT_TRUE(has_work(lake(), project(), source()));
  EXPECT_EQ(ingest({false, "b3"}).rows, 1);
  EXPECT_THAT(bronze({"id"}), ElementsAre("1", "2"));
}

TEST_F(StoredFilesTest, of_a_new_version_with_the_same_bytes_are_only_seen) {
  put_blob("raw/orders_1.csv", "id\n1\n");
  ingest();
  put_blob("raw/orders_1.csv", "id\n1\n");
  EXPECT_EQ(ingest({false, "b2"}).rows, 0);
  EXPECT_FALSE(has_work(lake(), project(), source())) << "its new ETag is remembered";
  EXPECT_EQ(lake().store().list("landing/orders").size(), 1U);
}

TEST_F(StoredFilesTest, of_zip_archives_are_their_members) {
  source().files = "azure://lake/raw/*";
  put_blob("raw/a.zip", zipped({{"x.csv", "id\n1\n"}, {"y.csv", "id\n2\n"}}));
  ingest();
  EXPECT_THAT(bronze({"id", "_source_file"}),
              ElementsAre("1|azure://lake/raw/a.zip!x.csv", "2|azure://lake/raw/a.zip!y.csv"));
  put_blob("raw/a.zip", zipped({{"x.csv", "id\n1\n"}, {"z.csv", "id\n3\n"}}));
  EXPECT_EQ(ingest({false, "b2"}).rows, 1);
}

TEST_F(StoredFilesTest, that_vanish_or_change_meanwhile_are_left_for_later) {
  put_blob("raw/orders_1.csv", "id\n1\n");
  const FoundFile file = find_files(project(), source().files).files.at(0);
  for (const auto& meanwhile : {refusal(412, "ConditionNotMet"), refusal(404, "BlobNotFound")}) {
    server_.answer_next({answer(200, "id\n1\n", {{"ETag", "\"0x9\""}}), meanwhile});
    EXPECT_EQ(file.origin->copy(file, root() / "copy").kind, Copied::Kind::kChanged);
  }
  put_blob("raw/orders_1.csv", "id\n2\n");
  const Landed landed = land(lake().store(), "orders", 1, file);
  EXPECT_EQ(landed.kind, Landed::Kind::kCopied);
  EXPECT_NE(landed.stamp, file.stamp) << "what was copied is what is remembered";
  blobs_->remove("raw/orders_1.csv");
  EXPECT_EQ(land(lake().store(), "orders", 1, file).kind, Landed::Kind::kVanished);
  EXPECT_THAT(ingest().files, IsEmpty());
}

TEST_F(StoredFilesTest, are_read_by_raw_and_come_there_once) {
  put_blob("raw/orders_1.csv", "id\n1\n2\n");
  lake().database().add(source_table_function());
  engine::Connection connection = lake().database().connect();
  sql::Query rows;
  rows.from = source_relation(project(), source());
  connection.create_view({"orders"}, rows);
  for (int time = 0; time < 2; ++time) {
    engine::Result result = connection.query_user_sql("SELECT count(*), max(_source_file) FROM orders");
    const std::optional<engine::Chunk> chunk = result.next();
    ASSERT_TRUE(chunk);
    EXPECT_EQ(chunk->display(0, 0) + " " + chunk->display(1, 0), "2 azure://lake/raw/orders_1.csv");
  }
  EXPECT_EQ(reads_of("orders_1.csv"), 1U);
}

TEST_F(StoredFilesTest, of_a_missing_container_are_an_error_that_names_it) {
  source().files = "azure://gone/raw/*.csv";
  EXPECT_THAT(failure(), HasSubstr("there is no container 'gone' in the account 'shop'"));
}

TEST_F(StoredFilesTest, are_of_folders_that_are_there_or_not) {
  put_blob("raw/a.csv", "x");
  EXPECT_TRUE(is_folder(project(), "azure://lake/raw"));
  EXPECT_FALSE(is_folder(project(), "azure://lake/ra"));
  EXPECT_TRUE(is_far("azure://lake/raw"));
  EXPECT_FALSE(is_far("data/*.csv"));
}

}  // namespace
}  // namespace c360::ingest
