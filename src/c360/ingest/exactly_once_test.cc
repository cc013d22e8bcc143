// Promise 3 at its door: whatever fails or is killed, whenever, each file is in bronze exactly once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <thread>

#include "c360/ingest/bronze.h"
#include "c360/ingest/fixture/lake_fixture.h"
#include "c360/lakehouse/scan.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::ingest {
namespace {

using storage::testing::Fault;
using storage::testing::FaultStore;

class ExactlyOnce : public fixture::LakeFixture {
 protected:
  void put_two_files() {
    put("data/orders-1.csv", "id,name\n1,a\n2\n");
    put("data/orders-2.csv", "id,name,more\n3,c,x\n4,d\n");
  }

  void expect_both_files_once() {
    EXPECT_THAT(bronze({"id", "name", "more", "_file_no", "_source_row"}),
                testing::ElementsAre("1|a|-|1|1", "3|c|x|2|1"));
    EXPECT_THAT(malformed({"_raw", "_file_no", "_source_row"}), testing::ElementsAre("2|1|2", "4,d|2|2"));
    EXPECT_EQ(source_totals(lake().store(), "orders").records, 4);
  }

  int failed_ = 0;

  /// Ingests, each time failing at a later call, until nothing fails; after each failure a second run must mend all.
  void fail_at_every_call(Fault fault) {
    put_two_files();
    for (std::uint64_t call = 1;; ++call) {
      use_new_lake();
      FaultStore store(lake().store());
      const std::unique_ptr<lakehouse::Lakehouse> healthy = swap_lake(storage::open_substore(store, "lake"));
      store.fail(call, fault);
      failure();
      if (store.calls() < call) break;
      SCOPED_TRACE(call);
      ingest();
      expect_both_files_once();
      ASSERT_LT(call, 200U);
      ++failed_;
    }
    EXPECT_GT(failed_, 10);
  }
};

TEST_F(ExactlyOnce, holds_when_any_call_to_the_store_fails) {
  fail_at_every_call(Fault::kIo);
}

/// Malformed records, whose commit comes first, are left where nobody knows whether it succeeded.
TEST_F(ExactlyOnce, leaves_no_rows_that_no_commit_will_ever_name) {
  put_two_files();
  FaultStore healthy(lake().store());
  std::unique_ptr<lakehouse::Lakehouse> below = swap_lake(storage::open_substore(healthy, "lake"));
  ingest();
  const std::vector<std::string> log = healthy.log();
  const auto first_commit = std::find_if(
      log.begin(), log.end(), [](const std::string& call) { return call.starts_with("put_if_absent lake/bronze/"); });
  ASSERT_NE(first_commit, log.end());
  for (std::uint64_t call = 1; call <= static_cast<std::uint64_t>(first_commit - log.begin()); ++call) {
    use_new_lake();
    FaultStore store(lake().store());
    below = swap_lake(storage::open_substore(store, "lake"));
    store.fail(call, Fault::kNoSpace);
    EXPECT_NE(failure(), "no error") << call;
    EXPECT_TRUE(below->store().list("lake/bronze/orders/").empty()) << store.log().back();
  }
}

TEST_F(ExactlyOnce, holds_when_the_answer_of_any_call_is_lost) {
  fail_at_every_call(Fault::kLostAnswer);
}

TEST_F(ExactlyOnce, holds_when_a_file_was_registered_and_then_changed_or_lost) {
  put_two_files();
  FaultStore store(lake().store());
  const std::unique_ptr<lakehouse::Lakehouse> healthy = swap_lake(storage::open_substore(store, "lake"));
  ingest();
  std::uint64_t registering = 0;
  for (std::size_t call = 0; call < store.log().size(); ++call) {
    if (store.log()[call].starts_with("put_if_absent lake/_c360/files")) registering = call + 1;
  }
  ASSERT_GT(registering, 0U);
  use_new_lake();
  FaultStore fresh(lake().store());
  const std::unique_ptr<lakehouse::Lakehouse> again = swap_lake(storage::open_substore(fresh, "lake"));
  fresh.fail(registering, Fault::kLostAnswer);
  EXPECT_NE(failure(), "no error");
  std::filesystem::remove(root() / "data/orders-1.csv");
  source().delimiter = ';';
  EXPECT_TRUE(has_work(lake(), project(), source()));
  ingest();
  expect_both_files_once();
}

TEST_F(ExactlyOnce, holds_when_several_ingest_at_once) {
  put_two_files();
  std::vector<std::thread> runs;
  for (int run = 0; run < 3; ++run) runs.emplace_back([this] { ingest(); });
  for (std::thread& run : runs) run.join();
  expect_both_files_once();
}

/// Files big enough that a kill may come at any step; made and read by processes of their own.
class Killed : public testing::Test {
 protected:
  static constexpr int kRows = 20000;

  void SetUp() override {
    project_.root = folder_.path();
    project_.lakehouse = (folder_.path() / "lake").string();
    project::Source source;
    source.name = "orders";
    source.files = "orders*.csv";
    project_.sources.push_back(source);
  }

  void put_file(int number) const {
    std::string text = "id,name\n";
    for (int row = 1; row <= kRows; ++row) text += std::to_string(row) + (row % 100 == 0 ? "\n" : ",some name\n");
    write_file(folder_.path() / ("orders-" + std::to_string(number) + ".csv"), text);
  }

  void ingest() const {
    engine::Database database;
    lakehouse::Lakehouse lake(storage::open_local_store(project_.lakehouse), database, Clock::system());
    Cancellation cancel;
    SourceIngest ingest(lake, project_, project_.sources.front(), {}, {false, "b"}, cancel);
    ingest.find_new_files();
    ingest.copy_to_bronze();
  }

  /// Whether the child had finished before the signal came.
  bool ingest_and_kill(int after_micros) const {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        ingest();
      } catch (...) {
        ::_exit(1);
      }
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(after_micros));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0) << status;
    return WIFEXITED(status);
  }

  std::int64_t count(const std::string& table, const std::string& what) const {
    engine::Database database;
    lakehouse::Lakehouse lake(storage::open_local_store(project_.lakehouse), database, Clock::system());
    lakehouse::LakeTable rows = lake.table({"bronze", table});
    sql::Query query;
    query.select = {{sql::user_sql(what), "n"}};
    query.from = lakehouse::scan(rows.store(), rows.log().latest());
    return database.connect().query_bigint(query);
  }

  TemporaryDirectory folder_;
  project::Project project_;
};

TEST_F(Killed, at_any_moment_takes_every_file_exactly_once) {
  constexpr int kFiles = 12;
  std::mt19937 random(42);
  int killed = 0;
  for (int file = 1; file <= kFiles; ++file) {
    put_file(file);
    killed += ingest_and_kill(static_cast<int>(random() % 150'000)) ? 0 : 1;
  }
  ingest();
  EXPECT_GT(killed, 0);
  const char* distinct = "count(DISTINCT _file_no * 1000000 + _source_row)";
  EXPECT_EQ(count("orders", "count(*)"), kFiles * kRows * 99 / 100);
  EXPECT_EQ(count("orders", distinct), kFiles * kRows * 99 / 100);
  EXPECT_EQ(count("orders", "count(DISTINCT _source_file)"), kFiles);
  EXPECT_EQ(count("orders__malformed", "count(*)"), kFiles * kRows / 100);
  EXPECT_EQ(count("orders__malformed", distinct), kFiles * kRows / 100);
}

}  // namespace
}  // namespace c360::ingest
