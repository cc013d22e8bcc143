#include "c360/storage/file_cache.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::storage {
namespace {

namespace fs = std::filesystem;

ObjectInfo version(const std::string& bytes, const std::string& etag) {
  ObjectInfo info;
  info.size = bytes.size();
  info.etag = etag;
  return info;
}

class FileCacheTest : public ::testing::Test {
 protected:
  /// Brings these bytes and counts how often it had to.
  FileCache::Fetch bringing(const std::string& bytes, const std::string& etag = "1") {
    return [this, bytes, etag](const fs::path& place) {
      ++brought_;
      write_file(place, bytes);
      return version(bytes, etag);
    };
  }
  static FileCache::Fetch nothing() {
    return [](const fs::path&) { return std::nullopt; };
  }
  std::size_t copies() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path() / "cache/copies"))
      count += entry.is_regular_file() ? 1 : 0;
    return count;
  }
  /// Makes a copy look as if it had been used so many seconds ago.
  static void age(const fs::path& copy, int seconds) {
    fs::last_write_time(copy, fs::file_time_type::clock::now() - std::chrono::seconds(seconds));
  }

  std::atomic<int> brought_{0};
  TemporaryDirectory folder_;
  FileCache cache_{folder_.path() / "cache", 100};
};

TEST_F(FileCacheTest, AnObjectIsBroughtOnce) {
  const auto first = cache_.get("store/a.parquet", {}, bringing("rows"));
  EXPECT_EQ(read_file(*first), "rows");
  EXPECT_EQ(first->extension(), ".parquet");
  EXPECT_EQ(cache_.get("store/a.parquet", {}, bringing("rows")), first);
  EXPECT_EQ(brought_, 1);
}

TEST_F(FileCacheTest, WhatIsNotThereIsNotKept) {
  EXPECT_EQ(cache_.get("a", {}, nothing()), std::nullopt);
  EXPECT_TRUE(cache_.get("a", {}, bringing("x")).has_value());
}

TEST_F(FileCacheTest, AnotherVersionIsBroughtAgain) {
  cache_.get("a", version("old", "1"), bringing("old", "1"));
  EXPECT_EQ(read_file(*cache_.get("a", version("new", "2"), bringing("new", "2"))), "new");
  EXPECT_EQ(read_file(*cache_.get("a", version("newer", "2"), bringing("newer", "2"))), "newer");
  EXPECT_EQ(read_file(*cache_.get("a", version("new", "2"), bringing("unread"))), "new");
  EXPECT_EQ(brought_, 3);
}

TEST_F(FileCacheTest, ACopyOfAWrongSizeIsBroughtAgain) {
  const auto copy = cache_.get("a", {}, bringing("rows"));
  fs::resize_file(*copy, 2);
  EXPECT_EQ(read_file(*cache_.get("a", {}, bringing("rows"))), "rows");
  EXPECT_EQ(brought_, 2);
}

TEST_F(FileCacheTest, HalfAFileIsNoCopy) {
  const auto half = [](const fs::path& place) {
    write_file(place, "ro");
    return version("rows", "1");
  };
  EXPECT_THROW(cache_.get("a", {}, half), Error);
  EXPECT_EQ(read_file(*cache_.get("a", {}, bringing("rows"))), "rows");
}

TEST_F(FileCacheTest, AFailureOnTheWayLeavesNothing) {
  const auto failing = [](const fs::path& place) -> std::optional<ObjectInfo> {
    write_file(place, "ro");
    throw Error(ErrorCode::kIo, "cut");
  };
  EXPECT_THROW(cache_.get("a", {}, failing), Error);
  cache_.remove_leftovers(INT64_MAX);
  EXPECT_TRUE(fs::is_empty(folder_.path() / "cache/new"));
  EXPECT_TRUE(cache_.get("a", {}, bringing("rows")).has_value());
}

