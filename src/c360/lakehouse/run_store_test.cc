#include "c360/lakehouse/run_store.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::lakehouse {
namespace {

class RunStoreTest : public ::testing::Test {
 protected:
  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> lake_ = storage::open_local_store(folder_.path());
};

TEST_F(RunStoreTest, GivesBackAReport) {
  EXPECT_TRUE(write_run_report(*lake_, "20240531T081500-3f9c2ab1", "{\"ok\":true}"));
  EXPECT_EQ(read_run_report(*lake_, "20240531T081500-3f9c2ab1"), "{\"ok\":true}");
  EXPECT_EQ(read_run_report(*lake_, "20240531T081500-00000000"), std::nullopt);
}

TEST_F(RunStoreTest, NeverReplacesAReport) {
  write_run_report(*lake_, "a", "first");
  EXPECT_FALSE(write_run_report(*lake_, "a", "second"));
  EXPECT_EQ(read_run_report(*lake_, "a"), "first");
}

TEST_F(RunStoreTest, ListsTheNewestFirst) {
  EXPECT_TRUE(run_ids(*lake_).empty());
  for (const char* id : {"20240531T081500-b", "20240601T000000-a", "20240531T081501-c"}) {
    write_run_report(*lake_, id, "{}");
  }
  lake_->put("_c360/runs/notes.txt", "");
  EXPECT_EQ(run_ids(*lake_), (std::vector<std::string>{"20240601T000000-a", "20240531T081501-c", "20240531T081500-b"}));
  EXPECT_EQ(run_ids(*lake_, 1), std::vector<std::string>{"20240601T000000-a"});
}

TEST_F(RunStoreTest, RefusesIdsThatAreNoFileNames) {
  EXPECT_THROW(write_run_report(*lake_, "", "{}"), Error);
  EXPECT_THROW(read_run_report(*lake_, "../secret"), Error);
}

}  // namespace
}  // namespace c360::lakehouse
