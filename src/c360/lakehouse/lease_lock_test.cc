#include "c360/lakehouse/lease_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/base/local_files.h"
#include "c360/lakehouse/lock_holder.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::lakehouse {
namespace {

using std::chrono::milliseconds;

/// Leases in memory, which end when they are told to.
class MemoryLeases final : public storage::Leases {
 public:
  std::optional<std::string> acquire(const std::string& path, std::chrono::seconds) override {
    if (held_.count(path) > 0) return std::nullopt;
    return held_[path] = random_uuid();
  }
  bool renew(const std::string& path, const std::string& id) override {
    return held_.count(path) > 0 && held_[path] == id;
  }
  void release(const std::string& path, const std::string& id) override {
    if (renew(path, id)) held_.erase(path);
  }
  bool is_held(const std::string& path) override { return held_.count(path) > 0; }
  void end(const std::string& path) override { held_.erase(path); }

 private:
  std::map<std::string, std::string> held_;
};

/// A folder with leases, as an object store has them.
class LeasingStore final : public storage::testing::FaultStore {
 public:
  LeasingStore(storage::ObjectStore& real, storage::Leases& leases) : FaultStore(real), leases_(leases) {}
  storage::Leases* leases() override { return &leases_; }

 private:
  storage::Leases& leases_;
};

class LeaseLockTest : public ::testing::Test {
 protected:
  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> real_ = storage::open_local_store(folder_.path());
  MemoryLeases leases_;
  LeasingStore store_{*real_, leases_};
  FixedClock clock_{parse_utc("2024-05-31T08:15:00Z")};
  std::unique_ptr<RunLock> lock_ = open_run_lock(store_, clock_);
  Cancellation cancel_;
};

TEST_F(LeaseLockTest, OneHolderAtATimeWhoIsNamed) {
  EXPECT_EQ(lock_->holder(), std::nullopt);
  auto held = lock_->try_acquire("first");
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(open_run_lock(store_)->try_acquire("second"), nullptr);
  ASSERT_TRUE(lock_->holder().has_value());
  EXPECT_EQ(lock_->holder()->run_id, "first");
  EXPECT_EQ(lock_->holder()->pid, ::getpid());
  EXPECT_EQ(lock_->holder()->since, clock_.now());
  held.reset();
  EXPECT_EQ(lock_->holder(), std::nullopt);
  EXPECT_NE(lock_->try_acquire("second"), nullptr);
}

TEST_F(LeaseLockTest, NamesTheHolderWhenPatienceEnds) {
  const auto held = lock_->try_acquire("first");
  try {
    lock_->acquire("second", milliseconds(0), cancel_);
    FAIL() << "two runs hold the lock";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kConflict);
    EXPECT_NE(error.message().find("run first"), std::string::npos) << error.message();
  }
}

TEST_F(LeaseLockTest, ALeaseOfAKilledProcessOfThisMachineEndsAtOnce) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  LockHolder killed = this_process("killed", clock_.now());
  killed.pid = child;
  store_.put("_c360/lock", "");
  store_.put("_c360/lock_holder", to_json(killed));
  leases_.acquire("_c360/lock", std::chrono::seconds(60));
  EXPECT_EQ(lock_->holder(), std::nullopt);
  EXPECT_NE(lock_->try_acquire("next"), nullptr);
}

TEST_F(LeaseLockTest, ALeaseOfAnotherMachineIsWaitedFor) {
  LockHolder other = this_process("other", clock_.now());
  other.host = "elsewhere";
  store_.put("_c360/lock", "");
  store_.put("_c360/lock_holder", to_json(other));
  leases_.acquire("_c360/lock", std::chrono::seconds(60));
  EXPECT_EQ(lock_->try_acquire("next"), nullptr);
  EXPECT_EQ(lock_->holder()->host, "elsewhere");
  leases_.end("_c360/lock");  // its time is over
  EXPECT_EQ(lock_->holder(), std::nullopt);
  EXPECT_NE(lock_->try_acquire("next"), nullptr);
}

TEST_F(LeaseLockTest, AHolderWhoLostItsLeaseDoesNotEndAnothers) {
  auto slept = lock_->try_acquire("slept");
  leases_.end("_c360/lock");
  const auto next = lock_->try_acquire("next");
  ASSERT_NE(next, nullptr);
  slept.reset();
  EXPECT_TRUE(leases_.is_held("_c360/lock"));
}

TEST_F(LeaseLockTest, WithoutLeasesAFileIsLocked) {
  const auto held = open_run_lock(*real_)->try_acquire("first");
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(open_file_lock(folder_.path() / "_c360/lock")->try_acquire("second"), nullptr);
}

}  // namespace
}  // namespace c360::lakehouse
