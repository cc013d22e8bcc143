#include "c360/delta/commit_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/delta/log_path.h"
#include "c360/storage/testing/fault_store.h"

namespace c360::delta {
namespace {

using storage::testing::Fault;

class CommitFileTest : public ::testing::Test {
 protected:
  TemporaryDirectory folder_;
  std::unique_ptr<storage::ObjectStore> real_ = storage::open_local_store(folder_.path());
  storage::testing::FaultStore store_{*real_};
};

TEST_F(CommitFileTest, IsOneLineAnAction) {
  const std::string text = commit_text({CommitInfo(), Txn{"a", 1}});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_EQ(parse_commit(text), (std::vector<Action>{CommitInfo(), Txn{"a", 1}}));
}

TEST_F(CommitFileTest, SkipsBlankLinesAndUnknownActions) {
  EXPECT_EQ(parse_commit("\n{\"new\":1}\n \r\n" + to_json(Txn{"a", 1})), std::vector<Action>{Action(Txn{"a", 1})});
}

TEST_F(CommitFileTest, FindsItsCommitInfoWhereverItStands) {
  CommitInfo info;
  info.operation = "MERGE";
  EXPECT_EQ(find_commit_info(to_json(Txn{"a", 1}) + "\n" + to_json(info)), info);
  EXPECT_EQ(find_commit_info(to_json(Txn{"\"commitInfo\"", 1})), std::nullopt);
}

TEST_F(CommitFileTest, TheFirstWriterHasTheVersion) {
  EXPECT_EQ(write_commit(store_, 3, "ours"), CommitOutcome::kWritten);
  EXPECT_EQ(write_commit(store_, 3, "theirs"), CommitOutcome::kTaken);
  EXPECT_EQ(read_commit(store_, 3), "ours");
}

TEST_F(CommitFileTest, TheSameTextAgainIsTheSameCommit) {
  write_commit(store_, 3, "ours");
  EXPECT_EQ(write_commit(store_, 3, "ours"), CommitOutcome::kWritten);
}

TEST_F(CommitFileTest, ALostAnswerIsReadBack) {
  store_.fail(1, Fault::kLostAnswer);
  EXPECT_EQ(write_commit(store_, 0, "ours"), CommitOutcome::kWritten);
}

TEST_F(CommitFileTest, ALostAnswerThatWasANoIsANo) {
  write_commit(store_, 0, "theirs");
  store_.fail(1, Fault::kLostAnswer);
  EXPECT_EQ(write_commit(store_, 0, "ours"), CommitOutcome::kTaken);
}

TEST_F(CommitFileTest, AFullDiskIsAnErrorAndWritesNothing) {
  store_.fail(1, Fault::kNoSpace);
  try {
    write_commit(store_, 0, "ours");
    FAIL() << "was written";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNoSpace);
  }
  EXPECT_FALSE(real_->head(commit_path(0)).has_value());
}

TEST_F(CommitFileTest, AMissingVersionIsNamed) {
  try {
    read_commit(store_, 7);
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), store_.display() + ": version 7 of the log is missing");
  }
}

}  // namespace
}  // namespace c360::delta
