#include "c360/fetch/asked_wait.h"

#include <gtest/gtest.h>

#include "c360/fetch/http_date.h"

namespace c360::fetch {
namespace {

constexpr std::int64_t kNow = 1'700'000'000;  // seconds

/// Seconds to wait; -1 for nothing.
std::int64_t seconds_of(const std::vector<http::Header>& headers) {
  Answer answer;
  for (const auto& [name, value] : headers) answer.headers.add(name, value);
  const auto wait = asked_wait(answer, kNow * kMicrosPerSecond);
  return wait ? wait->wait / kMicrosPerSecond : -1;
}

TEST(AskedWaitTest, RetryAfterIsSecondsOrADate) {
  EXPECT_EQ(seconds_of({}), -1);
  EXPECT_EQ(seconds_of({{"retry-after", "7"}}), 7);
  EXPECT_EQ(seconds_of({{"Retry-After", "0.2"}}), 1);
  EXPECT_EQ(seconds_of({{"Retry-After", format_http_date((kNow + 30) * kMicrosPerSecond)}}), 30);
  EXPECT_EQ(seconds_of({{"Retry-After", "999999"}}), 86'400);
  EXPECT_EQ(seconds_of({{"Retry-After", "soon"}}), -1);
}

TEST(AskedWaitTest, AUsedUpLimitLastsUntilItsReset) {
  EXPECT_EQ(seconds_of({{"RateLimit-Remaining", "0"}, {"RateLimit-Reset", "40"}}), 40);
  EXPECT_EQ(seconds_of({{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "50"}}), 50);
  EXPECT_EQ(seconds_of({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", std::to_string(kNow + 60)}}), 60);
  EXPECT_EQ(seconds_of({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", std::to_string(kNow + 60) + ".5"}}), 61);
  EXPECT_EQ(seconds_of({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", std::to_string(kNow - 60)}}), 0);
}

TEST(AskedWaitTest, WhatIsLeftOrMeansNothingIsNotWaitedFor) {
  EXPECT_EQ(seconds_of({{"RateLimit-Remaining", "1"}, {"RateLimit-Reset", "40"}}), -1);
  EXPECT_EQ(seconds_of({{"RateLimit-Remaining", "0"}}), -1);
  EXPECT_EQ(seconds_of({{"RateLimit-Reset", "40"}}), -1);
  EXPECT_EQ(seconds_of({{"RateLimit-Remaining", "none"}, {"RateLimit-Reset", "40"}}), -1);
  EXPECT_EQ(seconds_of({{"RateLimit-Remaining", "0"}, {"RateLimit-Reset", "soon"}}), -1);
  EXPECT_EQ(seconds_of({{"RateLimit-Remaining", "0"}, {"RateLimit-Reset", "1.x"}}), -1);
}

TEST(AskedWaitTest, RetryAfterComesFirst) {
  EXPECT_EQ(seconds_of({{"RateLimit-Remaining", "0"}, {"RateLimit-Reset", "40"}, {"Retry-After", "3"}}), 3);
}

}  // namespace
}  // namespace c360::fetch