TEST_F(FileCacheTest, TakesAFileInByMovingIt) {
  const fs::path written = cache_.new_place("part.parquet");
  write_file(written, "rows");
  cache_.put("a.parquet", version("rows", "1"), written);
  EXPECT_FALSE(fs::exists(written));
  EXPECT_EQ(read_file(*cache_.get("a.parquet", version("rows", "1"), bringing("x"))), "rows");
  EXPECT_EQ(brought_, 0);
}

TEST_F(FileCacheTest, WhatWasUsedLongestAgoGoesFirst) {
  {
    FileCache before(folder_.path() / "cache", 100);
    age(*before.get("a", {}, bringing(std::string(40, 'a'))), 30);
    age(*before.get("b", {}, bringing(std::string(40, 'b'))), 20);
    before.get("a", {}, nothing());  // used just now
  }
  cache_.get("c", {}, bringing(std::string(40, 'c')));
  EXPECT_EQ(copies(), 2u);
  EXPECT_TRUE(cache_.get("a", {}, nothing()).has_value());
  EXPECT_FALSE(cache_.get("b", {}, nothing()).has_value());
}

TEST_F(FileCacheTest, WhatIsInUseStaysAlsoOverTheLimit) {
  FileCache other(folder_.path() / "cache", 100);
  age(*other.get("a", {}, bringing(std::string(60, 'a'))), 30);
  const auto own = cache_.get("b", {}, bringing(std::string(60, 'b')));
  cache_.get("c", {}, bringing(std::string(60, 'c')));
  EXPECT_EQ(copies(), 3u);
  EXPECT_TRUE(fs::exists(*own));
}

TEST_F(FileCacheTest, WhatAKilledProcessUsedIsFreeAgain) {
  const fs::path cache = folder_.path() / "cache";
  const pid_t child = ::fork();
  if (child == 0) {
    FileCache* killed = new FileCache(cache, 100);
    killed->get("a", {}, bringing(std::string(60, 'a')));
    ::_exit(0);  // no destructor
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  cache_.get("b", {}, bringing(std::string(60, 'b')));
  EXPECT_EQ(copies(), 1u);
  EXPECT_FALSE(cache_.get("a", {}, nothing()).has_value());
}

TEST_F(FileCacheTest, OfManyThatWantOneOneBringsIt) {
  FileCache other(folder_.path() / "cache", 100);
  const auto slowly = [&](const fs::path& place) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return bringing("rows")(place);
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] { EXPECT_EQ(read_file(*(i % 2 == 0 ? cache_ : other).get("a", {}, slowly)), "rows"); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(brought_, 1);
}

TEST_F(FileCacheTest, ManyUseItWhileItIsKeptSmall) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 400; ++n) {
        FileCache own(folder_.path() / "cache", 100);
        const std::string bytes(10 + (n + i) % 7, static_cast<char>('a' + n % 7));
        const std::string key = std::to_string((n + i) % 7) + "/" + std::to_string(n % 7);
        EXPECT_EQ(read_file(*own.get(key, {}, bringing(bytes))), bytes);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(FileCacheTest, OldLeftoversGoAndNewOnesStay) {
  const fs::path old = cache_.new_place("a");
  const fs::path fresh = cache_.new_place("b");
  age(old.parent_path(), 3600);
  cache_.remove_leftovers(Clock::system().now() - Micros{60} * 1'000'000);
  EXPECT_FALSE(fs::exists(old.parent_path()));
  EXPECT_TRUE(fs::exists(fresh.parent_path()));
}

TEST_F(FileCacheTest, AFolderThatCannotBeMadeIsNamed) {
  write_file(folder_.path() / "file", "");
  FileCache cache(folder_.path() / "file/cache", 100);
  try {
    cache.get("a", {}, bringing("x"));
    FAIL() << "kept in a file";
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("file/cache"), std::string::npos) << error.message();
  }
}

}  // namespace
}  // namespace c360::storage
