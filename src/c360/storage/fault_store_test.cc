#include "c360/storage/testing/fault_store.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::storage::testing {
namespace {

class FaultStoreTest : public ::testing::Test {
 protected:
  ErrorCode failure_of_put(const std::string& path) {
    try {
      store_.put_if_absent(path, "1");
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::kInternal;
  }

  TemporaryDirectory folder_;
  std::unique_ptr<ObjectStore> real_ = open_local_store(folder_.path());
  FaultStore store_{*real_};
};

TEST_F(FaultStoreTest, FailsTheChosenCallOnce) {
  store_.fail(2, Fault::kIo);
  store_.put("a", "1");
  EXPECT_THROW(store_.get("a"), Error);
  EXPECT_EQ(store_.get("a"), "1");
  EXPECT_EQ(store_.log(), (std::vector<std::string>{"put a", "get a", "get a"}));
}

TEST_F(FaultStoreTest, AFullDiskWritesNothing) {
  store_.fail(1, Fault::kNoSpace);
  EXPECT_EQ(failure_of_put("a"), ErrorCode::kNoSpace);
  EXPECT_FALSE(store_.head("a").has_value());
}

TEST_F(FaultStoreTest, ALostAnswerHasDoneTheWork) {
  store_.fail(1, Fault::kLostAnswer);
  EXPECT_EQ(failure_of_put("a"), ErrorCode::kIo);
  EXPECT_EQ(store_.get("a"), "1");
}

TEST_F(FaultStoreTest, AKilledProcessDoesNothingMoreUntilItIsStartedAgain) {
  store_.fail(2, Fault::kKilled);
  store_.put("a", "1");
  EXPECT_THROW(store_.put("b", "1"), Error);
  EXPECT_THROW(store_.put("c", "1"), Error);
  store_.fail(0, Fault::kIo);
  EXPECT_EQ(store_.list("").size(), 1u);
}

TEST_F(FaultStoreTest, AVanishedObjectIsNotFoundOnce) {
  store_.put("a", "1");
  store_.fail(1, Fault::kVanished);
  EXPECT_EQ(store_.get("a"), std::nullopt);
  EXPECT_EQ(store_.get("a"), "1");
  store_.fail(1, Fault::kVanished);
  EXPECT_FALSE(store_.head("a").has_value());
  EXPECT_TRUE(store_.head("a").has_value());
  store_.fail(1, Fault::kVanished);
  EXPECT_EQ(store_.get_range("a", 0, 1), std::nullopt);
  store_.fail(1, Fault::kVanished);
  EXPECT_EQ(failure_of_put("b"), ErrorCode::kIo);
}

TEST_F(FaultStoreTest, PassesOnWhatDoesNoWork) {
  EXPECT_EQ(store_.display("a/b"), real_->display("a/b"));
  EXPECT_EQ(store_.local_file("a"), real_->local_file("a"));
  EXPECT_EQ(store_.calls(), 0u);
}

TEST_F(FaultStoreTest, StagesAndFinishesAsAnyCall) {
  store_.fail(2, Fault::kNoSpace);
  const StagedObject staged = store_.stage("t/a");
  write_file(staged.local_path, "rows");
  EXPECT_THROW(store_.finish(staged), Error);
  EXPECT_EQ(store_.finish(staged), 4u);
}

TEST_F(FaultStoreTest, CountsFromTheLastTimeItWasTold) {
  store_.list("");
  store_.fail(0, Fault::kIo);
  store_.remove("nothing");
  store_.remove_leftovers(0);
  EXPECT_EQ(store_.log(), (std::vector<std::string>{"remove nothing", "remove_leftovers "}));
  EXPECT_EQ(store_.calls(), 2u);
}

}  // namespace
}  // namespace c360::storage::testing
