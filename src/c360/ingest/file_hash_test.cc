#include "c360/ingest/file_hash.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/local_files.h"

namespace c360::ingest {
namespace {

TEST(FileHash, is_the_hash_of_the_bytes) {
  const TemporaryDirectory folder;
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{1} << 20, (std::size_t{2} << 20) + 3}) {
    const std::string bytes(size, 'x');
    write_file(folder.path() / "f", bytes);
    EXPECT_EQ(hash_file(folder.path() / "f"), content_hash(bytes)) << size;
  }
}

TEST(FileHash, is_nothing_of_a_file_that_is_gone) {
  const TemporaryDirectory folder;
  write_file(folder.path() / "f", "x");
  EXPECT_EQ(hash_file(folder.path() / "gone"), std::nullopt);
  EXPECT_EQ(hash_file(folder.path() / "f/below"), std::nullopt);
}

TEST(FileHash, is_an_error_of_what_cannot_be_read) {
  const TemporaryDirectory folder;
  EXPECT_THROW(hash_file(folder.path()), Error);
}

}  // namespace
}  // namespace c360::ingest
