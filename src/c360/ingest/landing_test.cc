#include "c360/ingest/landing.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/ingest/glob.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::ingest {
namespace {

class Landing : public testing::Test {
 protected:
  FoundFile put(const std::string& name, const std::string& bytes) {
    write_file(folder_.path() / name, bytes);
    return find_files(folder_.path(), name).files.at(0);
  }

  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> store_ = storage::open_local_store(folder_.path() / "lake");
};

TEST_F(Landing, keeps_the_very_bytes) {
  const std::string bytes(3'000'000, 'x');
  const FoundFile file = put("a.csv", bytes);
  const Landed landed = land(*store_, "orders", 7, file);
  ASSERT_EQ(landed.kind, Landed::Kind::kCopied);
  EXPECT_EQ(landed.stamp, file.stamp);
  EXPECT_TRUE(landed.path.starts_with("landing/orders/000007-")) << landed.path;
  EXPECT_TRUE(landed.path.ends_with("-a.csv")) << landed.path;
  EXPECT_EQ(store_->get(landed.path), bytes);
}

TEST_F(Landing, is_another_file_and_no_link) {
  const FoundFile file = put("a.csv", "old");
  const Landed landed = land(*store_, "orders", 1, file);
  EXPECT_EQ(std::filesystem::hard_link_count(file.location), 1U);
  write_file(file.location, "new");
  EXPECT_EQ(store_->get(landed.path), "old");
}

TEST_F(Landing, never_writes_one_object_twice) {
  const FoundFile file = put("a.csv", "x");
  EXPECT_NE(land(*store_, "orders", 1, file).path, land(*store_, "orders", 1, file).path);
}

TEST_F(Landing, gives_names_that_every_store_holds) {
  const Landed landed = land(*store_, "orders", 1, put("a b\xE9\xC3\xA9:?.csv", "x"));
  EXPECT_TRUE(landed.path.ends_with(".csv"));
  EXPECT_EQ(landed.path.find_first_of(" :?\\"), std::string::npos) << landed.path;
}

TEST_F(Landing, says_that_a_file_has_vanished) {
  const FoundFile file = put("a.csv", "x");
  std::filesystem::remove(file.location);
  EXPECT_EQ(land(*store_, "orders", 1, file).kind, Landed::Kind::kVanished);
}

TEST_F(Landing, tells_what_it_cannot_read) {
  FoundFile folder = put("a.csv", "x");
  folder.location = folder_.path();
  EXPECT_THROW(land(*store_, "orders", 1, folder), Error);
}

TEST_F(Landing, does_not_wait_for_a_pipe) {
  FoundFile pipe = put("a.csv", "x");
  std::filesystem::remove(pipe.location);
  ASSERT_EQ(::mkfifo(pipe.location.c_str(), 0600), 0);
  EXPECT_THROW(land(*store_, "orders", 1, pipe), Error);
  EXPECT_TRUE(store_->list("").empty());
}

TEST_F(Landing, keeps_nothing_of_what_it_could_not_make_durable) {
  storage::testing::FaultStore store(*store_);
  const FoundFile file = put("a.csv", "x");
  store.fail(2, storage::testing::Fault::kNoSpace);
  EXPECT_THROW(land(store, "orders", 1, file), Error);
  EXPECT_EQ(store.log().back().substr(0, 7), "finish ");
  EXPECT_TRUE(store_->list("").empty());
}

TEST_F(Landing, sweeps_what_no_entry_names_once_it_is_a_day_old) {
  const Landed kept = land(*store_, "orders", 1, put("a.csv", "x"));
  const Landed left = land(*store_, "orders", 2, put("b.csv", "y"));
  FileRegister files = FileRegister::read(*store_, "orders");
  FileEntry entry;
  entry.file_no = 1;
  entry.landing = kept.path;
  ASSERT_TRUE(files.append(*store_, {entry}, {}));
  const Micros now = Clock::system().now();
  sweep_landing(*store_, "orders", files, now);
  EXPECT_TRUE(store_->head(left.path)) << "another run may be about to register it";
  sweep_landing(*store_, "orders", files, now + Micros{25} * 3600 * 1'000'000);
  EXPECT_FALSE(store_->head(left.path));
  EXPECT_TRUE(store_->head(kept.path));
}

}  // namespace
}  // namespace c360::ingest
