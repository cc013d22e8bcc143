#include "c360/base/cancel.h"

#include <gtest/gtest.h>

#include "c360/base/clock.h"
#include "c360/base/error.h"

namespace c360 {
namespace {

TEST(CancellationTest, LetsWorkGoOnUntilItIsRequested) {
  const Cancellation cancel;
  EXPECT_FALSE(cancel.requested());
  EXPECT_NO_THROW(cancel.check());
}

TEST(CancellationTest, EndsWorkOnceItIsRequestedHoweverOften) {
  Cancellation cancel;
  cancel.request();
  cancel.request();
  EXPECT_TRUE(cancel.requested());
  try {
    cancel.check();
    FAIL() << "work went on";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kCancelled);
  }
}

TEST(CancellationTest, StopsWithTheOneItHangsOn) {
  Cancellation whole;
  Cancellation part(whole);
  EXPECT_FALSE(part.requested());
  whole.request();
  EXPECT_TRUE(part.requested());
}

TEST(CancellationTest, APartStopsAlone) {
  Cancellation whole;
  Cancellation part(whole);
  part.request();
  EXPECT_FALSE(whole.requested());
}

TEST(CancellationTest, StopsOnceItsTimeIsUp) {
  FixedClock clock(1000);
  Cancellation cancellation;
  cancellation.set_deadline(clock, 2000);
  EXPECT_NO_THROW(cancellation.check());
  clock.set(2000);
  EXPECT_TRUE(cancellation.is_overdue());
  EXPECT_THROW(cancellation.check(), Error);
  cancellation.set_deadline(clock, 0);
  EXPECT_FALSE(cancellation.requested());
}

}  // namespace
}  // namespace c360
