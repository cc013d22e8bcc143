#include <gtest/gtest.h>

#include <fstream>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/storage/object_store.h"
#include "c360/storage/testing/store_conformance.h"

namespace c360::storage {
namespace {

namespace fs = std::filesystem;

struct LocalLake {
  std::unique_ptr<ObjectStore> open() { return again(); }
  std::unique_ptr<ObjectStore> again() { return open_local_store(folder.path() / "lake"); }

  TemporaryDirectory folder;
};

class LocalStoreTest : public ::testing::Test {
 protected:
  std::vector<std::string> paths(const std::string& prefix, const std::string& start_after = {},
                                 bool recursive = true) {
    std::vector<std::string> result;
    for (const ObjectInfo& info : store_->list(prefix, start_after, recursive)) result.push_back(info.path);
    return result;
  }

  TemporaryDirectory folder_;
  std::unique_ptr<ObjectStore> store_ = open_local_store(folder_.path() / "lake");
};

TEST_F(LocalStoreTest, HidesFilesThatAreStillBeingWritten) {
  store_->put("t/a", "");
  std::ofstream(folder_.path() / "lake/t/.c360-tmp-left-by-a-crash") << "half";
  EXPECT_EQ(paths("t"), std::vector<std::string>{"t/a"});
}

TEST_F(LocalStoreTest, LeavesNoTemporaryFilesBehind) {
  store_->put_if_absent("t/a", "1");
  store_->put_if_absent("t/a", "2");
  store_->put("t/a", "3");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path() / "lake/t"), fs::directory_iterator()), 1);
}

TEST_F(LocalStoreTest, RemovesWhatKilledWritersLeftOnceItIsOld) {
  store_->put("t/a", "");
  const fs::path leftover = folder_.path() / "lake/t/.c360-tmp-left-by-a-crash";
  std::ofstream(leftover) << "half";
  const Micros written = store_->head("t/a")->modified;
  store_->remove_leftovers(written - 60'000'000);
  EXPECT_TRUE(fs::exists(leftover));
  store_->remove_leftovers(written + 60'000'000);
  EXPECT_FALSE(fs::exists(leftover));
  EXPECT_EQ(paths("t"), std::vector<std::string>{"t/a"});
}

TEST_F(LocalStoreTest, SaysWhichFileCouldNotBeWritten) {
  store_->put("file", "");
  try {
    store_->put("file/below", "");
    FAIL() << "a file became a folder";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_NE(error.message().find("lake/file"), std::string::npos) << error.message();
  }
}

TEST_F(LocalStoreTest, ShowsWhereThingsAre) {
  EXPECT_EQ(store_->display(), (folder_.path() / "lake").string());
  EXPECT_EQ(store_->display("a/b"), (folder_.path() / "lake/a/b").string());
}

}  // namespace

namespace testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Local, StoreConformance, LocalLake);
}  // namespace testing
}  // namespace c360::storage
