#include "c360/base/child_process.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>

#include "c360/base/error.h"

namespace c360 {
namespace {

std::vector<std::string> shell(const std::string& script) {
  return {"/bin/sh", "-c", script};
}

TEST(ChildProcessTest, GivesWhatTheProgramPrintsLineByLine) {
  ChildProcess child(shell("printf 'one\\n\\nthree'"));
  EXPECT_EQ(child.read_line(), "one");
  EXPECT_EQ(child.read_line(), "");
  EXPECT_EQ(child.read_line(), "three");
  EXPECT_EQ(child.read_line(), std::nullopt);
  EXPECT_EQ(child.wait(), 0);
}

TEST(ChildProcessTest, TellsHowItEnded) {
  ChildProcess failed(shell("exit 3"));
  EXPECT_EQ(failed.wait(), 3);
  EXPECT_EQ(failed.wait(), 3) << "asked again";
  ChildProcess killed(shell("kill -9 $$"));
  EXPECT_EQ(killed.wait(), 128 + SIGKILL);
}

TEST(ChildProcessTest, PassesArgumentsAsTheyAre) {
  ChildProcess child({"/bin/sh", "-c", "printf '%s\\n' \"$@\"", "sh", "a b", "", "$HOME;'\""});
  EXPECT_EQ(child.read_line(), "a b");
  EXPECT_EQ(child.read_line(), "");
  EXPECT_EQ(child.read_line(), "$HOME;'\"");
}

TEST(ChildProcessTest, AProgramThatIsNotThereIsAnError) {
  try {
    ChildProcess child({"/no/such/program"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("/no/such/program"), std::string::npos);
  }
}

TEST(ChildProcessTest, StopsWhenAskedTo) {
  ChildProcess child(shell("trap 'echo stopping; exit 5' TERM; echo ready; while :; do sleep 0.05; done"));
  EXPECT_EQ(child.read_line(), "ready");
  child.signal(SIGTERM);
  EXPECT_EQ(child.read_line(), "stopping");
  EXPECT_EQ(child.wait(), 5);
  child.signal(SIGTERM);
}

TEST(ChildProcessTest, EndsWithItsOwner) {
  pid_t pid = 0;
  {
    ChildProcess child(shell("trap '' TERM; echo ready; while :; do sleep 0.05; done"));
    child.read_line();
    pid = child.pid();
  }
  EXPECT_EQ(::kill(pid, 0), -1);
}

TEST(ChildProcessTest, WorksAtLowerPriorityInAGroupOfItsOwn) {
  ChildProcess child(shell("nice; cut -d' ' -f5 /proc/$$/stat; echo $$"), 7);
  EXPECT_GE(std::stoi(*child.read_line()), 7);
  const auto group = child.read_line();
  EXPECT_EQ(group, child.read_line());
}

TEST(ChildProcessTest, HasNothingOpenThatItsOwnerHas) {
  const int held = ::dup(STDOUT_FILENO);
  ASSERT_GT(held, 2);
  ChildProcess child({"/bin/ls", "/proc/self/fd/" + std::to_string(held)});
  EXPECT_EQ(child.read_line(), std::nullopt);
  EXPECT_NE(child.wait(), 0);
  ::close(held);
}

TEST(ChildProcessTest, HasAnEmptyInput) {
  ChildProcess child(shell("cat; echo end"));
  EXPECT_EQ(child.read_line(), "end");
}

}  // namespace
}  // namespace c360
