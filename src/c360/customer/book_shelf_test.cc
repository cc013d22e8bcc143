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

class SightShelf : public testing::Test {
 protected:
  /// A book of so many bytes that was used so many hours ago.
  void shelve(const std::string& sight, const std::string& signature, int hours, std::size_t bytes = 10) {
    const fs::path path = shelf_.path_of(signature, sight);
    write_file(path, std::string(bytes, 'x'));
    fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(hours));
  }
  std::string kept() const {
    std::string names;
    for (const char* name : {"a", "b", "c", "d"})
      for (const char* signature : {"1", "2"})
        if (shelf_.has(signature, name)) names += std::string(name) + signature + " ";
    return names;
  }

  TemporaryDirectory folder_;
  BookShelf shelf_{folder_.path(), "/a"};
  std::unique_ptr<lakehouse::HeldLock> lock_ = shelf_.try_lock();
};

TEST_F(SightShelf, KeepsSightsApart) {
  shelve("a", "1", 0);
  EXPECT_FALSE(shelf_.has("1"));
  EXPECT_FALSE(shelf_.has("1", "b"));
  shelf_.clean("2");
  EXPECT_EQ(kept(), "a1 ") << "what all see is another's affair";
}

TEST_F(SightShelf, KeepsNoOlderBookOfASight) {
  shelve("a", "1", 1);
  shelve("a", "2", 2);
  shelve("b", "1", 3);
  shelf_.clean_sights("a", "2", {});
  EXPECT_EQ(kept(), "a2 b1 ");
}

TEST_F(SightShelf, KeepsSoManyAndThoseUsedLast) {
  for (const char* name : {"a", "b", "c", "d"}) shelve(name, "1", name[0] - 'a');
  shelf_.note_use(shelf_.path_of("1", "c"));
  shelf_.clean_sights("d", "1", {3, 1000});
  EXPECT_EQ(kept(), "a1 c1 d1 ");
}

TEST_F(SightShelf, KeepsSoManyBytes) {
  for (const char* name : {"a", "b", "c"}) shelve(name, "1", name[0] - 'a', 100);
  shelf_.clean_sights("a", "1", {8, 200});
  EXPECT_EQ(kept(), "a1 b1 ");
}

TEST(BookShelf, SaysWhyItsFolderCannotBeMade) {
  TemporaryDirectory folder;
  write_file(folder.path() / "file", "");
  EXPECT_THROW(BookShelf(folder.path() / "file", "/a").try_lock(), Error);
}

}  // namespace
}  // namespace c360::customer
