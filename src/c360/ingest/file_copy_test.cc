#include "c360/ingest/file_copy.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/local_files.h"
#include "c360/ingest/file_hash.h"

namespace c360::ingest {
namespace {

TEST(TemporaryCopy, holds_the_bytes_as_they_were_and_goes_with_its_owner) {
  const TemporaryDirectory folder;
  const std::filesystem::path file = folder.path() / "a.csv";
  const std::string bytes(2'500'000, 'x');
  write_file(file, bytes);
  std::filesystem::path place;
  {
    const TemporaryCopy copy(FoundFile{"a", file, {}});
    place = copy.path();
    write_file(file, "changed");
    EXPECT_EQ(read_file(place), bytes);
  }
  EXPECT_FALSE(std::filesystem::exists(place));
}

TEST(TemporaryCopy, says_that_there_is_nothing_to_copy) {
  const TemporaryDirectory folder;
  EXPECT_THROW(TemporaryCopy(FoundFile{"gone.csv", folder.path() / "gone.csv", {}}), Error);
}

TEST(FileHash, is_that_of_the_bytes_or_nothing_for_a_file_that_is_gone) {
  const TemporaryDirectory folder;
  const std::string bytes(3'000'001, 'y');
  write_file(folder.path() / "a.csv", bytes);
  EXPECT_EQ(hash_file(folder.path() / "a.csv"), content_hash(bytes));
  EXPECT_EQ(hash_file(folder.path() / "gone.csv"), std::nullopt);
  EXPECT_THROW(hash_file(folder.path()), Error);
}

}  // namespace
}  // namespace c360::ingest
