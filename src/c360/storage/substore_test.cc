#include <gtest/gtest.h>

#include <fstream>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/storage/object_store.h"

namespace c360::storage {
namespace {

class SubstoreTest : public ::testing::Test {
 protected:
  TemporaryDirectory folder_;
  std::unique_ptr<ObjectStore> whole_ = open_local_store(folder_.path());
  std::unique_ptr<ObjectStore> part_ = open_substore(*whole_, "bronze/orders");
};

TEST_F(SubstoreTest, IsAPartOfTheWhole) {
  EXPECT_EQ(part_->put_if_absent("a/b", "1"), PutOutcome::kCreated);
  EXPECT_EQ(whole_->get("bronze/orders/a/b"), "1");
  EXPECT_EQ(part_->get("a/b"), "1");
  EXPECT_EQ(part_->get_range("a/b", 0, 1), "1");
  EXPECT_EQ(part_->head("a/b")->path, "a/b");
  part_->remove("a/b");
  EXPECT_EQ(whole_->get("bronze/orders/a/b"), std::nullopt);
}

TEST_F(SubstoreTest, ListsUnderItsOwnNames) {
  part_->put("log/1", "");
  part_->put("log/2", "");
  part_->put("data", "");
  whole_->put("bronze/orders2/log/3", "");
  EXPECT_EQ(part_->list("").size(), 3u);
  const std::vector<ObjectInfo> found = part_->list("log", "log/1");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].path, "log/2");
}

TEST_F(SubstoreTest, StagesInItsPart) {
  const StagedObject staged = part_->stage("x.parquet");
  EXPECT_EQ(staged.path, "x.parquet");
  std::ofstream(staged.local_path) << "rows";
  EXPECT_EQ(part_->finish(staged), 4u);
  EXPECT_EQ(part_->local_file("x.parquet"), folder_.path() / "bronze/orders/x.parquet");
}

TEST_F(SubstoreTest, CannotBeLeft) {
  EXPECT_THROW(part_->get("../customers/a"), Error);
  EXPECT_THROW(part_->put("/a", ""), Error);
  EXPECT_THROW(part_->list(".."), Error);
  EXPECT_THROW(open_substore(*whole_, ".."), Error);
}

TEST_F(SubstoreTest, ShowsItsPlaceInTheWhole) {
  EXPECT_EQ(part_->display(), whole_->display("bronze/orders"));
  EXPECT_EQ(part_->display("a"), whole_->display("bronze/orders/a"));
}

}  // namespace
}  // namespace c360::storage
