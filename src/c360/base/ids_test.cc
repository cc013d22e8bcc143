#include "c360/base/ids.h"

#include <gtest/gtest.h>

#include <set>

namespace c360 {
namespace {

const Micros kNoon = parse_utc("2024-05-31T12:00:00Z");

TEST(IdsTest, SortByTheMicrosecondOfTheirTime) {
  EXPECT_LT(time_ordered_id(kNoon), time_ordered_id(kNoon + 1));
  EXPECT_LT(time_ordered_id(kNoon + 999'999), time_ordered_id(kNoon + 1'000'000));
  EXPECT_LT(time_ordered_id(kNoon + 9), time_ordered_id(kNoon + 70'000));
}

TEST(IdsTest, TellTheirSecond) {
  const std::string id = time_ordered_id(kNoon + 500'000);
  EXPECT_EQ(id.substr(0, 16), "20240531T120000-");
  EXPECT_EQ(id.size(), 24u);
}

TEST(IdsTest, AreUuidsOfVersionFourThatDiffer) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = random_uuid();
    ASSERT_EQ(id.size(), 36u);
    EXPECT_EQ(id[14], '4');
    EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace c360
