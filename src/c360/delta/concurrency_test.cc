// Many writers at once, and stores that fail: no version is lost, none is written twice, the log stays readable.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "c360/base/error.h"
#include "c360/delta/log_path.h"
#include "c360/delta/table_properties.h"
#include "c360/delta/testing/table_fixture.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::delta {
namespace {

using storage::testing::Fault;
using storage::testing::FaultStore;
using testing::file_named;
using testing::paths_of;
using testing::two_columns;
using CommitKind = CommitResult::Kind;

class ConcurrencyTest : public testing::TableFixture {
 protected:
  template <typename Work>
  static void at_once(int threads, const Work& work) {
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) running.emplace_back([&work, i] { work(i); });
    for (std::thread& thread : running) thread.join();
  }

  static CommitResult append_to(Table& table, const std::string& path, std::int64_t app_version) {
    Transaction change = table.begin(table.latest());
    change.set_blind_append(true);
    change.add(file_named(path));
    change.set_app_version(path, app_version);
    return change.commit();
  }
};

TEST_F(ConcurrencyTest, EveryAppendBecomesExactlyOneVersion) {
  constexpr int kThreads = 6, kAppends = 8;
  table_.create(two_columns(), "CREATE TABLE");
  at_once(kThreads, [&](int thread) {
    Table own(*store_, format_, clock_);
    for (int n = 0; n < kAppends; ++n) {
      EXPECT_EQ(append_to(own, std::to_string(thread) + "-" + std::to_string(n), 1).kind, CommitKind::kCommitted);
    }
  });
  const Snapshot latest = table_.latest();
  EXPECT_EQ(latest.version(), kThreads * kAppends);
  EXPECT_EQ(latest.files().size(), static_cast<std::size_t>(kThreads * kAppends));
  EXPECT_GT(latest.checkpoint_version(), latest.version() - checkpoint_interval(latest.metadata()));
}

TEST_F(ConcurrencyTest, OfManyOverwritesOfOneSnapshotOneWins) {
  const Snapshot read = table_.create(two_columns(), "CREATE TABLE", {file_named("old")});
  std::atomic<int> committed{0}, refused{0};
  at_once(6, [&](int thread) {
    Table own(*store_, format_, clock_);
    Transaction change = own.begin(read);
    change.remove_all();
    change.add(file_named(std::to_string(thread)));
    (change.commit().kind == CommitKind::kCommitted ? committed : refused)++;
  });
  EXPECT_EQ(committed, 1);
  EXPECT_EQ(refused, 5);
  EXPECT_EQ(table_.latest().files().size(), 1u);
}

TEST_F(ConcurrencyTest, OneApplicationTransactionIsAppliedOnce) {
  table_.create(two_columns(), "CREATE TABLE");
  std::atomic<int> committed{0}, applied{0};
  at_once(6, [&](int thread) {
    Table own(*store_, format_, clock_);
    Transaction change = own.begin(own.latest());
    change.set_blind_append(true);
    change.add(file_named(std::to_string(thread)));
    change.set_app_version("source", 1);
    (change.commit().kind == CommitKind::kCommitted ? committed : applied)++;
  });
  EXPECT_EQ(committed, 1);
  EXPECT_EQ(applied, 5);
  EXPECT_EQ(table_.latest().version(), 1);
}

TEST_F(ConcurrencyTest, OfManyCreatorsOneCreates) {
  std::atomic<int> created{0};
  at_once(6, [&](int) {
    Table own(*store_, format_, clock_);
    try {
      own.create(two_columns(), "CREATE TABLE");
      ++created;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kConflict);
    }
  });
  EXPECT_EQ(created, 1);
}

/// Creates a table of ten versions and appends the eleventh, so that a checkpoint is due, with one call failing; then
/// does what was not done again.
class FaultTest : public ConcurrencyTest, public ::testing::WithParamInterface<Fault> {
 protected:
  void ten_versions() {
    table_.create(two_columns(), "CREATE TABLE");
    for (int n = 1; n < 10; ++n) append(std::to_string(n));
  }
};

TEST_P(FaultTest, WhicheverCallFailsTheLogStaysReadableAndTheRetryEndsWell) {
  ten_versions();
  for (std::uint64_t call = 1;; ++call) {
    const std::string path = "file-" + std::to_string(call);
    const Version before = table_.latest().version();
    FaultStore faulty(*store_);
    faulty.fail(call, GetParam());
    Table unlucky(faulty, format_, clock_);
    bool failed = false;
    try {
      append_to(unlucky, path, 1);
    } catch (const Error& error) {
      failed = true;
      EXPECT_NE(error.message().find("injected fault"), std::string::npos) << error.message();
    }
    EXPECT_LE(table_.latest().version(), before + 1);
    append_to(table_, path, 1);
    const Snapshot after = table_.latest();
    EXPECT_EQ(after.version(), before + 1);
    EXPECT_EQ(after.app_version(path), 1);
    const auto paths = paths_of(after.files());
    EXPECT_EQ(std::count(paths.begin(), paths.end(), path), 1);
    if (!failed && faulty.calls() < call) break;
  }
  EXPECT_GT(table_.latest().version(), 13);
}

TEST_P(FaultTest, ACheckpointThatFailsIsMadeUpForByALaterCommit) {
  ten_versions();
  FaultStore faulty(*store_);
  Table unlucky(faulty, format_, clock_);
  const Snapshot read = unlucky.latest();
  Transaction change = unlucky.begin(read);
  change.set_blind_append(true);
  change.add(file_named("x"));
  faulty.fail(2, GetParam());
  EXPECT_EQ(change.commit().kind, CommitKind::kCommitted);
  append("y");
  EXPECT_GE(table_.latest().checkpoint_version(), 10);
}

TEST_P(FaultTest, ATableIsCreatedWholeOrNotAtAll) {
  for (std::uint64_t call = 1;; ++call) {
    const auto part = storage::open_substore(*store_, "table" + std::to_string(call));
    FaultStore faulty(*part);
    faulty.fail(call, GetParam());
    Table unlucky(faulty, format_, clock_);
    bool failed = false;
    try {
      unlucky.create(two_columns(), "CREATE TABLE", {file_named("a")});
    } catch (const Error&) {
      failed = true;
    }
    Table lucky(*part, format_, clock_);
    if (!lucky.exists()) lucky.create(two_columns(), "CREATE TABLE", {file_named("a")});
    EXPECT_EQ(lucky.latest().files().size(), 1u) << call;
    if (!failed && faulty.calls() < call) break;
    ASSERT_LT(call, 50u) << "creating a table takes too many calls";
  }
}

TEST_P(FaultTest, AReadThatFailsGivesNoSnapshot) {
  ten_versions();
  const Snapshot whole = table_.latest();
  for (std::uint64_t call = 1;; ++call) {
    FaultStore faulty(*store_);
    faulty.fail(call, GetParam());
    Table unlucky(faulty, format_, clock_);
    try {
      EXPECT_EQ(unlucky.latest().files(), whole.files());
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIo);
      continue;
    }
    EXPECT_LT(faulty.calls(), call);
    break;
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultTest, ::testing::Values(Fault::kIo, Fault::kNoSpace, Fault::kLostAnswer));

}  // namespace
}  // namespace c360::delta
