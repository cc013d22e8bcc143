// What every ObjectStore promises, as tests. A store's own test names them by
// INSTANTIATE_TYPED_TEST_SUITE_P(MyStore, StoreConformance, MyLake), where MyLake::open() gives a store of a place that
// was empty before, and again() another store of the same place. It outlives both.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/storage/object_store.h"

namespace c360::storage::testing {

template <typename Lake>
class StoreConformance : public ::testing::Test {
 protected:
  std::vector<std::string> paths(const std::string& prefix, const std::string& start_after = {},
                                 bool recursive = true) {
    std::vector<std::string> result;
    for (const ObjectInfo& info : store_->list(prefix, start_after, recursive)) result.push_back(info.path);
    return result;
  }

  Lake lake_;
  std::unique_ptr<ObjectStore> store_ = lake_.open();
};

TYPED_TEST_SUITE_P(StoreConformance);

TYPED_TEST_P(StoreConformance, GivesBackTheBytesThatWerePut) {
  const std::string bytes("a\0b\n", 4);
  EXPECT_EQ(this->store_->put_if_absent("x/y.json", bytes), PutOutcome::kCreated);
  EXPECT_EQ(this->store_->get("x/y.json"), bytes);
  EXPECT_EQ(this->store_->head("x/y.json")->size, 4u);
  EXPECT_EQ(this->store_->head("x/y.json")->path, "x/y.json");
}

TYPED_TEST_P(StoreConformance, AnEmptyObjectIsThere) {
  EXPECT_EQ(this->store_->put_if_absent("a", ""), PutOutcome::kCreated);
  EXPECT_EQ(this->store_->get("a"), "");
  EXPECT_EQ(this->store_->get_range("a", 0, 10), "");
  EXPECT_EQ(this->store_->head("a")->size, 0u);
  EXPECT_EQ(read_file(this->store_->local_file("a")), "");
}

TYPED_TEST_P(StoreConformance, HasNothingWhereNothingWasPut) {
  EXPECT_EQ(this->store_->get("x"), std::nullopt);
  EXPECT_FALSE(this->store_->head("x/y").has_value());
  EXPECT_TRUE(this->store_->list("").empty());
  EXPECT_TRUE(this->store_->list("x").empty());
}

TYPED_TEST_P(StoreConformance, AFolderIsNoObject) {
  this->store_->put("x/y", "1");
  EXPECT_EQ(this->store_->get("x"), std::nullopt);
  EXPECT_FALSE(this->store_->head("x").has_value());
  EXPECT_EQ(this->store_->get("x/y/z"), std::nullopt);
}

TYPED_TEST_P(StoreConformance, TheSecondWriterIsToldAndChangesNothing) {
  this->store_->put_if_absent("a", "first");
  EXPECT_EQ(this->store_->put_if_absent("a", "second"), PutOutcome::kAlreadyExists);
  EXPECT_EQ(this->store_->put_if_absent("a", "first"), PutOutcome::kAlreadyExists);
  EXPECT_EQ(this->store_->get("a"), "first");
}

TYPED_TEST_P(StoreConformance, OfManyWritersOneCreates) {
  std::atomic<int> created{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 20; ++n) {
        const std::string path = "race/" + std::to_string(n);
        if (this->store_->put_if_absent(path, std::to_string(i)) == PutOutcome::kCreated) ++created;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(created, 20);
  EXPECT_EQ(this->paths("race").size(), 20u);
}

TYPED_TEST_P(StoreConformance, PutReplaces) {
  this->store_->put("hint", "1");
  EXPECT_EQ(read_file(this->store_->local_file("hint")), "1");
  this->store_->put("hint", "22");
  EXPECT_EQ(this->store_->get("hint"), "22");
  EXPECT_EQ(read_file(this->store_->local_file("hint")), "22");
}

TYPED_TEST_P(StoreConformance, ReadsARangeAndLessAtTheEnd) {
  this->store_->put("a", "0123456789");
  EXPECT_EQ(this->store_->get_range("a", 2, 3), "234");
  EXPECT_EQ(this->store_->get_range("a", 8, 100), "89");
  EXPECT_EQ(this->store_->get_range("a", 0, UINT64_MAX), "0123456789");
  EXPECT_EQ(this->store_->get_range("a", 5, UINT64_MAX), "56789");
  EXPECT_EQ(this->store_->get_range("a", 50, 1), "");
  EXPECT_EQ(this->store_->get_range("a", 2, 0), "");
  EXPECT_EQ(this->store_->get_range("b", 0, 1), std::nullopt);
  EXPECT_EQ(this->store_->get_range("b", 0, 0), std::nullopt);
}

TYPED_TEST_P(StoreConformance, ListsByTheBytesOfTheWholePath) {
  for (const char* path : {"t/b", "t/a/z", "t/a.x", "t/a0", "u/q", "t/\xC3\xBC", "tt/x"}) this->store_->put(path, "");
  EXPECT_EQ(this->paths("t"), (std::vector<std::string>{"t/a.x", "t/a/z", "t/a0", "t/b", "t/\xC3\xBC"}));
  EXPECT_EQ(this->paths("t/"), this->paths("t"));
  EXPECT_EQ(this->paths("").size(), 7u);
}

TYPED_TEST_P(StoreConformance, ListsFromBehindAPathAndWithoutSubfolders) {
  for (const char* path : {"t/a/z", "t/b", "t/c", "t/d"}) this->store_->put(path, "");
  EXPECT_EQ(this->paths("t", "t/b"), (std::vector<std::string>{"t/c", "t/d"}));
  EXPECT_EQ(this->paths("t", {}, false), (std::vector<std::string>{"t/b", "t/c", "t/d"}));
  EXPECT_EQ(this->paths("t", "t/bb", false), (std::vector<std::string>{"t/c", "t/d"}));
  EXPECT_TRUE(this->paths("t", "t/e").empty());
}

TYPED_TEST_P(StoreConformance, EveryNameGoesThereAndBack) {
  for (const char* name :
       {"a b", "a+b", "a%20b", "a%", "a#b", "a?b&c=d", "\xC3\xBC/\xE2\x82\xAC", "a'\"<d>&", "~a-._b"}) {
    const std::string path = "names/" + std::string(name);
    EXPECT_EQ(this->store_->put_if_absent(path, name), PutOutcome::kCreated) << name;
    EXPECT_EQ(this->store_->get(path), name);
    EXPECT_EQ(read_file(this->store_->local_file(path)), name);
    EXPECT_EQ(this->paths("names"), std::vector<std::string>{path});
    this->store_->remove(path);
    EXPECT_FALSE(this->store_->head(path).has_value()) << name;
  }
}

TYPED_TEST_P(StoreConformance, RemovesOnceAndAgain) {
  this->store_->put("a", "");
  this->store_->remove("a");
  this->store_->remove("a");
  EXPECT_FALSE(this->store_->head("a").has_value());
}

TYPED_TEST_P(StoreConformance, AStagedFileBecomesAnObject) {
  const StagedObject staged = this->store_->stage("t/data.parquet");
  write_file(staged.local_path, "rows");
  EXPECT_EQ(this->store_->finish(staged), 4u);
  EXPECT_EQ(this->store_->get("t/data.parquet"), "rows");
  EXPECT_EQ(read_file(this->store_->local_file("t/data.parquet")), "rows");
}

TYPED_TEST_P(StoreConformance, AStagedFileThatWasNeverWrittenIsAnError) {
  EXPECT_THROW(this->store_->finish(this->store_->stage("t/data.parquet")), Error);
}

TYPED_TEST_P(StoreConformance, CopiesAnObjectToAFileOfTheCallers) {
  const TemporaryDirectory folder;
  const auto file = folder.path() / "copy";
  write_file(file, "what was there before, and longer");
  this->store_->put("t/a b", "bytes");
  const auto version = this->store_->download("t/a b", file);
  ASSERT_TRUE(version);
  EXPECT_EQ(version->path, "t/a b");
  EXPECT_EQ(version->size, 5u);
  EXPECT_EQ(version->etag, this->store_->head("t/a b")->etag);
  EXPECT_EQ(read_file(file), "bytes");
  EXPECT_EQ(this->store_->download("t/gone", file), std::nullopt);
  const auto part = open_substore(*this->store_, "t");
  EXPECT_EQ(part->download("a b", file)->path, "a b");
}

TYPED_TEST_P(StoreConformance, AnotherStoreOfThePlaceSeesTheSame) {
  this->store_->put("t/a", "1");
  const auto other = this->lake_.again();
  EXPECT_EQ(other->get("t/a"), "1");
  EXPECT_EQ(read_file(other->local_file("t/a")), "1");
  EXPECT_EQ(other->put_if_absent("t/a", "2"), PutOutcome::kAlreadyExists);
}

TYPED_TEST_P(StoreConformance, APartIsAStoreOfItsOwn) {
  const auto part = open_substore(*this->store_, "bronze/orders");
  EXPECT_EQ(part->put_if_absent("_delta_log/0.json", "{}"), PutOutcome::kCreated);
  EXPECT_EQ(this->store_->get("bronze/orders/_delta_log/0.json"), "{}");
  part->bring_near({"_delta_log/0.json"});
  EXPECT_EQ(read_file(part->local_file("_delta_log/0.json")), "{}");
  EXPECT_EQ(part->list("_delta_log").size(), 1u);
}

TYPED_TEST_P(StoreConformance, RefusesPathsThatLeaveIt) {
  for (const char* path : {"../x", "/x", "a/../../x", "a\nb"}) {
    EXPECT_THROW(this->store_->put(path, ""), Error) << path;
    EXPECT_THROW(this->store_->get(path), Error) << path;
    EXPECT_THROW(this->store_->remove(path), Error) << path;
    EXPECT_THROW(this->store_->list(path), Error) << path;
    EXPECT_THROW(this->store_->stage(path), Error) << path;
  }
}

REGISTER_TYPED_TEST_SUITE_P(StoreConformance, GivesBackTheBytesThatWerePut, AnEmptyObjectIsThere,
                            HasNothingWhereNothingWasPut, AFolderIsNoObject, TheSecondWriterIsToldAndChangesNothing,
                            OfManyWritersOneCreates, PutReplaces, ReadsARangeAndLessAtTheEnd,
                            ListsByTheBytesOfTheWholePath, ListsFromBehindAPathAndWithoutSubfolders,
                            EveryNameGoesThereAndBack, RemovesOnceAndAgain, AStagedFileBecomesAnObject,
                            AStagedFileThatWasNeverWrittenIsAnError, CopiesAnObjectToAFileOfTheCallers,
                            AnotherStoreOfThePlaceSeesTheSame, APartIsAStoreOfItsOwn, RefusesPathsThatLeaveIt);

}  // namespace c360::storage::testing
