#include "c360/base/cancel.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace c360
