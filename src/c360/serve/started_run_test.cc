#include "c360/serve/started_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <csignal>
#include <functional>
#include <memory>

#include "c360/base/error.h"

namespace c360::serve {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;

/// A program that says what a run would say. Its arguments follow.
std::vector<std::string> program(const std::string& script) {
  return {"/bin/sh", "-c", script, "sh"};
}

std::string says(const std::string& json) {
  return "echo '" + json + "'\n";
}

const std::string kBegan = says(R"({"event": "began", "run_id": "r1"})");
const std::string kCopies = says(R"({"event": "started", "step": {"activity": "copy", "name": "bronze.orders"}})");
const std::string kCopied =
    says(R"({"event": "finished", "step": {"activity": "copy", "name": "bronze.orders", "status": "succeeded"}})");
const std::string kEnded = says(R"({"event": "ended", "report": {"status": "succeeded", "snapshot": 4}})");

class StartedRunTest : public ::testing::Test {
 protected:
  StartedRun& start(const std::string& script, const RunRequest& request = {}) {
    run_ = std::make_unique<StartedRun>(program(script), request, [](const std::string&) {});
    return *run_;
  }

  /// The state once the condition holds.
  Json when(const std::function<bool(const Json&)>& condition) {
    for (int i = 0; i < 3000; ++i) {
      const Json state = run_->state();
      if (condition(state)) return state;
      ::usleep(10'000);
    }
    ADD_FAILURE() << "it never came to that: " << run_->state().dump();
    return run_->state();
  }
  Json end() {
    return when([](const Json& state) { return !state["ended"].is_null(); });
  }

  std::unique_ptr<StartedRun> run_;
};

TEST_F(StartedRunTest, TellsItsStepsWhileItWorksAndHowItEnded) {
  start(kBegan + kCopies + says(R"({"event": "progress", "percent": 40})") +
        says(R"({"event": "note", "text": "a new column"})") + "read answer </dev/null; sleep 0.3\n" + kCopied +
        kEnded);
  const Json at_work = when([](const Json& state) { return !state["notes"].empty(); });
  EXPECT_EQ(at_work["status"], "running");
  EXPECT_EQ(at_work["run_id"], "r1");
  EXPECT_EQ(at_work["steps"][0]["status"], "running");
  EXPECT_EQ(at_work["steps"][0]["percent"], 40);
  const Json ended = end();
  EXPECT_EQ(ended["status"], "succeeded");
  EXPECT_EQ(ended["snapshot"], 4);
  ASSERT_EQ(ended["steps"].size(), 1U);
  EXPECT_EQ(ended["steps"][0]["status"], "succeeded");
  EXPECT_FALSE(ended.contains("result"));
}

TEST_F(StartedRunTest, PassesOnWhatIsAskedFor) {
  RunRequest request;
  request.full = true;
  request.only = {"orders", "gold.revenue"};
  start(R"(printf '{"event": "note", "text": "%s"}\n' "$*")", request);
  EXPECT_EQ(end()["notes"][0], "--full --only orders gold.revenue");
}

TEST_F(StartedRunTest, ANameIsNeverTakenForAnOption) {
  RunRequest request;
  request.only = {"--full"};
  EXPECT_THROW(start("true", request), Error);
}

TEST_F(StartedRunTest, CancellingAsksItToStopOnce) {
  start(
      "trap 'echo \"{\\\"event\\\": \\\"failed\\\", \\\"errors\\\": [{\\\"code\\\": \\\"cancelled\\\"}]}\"; exit 1' "
      "TERM\n" +
      kBegan + kCopies + "while :; do sleep 0.02; done");
  when([](const Json& state) { return !state["steps"].empty(); });
  EXPECT_TRUE(run_->cancel());
  const Json state = end();
  EXPECT_EQ(state["status"], "cancelled");
  EXPECT_EQ(state["steps"][0]["status"], "cancelled");
  EXPECT_FALSE(run_->cancel());
}

TEST_F(StartedRunTest, AFailureKeepsItsErrors) {
  start(kBegan + says(R"({"event": "failed", "errors": [{"code": "data", "message": "no"}]})") + "exit 1");
  const Json state = end();
  EXPECT_EQ(state["status"], "failed");
  EXPECT_EQ(state["errors"][0]["message"], "no");
}

TEST_F(StartedRunTest, AProcessThatIsKilledHasCrashed) {
  start(kBegan + kCopies + "kill -9 $$");
  const Json state = end();
  EXPECT_EQ(state["status"], "crashed");
  EXPECT_THAT(state["errors"][0]["message"].get<std::string>(), HasSubstr("137"));
}

TEST_F(StartedRunTest, StandsLinesThatAreNoEvents) {
  start("echo hello; echo '[1]'; echo '{\"event\": \"started\"}'; echo '{\"event\": 1}'\n" + kBegan + kEnded);
  EXPECT_EQ(end()["status"], "succeeded");
}

TEST_F(StartedRunTest, ItsOwnerTakesItAlong) {
  start(kBegan + "while :; do sleep 0.02; done");
  const int process = when([](const Json& state) { return !state["run_id"].is_null(); })["process"];
  run_.reset();
  EXPECT_EQ(::kill(process, 0), -1);
}

TEST(RunStarterTest, OneRunWorksAtATime) {
  RunStarter starter(program(kBegan + "while [ ! -e /nowhere ]; do sleep 0.02; done"), [](const std::string&) {});
  EXPECT_EQ(starter.last(), nullptr);
  const auto run = starter.start({});
  while (run->state()["run_id"].is_null()) ::usleep(1000);
  try {
    starter.start({});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kConflict);
    EXPECT_THAT(error.what(), HasSubstr("run r1"));
  }
  run->cancel();
  while (run->is_running()) ::usleep(1000);
  EXPECT_NE(starter.start({}), run);
}

TEST(RunStarterTest, AServerMayStartNone) {
  RunStarter starter({}, [](const std::string&) {});
  EXPECT_THROW(starter.start({}), Error);
}

}  // namespace
}  // namespace c360::serve
