#include "c360/lakehouse/lock.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::lakehouse {
namespace {

using std::chrono::milliseconds;

class LockTest : public ::testing::Test {
 protected:
  TemporaryDirectory folder_;
  FixedClock clock_{parse_utc("2024-05-31T08:15:00Z")};
  std::filesystem::path file_ = folder_.path() / "lake/_c360/lock";
  std::unique_ptr<RunLock> lock_ = open_file_lock(file_, clock_);
  Cancellation cancel_;
};

TEST_F(LockTest, OneHolderAtATime) {
  const auto held = lock_->try_acquire("first");
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(open_file_lock(file_)->try_acquire("second"), nullptr);
}

TEST_F(LockTest, IsFreeAgainWhenItsHolderGoes) {
  lock_->try_acquire("first").reset();
  EXPECT_NE(lock_->try_acquire("second"), nullptr);
}

TEST_F(LockTest, SaysWhoHoldsIt) {
  EXPECT_EQ(lock_->holder(), std::nullopt);
  auto held = lock_->try_acquire("20240531T081500-3f9c2ab1");
  const std::optional<LockHolder> holder = lock_->holder();
  ASSERT_TRUE(holder.has_value());
  EXPECT_EQ(holder->pid, ::getpid());
  EXPECT_EQ(holder->run_id, "20240531T081500-3f9c2ab1");
  EXPECT_EQ(holder->since, clock_.now());
  EXPECT_FALSE(holder->host.empty());
  held.reset();
  EXPECT_EQ(lock_->holder(), std::nullopt);
}

TEST_F(LockTest, NamesTheHolderWhenPatienceEnds) {
  const auto held = lock_->try_acquire("first");
  try {
    lock_->acquire("second", milliseconds(0), cancel_);
    FAIL() << "two runs hold the lock";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kConflict);
    EXPECT_NE(error.message().find("run first"), std::string::npos) << error.message();
    EXPECT_NE(error.message().find(std::to_string(::getpid())), std::string::npos) << error.message();
  }
}

TEST_F(LockTest, WaitsForTheHolderToFinish) {
  auto held = lock_->try_acquire("first");
  std::thread finishing([&] {
    std::this_thread::sleep_for(milliseconds(50));
    held.reset();
  });
  EXPECT_NE(lock_->acquire("second", milliseconds(10'000), cancel_), nullptr);
  finishing.join();
}

TEST_F(LockTest, StopsWaitingWhenAskedTo) {
  const auto held = lock_->try_acquire("first");
  cancel_.request();
  EXPECT_THROW(lock_->acquire("second", milliseconds(10'000), cancel_), Error);
}

TEST_F(LockTest, LivesWithAnUnreadableSignature) {
  const auto held = lock_->try_acquire("first");
  std::ofstream(file_) << "{ half";
  EXPECT_EQ(lock_->holder(), std::nullopt);
  EXPECT_THROW(lock_->acquire("second", milliseconds(0), cancel_), Error);
}

}  // namespace
}  // namespace c360::lakehouse
