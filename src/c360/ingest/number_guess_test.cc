#include "c360/ingest/number_guess.h"

#include <gtest/gtest.h>

namespace c360::ingest {
namespace {

std::string number_type(NumberStyle style, const std::vector<std::string>& values) {
  NumberGuess guess(style);
  for (const std::string& value : values) guess.see(value);
  const auto type = guess.type();
  return type ? type->to_string() : "none";
}

constexpr NumberStyle kPlain{'.', '\0'}, kEnglish{'.', ','}, kContinental{',', '.'};

TEST(NumberGuess, ReadsPlainNumbers) {
  EXPECT_EQ(number_type(kPlain, {"1", "-20", "+300"}), "bigint");
  EXPECT_EQ(number_type(kPlain, {"1.5", "12345.678"}), "decimal(12,3)");
  EXPECT_EQ(number_type(kPlain, {"99999999999999999999"}), "decimal(20,0)");
  EXPECT_EQ(number_type(kPlain, {"0"}), "bigint");
}

TEST(NumberGuess, IsNoneForWhatIsNoNumberAndForCodes) {
  for (const char* value : {"x", "1x", "1.", ".5", "1e3", "007", "1,5", "-", "1 000", "--1"}) {
    EXPECT_EQ(number_type(kPlain, {"1", value}), "none") << value;
  }
  EXPECT_EQ(number_type(kPlain, {}), "none");
}

TEST(NumberGuess, WantsGroupsOfThree) {
  EXPECT_EQ(number_type(kEnglish, {"1,234,567.50"}), "decimal(12,2)");
  EXPECT_EQ(number_type(kContinental, {"1.234.567,50"}), "decimal(12,2)");
  EXPECT_EQ(number_type(kEnglish, {"1,234"}), "bigint");
  for (const char* value : {"12,34", "1,2345", "1234,567", ",123", "1,234,", "1.234,5"}) {
    EXPECT_EQ(number_type(kEnglish, {value}), "none") << value;
  }
}

TEST(NumberGuess, TakesNumbersWithoutGroupsToo) {
  EXPECT_EQ(number_type(kContinental, {"1234567,5", "12"}), "decimal(12,2)");
}

}  // namespace
}  // namespace c360::ingest
