#include "c360/customer/book_shelf.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::customer {
namespace {

namespace fs = std::filesystem;

TEST(BookShelf, HasAFolderForEachLakehouse) {
  TemporaryDirectory folder;
  const BookShelf one(folder.path(), "/a/lakehouse"), other(folder.path(), "/b/lakehouse");
  EXPECT_NE(one.path_of("x"), other.path_of("x"));
  EXPECT_TRUE(fs::is_empty(folder.path())) << "nothing is made before it is needed";
}

TEST(BookShelf, LetsOneMakeBooksAtATime) {
  TemporaryDirectory folder;
  const BookShelf shelf(folder.path() / "new", "/a"), same(folder.path() / "new", "/a"),
      other(folder.path() / "new", "/b");
  auto lock = shelf.try_lock();
  ASSERT_TRUE(lock);
  EXPECT_FALSE(same.try_lock());
  EXPECT_TRUE(other.try_lock());
  lock.reset();
  EXPECT_TRUE(same.try_lock());
}

TEST(BookShelf, KeepsTheBookAndTheOneBefore) {
  TemporaryDirectory folder;
  const BookShelf shelf(folder.path(), "/a");
  const auto lock = shelf.try_lock();
  const auto now = fs::file_time_type::clock::now();
  int age = 0;
  for (const char* name : {"current", "before", "older", "oldest"}) {
    write_file(shelf.path_of(name), name);
    fs::last_write_time(shelf.path_of(name), now - std::chrono::hours(age++));
  }
  fs::path unfinished = shelf.path_of("dead");
  unfinished += ".part";
  write_file(unfinished, "half");
  shelf.clean("current");
  EXPECT_TRUE(shelf.has("current"));
  EXPECT_TRUE(shelf.has("before"));
  EXPECT_FALSE(shelf.has("older"));
  EXPECT_FALSE(shelf.has("oldest"));
  EXPECT_FALSE(fs::exists(unfinished));
}

TEST(BookShelf, SaysWhyItsFolderCannotBeMade) {
  TemporaryDirectory folder;
  write_file(folder.path() / "file", "");
  EXPECT_THROW(BookShelf(folder.path() / "file", "/a").try_lock(), Error);
}

}  // namespace
}  // namespace c360::customer
