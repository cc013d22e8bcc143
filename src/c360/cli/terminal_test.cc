#include "c360/cli/terminal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>

#include "c360/cli/testing/captured.h"

namespace c360::cli {
namespace {

TEST(TerminalTest, GroupsDigitsByThrees) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(-100), "-100");
  EXPECT_EQ(grouped(std::numeric_limits<long long>::min()), "-9,223,372,036,854,775,808");
}

TEST(TerminalTest, SaysDurationsInTheUnitThatFits) {
  EXPECT_EQ(duration(0), "0 ms");
  EXPECT_EQ(duration(0.85), "850 ms");
  EXPECT_EQ(duration(0.9999), "1.0 s");
  EXPECT_EQ(duration(12.34), "12.3 s");
  EXPECT_EQ(duration(59.99), "1 min 0 s");
  EXPECT_EQ(duration(200), "3 min 20 s");
}

TEST(TerminalTest, CountsThings) {
  EXPECT_EQ(counted(1, "file"), "1 file");
  EXPECT_EQ(counted(0, "file"), "0 files");
  EXPECT_EQ(counted(1200, "row"), "1,200 rows");
}

TEST(TerminalTest, SaysTimesToTheSecond) {
  EXPECT_EQ(time_text(parse_utc("2024-05-31T08:15:00.9Z")), "2024-05-31 08:15:00 UTC");
}

TEST(TerminalTest, PaintsNothingIntoAPipe) {
  testing::captured([](std::FILE* out) {
    EXPECT_FALSE(is_terminal(out));
    EXPECT_EQ(Style(out).red("x"), "x");
    EXPECT_EQ(terminal_width(out), 80u);
  });
}

TEST(TerminalTest, AgesAreToldInWholeUnits) {
  EXPECT_EQ(age_text(59), "0 minutes");
  EXPECT_EQ(age_text(60), "1 minute");
  EXPECT_EQ(age_text(7199), "119 minutes");
  EXPECT_EQ(age_text(7200), "2 hours");
  EXPECT_EQ(age_text(129600), "36 hours");
  EXPECT_EQ(age_text(3 * 86400 + 5), "3 days");
}

}  // namespace
}  // namespace c360::cli
