#include "c360/storage/object_path.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"

namespace c360::storage {
namespace {

TEST(ObjectPathTest, TakesOrdinaryNames) {
  for (const char* path :
       {"a", "a/b.json", "_delta_log/00000000000000000000.json", "x=1 2/ü%20.parquet", "a..b/...c"}) {
    EXPECT_NO_THROW(check_object_path(path)) << path;
  }
}

TEST(ObjectPathTest, RefusesWhatCouldLeaveTheStore) {
  for (const char* path : {"", "/etc/passwd", "..", "a/../b", "a/..", "./a", "a//b", "a/"}) {
    EXPECT_THROW(check_object_path(path), Error) << path;
  }
}

TEST(ObjectPathTest, RefusesControlCharactersWithoutPrintingThem) {
  try {
    check_object_path("a\nb\x7F");
    FAIL() << "was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_EQ(error.message(), "'a?b?' cannot name a stored object: it has a control character");
  }
}

}  // namespace
}  // namespace c360::storage
