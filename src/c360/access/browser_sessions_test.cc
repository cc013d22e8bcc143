#include "c360/access/browser_sessions.h"

#include <gtest/gtest.h>

namespace c360::access {
namespace {

class BrowserSessionsTest : public ::testing::Test {
 protected:
  FixedClock clock_{parse_utc("2024-05-31T08:15:00Z")};
};

TEST_F(BrowserSessionsTest, AreKnownByAnIdOfTheirOwn) {
  BrowserSessions sessions(clock_);
  const std::string one = sessions.begin("a"), other = sessions.begin("a"), third = sessions.begin("b");
  EXPECT_NE(one, other);
  EXPECT_GE(one.size(), 43U);
  EXPECT_EQ(sessions.token_of(one), "a");
  EXPECT_EQ(sessions.token_of(third), "b");
  EXPECT_EQ(sessions.token_of(""), std::nullopt);
  EXPECT_EQ(sessions.token_of(one + "x"), std::nullopt);
}

TEST_F(BrowserSessionsTest, EndWhenToldTo) {
  BrowserSessions sessions(clock_);
  const std::string one = sessions.begin("a"), other = sessions.begin("a");
  sessions.end(one);
  sessions.end("never was");
  EXPECT_EQ(sessions.token_of(one), std::nullopt);
  EXPECT_EQ(sessions.token_of(other), "a");
}

TEST_F(BrowserSessionsTest, EndAfterTwelveIdleHours) {
  BrowserSessions sessions(clock_);
  const std::string used = sessions.begin("a"), idle = sessions.begin("b");
  clock_.set(clock_.now() + BrowserSessions::kIdle - 1);
  EXPECT_EQ(sessions.token_of(used), "a");
  clock_.set(clock_.now() + 1);
  EXPECT_EQ(sessions.token_of(idle), std::nullopt);
  EXPECT_EQ(sessions.token_of(used), "a");
}

TEST_F(BrowserSessionsTest, AreBounded) {
  BrowserSessions sessions(clock_, 2);
  const std::string first = sessions.begin("a"), second = sessions.begin("b");
  EXPECT_EQ(sessions.token_of(first), "a");
  const std::string third = sessions.begin("c");
  EXPECT_EQ(sessions.token_of(second), std::nullopt);
  EXPECT_EQ(sessions.token_of(first), "a");
  EXPECT_EQ(sessions.token_of(third), "c");
}

}  // namespace
}  // namespace c360::access
