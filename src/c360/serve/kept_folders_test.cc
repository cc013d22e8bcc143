#include "c360/serve/kept_folders.h"

#include <gtest/gtest.h>

#include "c360/base/local_files.h"

namespace c360::serve {
namespace {

namespace fs = std::filesystem;

class KeptFoldersTest : public ::testing::Test {
 protected:
  void make(const std::string& signature) {
    write_file(folders_.begin(signature) / "rows", "x");
    folders_.finish(signature);
  }
  bool has(const std::string& signature) { return fs::exists(folders_.path_of(signature)); }

  TemporaryDirectory cache_;
  KeptFolders folders_{cache_.path(), "/lake"};
};

TEST_F(KeptFoldersTest, AFolderIsThereOnceItIsFinished) {
  const auto lock = folders_.try_lock();
  ASSERT_NE(lock, nullptr);
  EXPECT_EQ(folders_.use("a"), nullptr);
  const fs::path unfinished = folders_.begin("a");
  EXPECT_EQ(folders_.use("a"), nullptr);
  write_file(unfinished / "rows", "x");
  folders_.finish("a");
  EXPECT_NE(folders_.use("a"), nullptr);
  EXPECT_EQ(read_file(folders_.path_of("a") / "rows"), "x");
}

TEST_F(KeptFoldersTest, WhatWasLeftUnfinishedIsBegunAnew) {
  const auto lock = folders_.try_lock();
  write_file(folders_.begin("a") / "old", "x");
  EXPECT_TRUE(fs::is_empty(folders_.begin("a")));
}

TEST_F(KeptFoldersTest, OnlyWhatNobodyUsesIsDeleted) {
  const auto lock = folders_.try_lock();
  for (const char* name : {"used", "old"}) make(name);
  folders_.begin("unfinished");
  auto used = KeptFolders(cache_.path(), "/lake").use("used");
  ASSERT_NE(used, nullptr);
  folders_.clean();
  EXPECT_TRUE(has("used"));
  EXPECT_FALSE(has("old"));
  EXPECT_FALSE(has("unfinished.part"));
  used.reset();
  folders_.clean();
  EXPECT_FALSE(has("used"));
}

TEST_F(KeptFoldersTest, OneMakesThemAtATimeAndEachLakehouseHasItsOwn) {
  const auto lock = folders_.try_lock();
  EXPECT_EQ(KeptFolders(cache_.path(), "/lake").try_lock(), nullptr);
  const KeptFolders other(cache_.path(), "/other");
  EXPECT_NE(other.try_lock(), nullptr);
  EXPECT_NE(other.path_of("a"), folders_.path_of("a"));
}

}  // namespace
}  // namespace c360::serve
