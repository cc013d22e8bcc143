#include "c360/ingest/glob_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::ingest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bool matches(std::string_view pattern, std::string_view path) {
  return fits(pattern, path);
}

TEST(GlobPattern, is_split_at_its_slashes) {
  EXPECT_THAT(split_pattern("a/./b//c/"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_pattern("**/**/x"), ElementsAre("**", "x"));
  EXPECT_THAT(split_pattern("/"), IsEmpty());
}

TEST(GlobPattern, fits_names_within_one_folder) {
  EXPECT_TRUE(matches("orders*.csv", "orders_1.csv"));
  EXPECT_TRUE(matches("a?.cs[a-z]", "a1.csv"));
  EXPECT_FALSE(matches("*.csv", "x/a.csv"));
  EXPECT_FALSE(matches("*/a.csv", "a.csv"));
  EXPECT_FALSE(matches("*.csv", "a.CSV"));
  EXPECT_TRUE(matches("a b+%20.csv", "a b+%20.csv"));
}

TEST(GlobPattern, goes_through_any_depth) {
  for (const char* path : {"a.csv", "x/a.csv", "x/y/a.csv"}) EXPECT_TRUE(matches("**/a.csv", path)) << path;
  EXPECT_TRUE(matches("x/**", "x/y/z"));
  EXPECT_FALSE(matches("x/**", "x"));
  EXPECT_TRUE(matches("**/y/**/a.csv", "x/y/z/a.csv"));
  EXPECT_FALSE(matches("**/y/**/a.csv", "x/z/a.csv"));
}

TEST(GlobPattern, leaves_hidden_names_to_patterns_that_say_so) {
  for (const char* path : {".a.csv", ".x/a.csv", "x/.y/a.csv"}) {
    EXPECT_FALSE(matches("**", path)) << path;
    EXPECT_FALSE(matches("**/*.csv", path)) << path;
  }
  EXPECT_FALSE(matches("*.csv", ".a.csv"));
  EXPECT_TRUE(matches(".*.csv", ".a.csv"));
  EXPECT_TRUE(matches(".x/**", ".x/a.csv"));
}

TEST(GlobPattern, is_quick_to_say_no_where_there_are_many_stars) {
  EXPECT_FALSE(matches("**/a/**/a/**/a/**/b", "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/c"));
}

}  // namespace
}  // namespace c360::ingest
