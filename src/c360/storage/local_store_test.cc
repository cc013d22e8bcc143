#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/storage/object_store.h"

namespace c360::storage {
namespace {

namespace fs = std::filesystem;

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

TEST_F(LocalStoreTest, GivesBackTheBytesThatWerePut) {
  const std::string bytes("a\0b\n", 4);
  EXPECT_EQ(store_->put_if_absent("x/y.json", bytes), PutOutcome::kCreated);
  EXPECT_EQ(store_->get("x/y.json"), bytes);
  EXPECT_EQ(store_->head("x/y.json")->size, 4u);
}

TEST_F(LocalStoreTest, HasNothingWhereNothingWasPut) {
  EXPECT_EQ(store_->get("x"), std::nullopt);
  EXPECT_FALSE(store_->head("x/y").has_value());
  EXPECT_TRUE(store_->list("").empty());
}

TEST_F(LocalStoreTest, AFolderIsNoObject) {
  store_->put("x/y", "1");
  EXPECT_EQ(store_->get("x"), std::nullopt);
  EXPECT_FALSE(store_->head("x").has_value());
  EXPECT_EQ(store_->get("x/y/z"), std::nullopt);
}

TEST_F(LocalStoreTest, TheSecondWriterIsToldAndChangesNothing) {
  store_->put_if_absent("a", "first");
  EXPECT_EQ(store_->put_if_absent("a", "second"), PutOutcome::kAlreadyExists);
  EXPECT_EQ(store_->get("a"), "first");
}

TEST_F(LocalStoreTest, OfManyWritersOneCreates) {
  std::atomic<int> created{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 20; ++n) {
        const std::string path = "race/" + std::to_string(n);
        if (store_->put_if_absent(path, std::to_string(i)) == PutOutcome::kCreated) ++created;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(created, 20);
  EXPECT_EQ(paths("race").size(), 20u);
}

TEST_F(LocalStoreTest, PutReplaces) {
  store_->put("hint", "1");
  store_->put("hint", "22");
  EXPECT_EQ(store_->get("hint"), "22");
}

TEST_F(LocalStoreTest, ReadsARangeAndLessAtTheEnd) {
  store_->put("a", "0123456789");
  EXPECT_EQ(store_->get_range("a", 2, 3), "234");
  EXPECT_EQ(store_->get_range("a", 8, 100), "89");
  EXPECT_EQ(store_->get_range("a", 50, 1), "");
  EXPECT_EQ(store_->get_range("b", 0, 1), std::nullopt);
}

TEST_F(LocalStoreTest, ListsByTheBytesOfTheWholePath) {
  for (const char* path : {"t/b", "t/a/z", "t/a.x", "t/a0", "u/q", "t/\xC3\xBC"}) store_->put(path, "");
  EXPECT_EQ(paths("t"), (std::vector<std::string>{"t/a.x", "t/a/z", "t/a0", "t/b", "t/\xC3\xBC"}));
  EXPECT_EQ(paths("t/"), paths("t"));
  EXPECT_EQ(paths("").size(), 6u);
}

TEST_F(LocalStoreTest, ListsFromBehindAPathAndWithoutSubfolders) {
  for (const char* path : {"t/a/z", "t/b", "t/c", "t/d"}) store_->put(path, "");
  EXPECT_EQ(paths("t", "t/b"), (std::vector<std::string>{"t/c", "t/d"}));
  EXPECT_EQ(paths("t", {}, false), (std::vector<std::string>{"t/b", "t/c", "t/d"}));
}

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

TEST_F(LocalStoreTest, RemovesOnceAndAgain) {
  store_->put("a", "");
  store_->remove("a");
  store_->remove("a");
  EXPECT_FALSE(store_->head("a").has_value());
}

TEST_F(LocalStoreTest, AStagedFileBecomesAnObject) {
  const StagedObject staged = store_->stage("t/data.parquet");
  std::ofstream(staged.local_path) << "rows";
  EXPECT_EQ(store_->finish(staged), 4u);
  EXPECT_EQ(store_->get("t/data.parquet"), "rows");
  EXPECT_EQ(read_file(store_->local_file("t/data.parquet")), "rows");
}

TEST_F(LocalStoreTest, AStagedFileThatWasNeverWrittenIsAnError) {
  EXPECT_THROW(store_->finish(store_->stage("t/data.parquet")), Error);
}

TEST_F(LocalStoreTest, RefusesPathsThatLeaveIt) {
  for (const char* path : {"../x", "/x", "a/../../x", "a\nb"}) {
    EXPECT_THROW(store_->put(path, ""), Error) << path;
    EXPECT_THROW(store_->get(path), Error) << path;
    EXPECT_THROW(store_->remove(path), Error) << path;
    EXPECT_THROW(store_->list(path), Error) << path;
  }
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
}  // namespace c360::storage
