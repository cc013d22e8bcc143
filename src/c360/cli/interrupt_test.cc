#include "c360/cli/interrupt.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace c360::cli {
namespace {

TEST(InterruptTest, AScopeTakesEveryCtrlCToItself) {
  static Cancellation program;
  cancel_on_interrupt(program);
  for (int i = 0; i < 3; ++i) {
    Cancellation statement;
    const InterruptScope scope(statement);
    std::raise(SIGINT);
    EXPECT_TRUE(statement.requested());
  }
  EXPECT_FALSE(program.requested());
}

TEST(InterruptTest, TheProgramIsAskedOnceTheScopeIsLeft) {
  static Cancellation program;
  cancel_on_interrupt(program);
  {
    Cancellation statement;
    const InterruptScope scope(statement);
  }
  std::raise(SIGINT);
  EXPECT_TRUE(program.requested());
}

TEST(InterruptTest, TwoSignalsAtOnceAreOneRequest) {
  static Cancellation program;
  cancel_on_interrupt(program);
  std::raise(SIGINT);
  std::raise(SIGINT);
  EXPECT_TRUE(program.requested());
}

TEST(InterruptDeathTest, ASecondCtrlCEndsTheProgram) {
  EXPECT_EXIT(
      {
        static Cancellation program;
        cancel_on_interrupt(program);
        std::raise(SIGINT);
        std::this_thread::sleep_for(std::chrono::milliseconds(600));
        std::raise(SIGINT);
      },
      ::testing::KilledBySignal(SIGINT), "");
}

}  // namespace
}  // namespace c360::cli
