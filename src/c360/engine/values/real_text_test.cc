#include "c360/engine/values/real_text.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>

namespace c360::values {
namespace {

TEST(RealText, is_the_shortest) {
  EXPECT_EQ(real_text(0.1), "0.1");
  EXPECT_EQ(real_text(0.1F), "0.1");
  EXPECT_EQ(real_text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(real_text(1.0), "1");
  EXPECT_EQ(real_text(-12.50), "-12.5");
  EXPECT_EQ(real_text(0.0), "0");
  EXPECT_EQ(real_text(-0.0), "-0");
}

TEST(RealText, has_an_exponent_only_far_away) {
  EXPECT_EQ(real_text(1e20), "100000000000000000000");
  EXPECT_EQ(real_text(1e21), "1e+21");
  EXPECT_EQ(real_text(94494501321073392.0), "94494501321073390") << "the last digit tells it from no other number";
  EXPECT_EQ(real_text(1234567890.125), "1234567890.125");
  EXPECT_EQ(real_text(-2e9), "-2000000000");
  EXPECT_EQ(real_text(16777217.0 * 8), "134217736");
  EXPECT_EQ(real_text(16777216.0F), "16777216");
  EXPECT_EQ(real_text(1e-6), "0.000001");
  EXPECT_EQ(real_text(1e-7), "1e-07");
  EXPECT_EQ(real_text(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
}

TEST(RealText, tells_what_is_no_number) {
  EXPECT_EQ(real_text(std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(real_text(-std::numeric_limits<float>::infinity()), "-inf");
}

TEST(RealText, reads_back_as_the_same) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    const std::uint64_t bits = random();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (value - value != 0) continue;
    EXPECT_EQ(std::strtod(real_text(value).c_str(), nullptr), value);
  }
}

}  // namespace
}  // namespace c360::values
