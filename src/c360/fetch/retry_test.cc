#include "c360/fetch/retry.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/fetch/http_date.h"

namespace c360::fetch {
namespace {

using std::chrono::milliseconds;

constexpr Micros kSecond = 1'000'000;

Outcome of_status(int status, const std::string& retry_after = {}) {
  Answer answer;
  answer.status = status;
  if (!retry_after.empty()) answer.headers.add("Retry-After", retry_after);
  return answer;
}

Outcome of_failure(FailureKind kind) {
  return Failure{kind, "why"};
}

class RetryTest : public ::testing::Test {
 protected:
  /// The outcomes in order, the last for ever; gives the status that came out, 0 for a failure.
  int run(std::vector<Outcome> outcomes) {
    tried_at_.clear();
    const Retrying retrying(policy_, clock_, 7);
    const Outcome last = retrying.run(
        [&] {
          tried_at_.push_back(clock_.now() - kStart);
          return outcomes[std::min(tried_at_.size(), outcomes.size()) - 1];
        },
        cancel_);
    const auto* answer = std::get_if<Answer>(&last);
    return answer == nullptr ? 0 : answer->status;
  }
  Micros waited(std::size_t before_try) const { return tried_at_.at(before_try) - tried_at_.at(before_try - 1); }

  static constexpr Micros kStart = 1'700'000'000 * kSecond;
  FixedClock clock_{kStart};
  RetryPolicy policy_;
  Cancellation cancel_;
  std::vector<Micros> tried_at_;
};

TEST_F(RetryTest, WhatSucceedsIsTriedOnce) {
  EXPECT_EQ(run({of_status(200)}), 200);
  EXPECT_EQ(run({of_status(404)}), 404);
  EXPECT_EQ(run({of_status(409)}), 409);
  EXPECT_EQ(run({of_status(501)}), 501);
  EXPECT_EQ(tried_at_.size(), 1u);
  EXPECT_EQ(clock_.now(), kStart);
}

TEST_F(RetryTest, WhatMayPassIsTriedAgain) {
  for (const int status : {408, 429, 500, 502, 503, 504}) {
    EXPECT_EQ(run({of_status(status), of_status(201)}), 201) << status;
    EXPECT_EQ(tried_at_.size(), 2u);
  }
  for (const FailureKind kind : {FailureKind::kBroken, FailureKind::kRefused, FailureKind::kTimedOut})
    EXPECT_EQ(run({of_failure(kind), of_status(201)}), 201);
}

TEST_F(RetryTest, WhatWillNotPassIsNot) {
  for (const FailureKind kind : {FailureKind::kCertificate, FailureKind::kTooLarge}) {
    EXPECT_EQ(run({of_failure(kind), of_status(200)}), 0);
    EXPECT_EQ(tried_at_.size(), 1u);
  }
}

TEST_F(RetryTest, TriesAreBounded) {
  policy_.most_tries = 5;
  EXPECT_EQ(run({of_status(503)}), 503);
  EXPECT_EQ(tried_at_.size(), 5u);
}

TEST_F(RetryTest, AMisspeltHostIsGivenUpSooner) {
  EXPECT_EQ(run({of_failure(FailureKind::kNoSuchHost)}), 0);
  EXPECT_EQ(tried_at_.size(), 3u);
}

TEST_F(RetryTest, WaitsGrowAndAreNeverLongerThanTheirMost) {
  policy_ = {.most_tries = 200,
             .first_wait = milliseconds(100),
             .longest_wait = milliseconds(1'000),
             .most_time = milliseconds(10'000'000)};
  run({of_status(503)});
  ASSERT_EQ(tried_at_.size(), 200u);
  EXPECT_LE(waited(1), kSecond / 10);
  EXPECT_LE(waited(2), kSecond / 5);
  EXPECT_LE(waited(3), kSecond / 2);
  Micros longest = 0;
  for (std::size_t i = 1; i < 200; ++i) longest = std::max(longest, waited(i));
  EXPECT_LE(longest, kSecond);
  EXPECT_GE(longest, kSecond * 9 / 10);
}

TEST_F(RetryTest, WaitsDifferFromOneRunToTheNext) {
  const Retrying one(policy_, clock_, 1);
  const Retrying two(policy_, clock_, 2);
  const auto time_of = [&](const Retrying& retrying) {
    const Micros before = clock_.now();
    retrying.run([] { return of_status(503); }, cancel_);
    return clock_.now() - before;
  };
  EXPECT_NE(time_of(one), time_of(two));
}

TEST_F(RetryTest, ASecondsRetryAfterIsWaitedFor) {
  EXPECT_EQ(run({of_status(429, "7"), of_status(200)}), 200);
  EXPECT_GE(waited(1), 7 * kSecond);
  EXPECT_LE(waited(1), 7 * kSecond + kSecond / 5);
}

TEST_F(RetryTest, ADatedRetryAfterIsWaitedFor) {
  EXPECT_EQ(run({of_status(503, format_http_date(kStart + 30 * kSecond)), of_status(200)}), 200);
  EXPECT_GE(waited(1), 30 * kSecond);
}

TEST_F(RetryTest, AUsedUpLimitIsWaitedFor) {
  for (const int status : {429, 403}) {
    Answer limited;
    limited.status = status;
    limited.headers.add("X-RateLimit-Remaining", "0");
    limited.headers.add("X-RateLimit-Reset", std::to_string(clock_.now() / kSecond + 45));
    EXPECT_EQ(run({limited, of_status(200)}), 200);
    EXPECT_GE(waited(1), 45 * kSecond);
  }
  EXPECT_EQ(run({of_status(403, "5"), of_status(200)}), 200);
  EXPECT_EQ(run({of_status(403), of_status(200)}), 403) << "which says nothing of a limit";
}

TEST_F(RetryTest, ARetryAfterThatMeansNothingIsNotMinded) {
  for (const char* text : {"soon", "-5", "", "99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT"}) {
    EXPECT_EQ(run({of_status(503, text), of_status(200)}), 200) << text;
    EXPECT_LE(waited(1), kSecond / 5) << text;
  }
}

TEST_F(RetryTest, NoTryBeginsAfterTheLastMoment) {
  policy_.most_time = milliseconds(60'000);
  EXPECT_EQ(run({of_status(503, "3600"), of_status(200)}), 503);
  EXPECT_EQ(tried_at_.size(), 1u);
  EXPECT_EQ(run({of_status(503, "25")}), 503);
  EXPECT_EQ(tried_at_.size(), 3u);
}

TEST_F(RetryTest, StopsWhenAskedTo) {
  cancel_.request();
  EXPECT_THROW(run({of_status(503)}), Error);
  EXPECT_EQ(tried_at_.size(), 1u);
}

}  // namespace
}  // namespace c360::fetch
