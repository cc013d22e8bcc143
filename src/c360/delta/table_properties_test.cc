#include "c360/delta/table_properties.h"

#include <gtest/gtest.h>

namespace c360::delta {
namespace {

constexpr std::int64_t kHour = 3'600'000;

Metadata with(const std::string& name, const std::string& value) {
  Metadata metadata;
  metadata.configuration = {{name, value}};
  return metadata;
}

TEST(TablePropertiesTest, ACheckpointComesEveryTenVersionsUnlessTold) {
  EXPECT_EQ(checkpoint_interval({}), 10);
  EXPECT_EQ(checkpoint_interval(with("delta.checkpointInterval", "3")), 3);
  for (const char* nonsense : {"0", "-1", "many", "3x", ""}) {
    EXPECT_EQ(checkpoint_interval(with("delta.checkpointInterval", nonsense)), 10) << nonsense;
  }
}

TEST(TablePropertiesTest, TombstonesAreKeptAWeekUnlessTold) {
  const std::string name = "delta.deletedFileRetentionDuration";
  EXPECT_EQ(tombstone_retention({}), 7 * 24 * kHour);
  EXPECT_EQ(tombstone_retention(with(name, "interval 1 week")), 7 * 24 * kHour);
  EXPECT_EQ(tombstone_retention(with(name, "2 hours 30 minutes")), 2 * kHour + kHour / 2);
  EXPECT_EQ(tombstone_retention(with(name, "INTERVAL 5 SECONDS")), 5000);
  for (const char* nonsense : {"interval", "forever", "interval 1", "1 fortnight", "x days"}) {
    EXPECT_EQ(tombstone_retention(with(name, nonsense)), 7 * 24 * kHour) << nonsense;
  }
}

TEST(TablePropertiesTest, AppendOnlyIsATrueOfAnyCase) {
  EXPECT_FALSE(is_append_only({}));
  EXPECT_TRUE(is_append_only(with("delta.appendOnly", "True")));
  EXPECT_FALSE(is_append_only(with("delta.appendOnly", "false")));
}

}  // namespace
}  // namespace c360::delta
