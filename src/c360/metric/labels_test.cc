#include "c360/metric/labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::metric {
namespace {

using testing::ElementsAre;

TEST(Labels, WholeNumbersAreSaidAsTheyAre) {
  EXPECT_THAT(band_labels({"1", "2", "5", "10"}, true), ElementsAre("under 1", "1", "2 to 4", "5 to 9", "10 and more"));
  EXPECT_THAT(band_labels({"-5", "0"}, true), ElementsAre("under -5", "-5 to -1", "0 and more"));
}

TEST(Labels, OtherNumbersHaveTheirEnds) {
  EXPECT_THAT(band_labels({"0.5", "2"}, false), ElementsAre("under 0.5", "0.5 to under 2", "2 and more"));
  EXPECT_THAT(band_labels({"1", "2.5"}, true), ElementsAre("under 1", "1 to under 2.5", "2.5 and more"));
  EXPECT_THAT(band_labels({"7"}, false), ElementsAre("under 7", "7 and more"));
}

TEST(Labels, WeeksBeginWhereTheyBegin) {
  EXPECT_EQ(day_labels(1).front(), "Monday");
  EXPECT_EQ(day_labels(7).front(), "Sunday");
  EXPECT_EQ(day_labels(7).back(), "Saturday");
  EXPECT_EQ(day_labels(6)[2], "Monday");
}

}  // namespace
}  // namespace c360::metric
