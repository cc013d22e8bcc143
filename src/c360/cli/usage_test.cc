#include "c360/cli/usage.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

namespace c360::cli {
namespace {

class UsageTest : public ::testing::Test {
 protected:
  UsageTest() {
    CLI::App* run = program_.add_subcommand("run", "");
    run->add_flag("--full");
    run->add_option("-C,--directory");
    CLI::App* table = program_.add_subcommand("table", "");
    table->require_subcommand(1);
    table->add_subcommand("list", "");
    table->add_subcommand("history", "")->add_option("table", table_, "such as silver.orders")->required();
  }

  std::string said(const std::vector<std::string>& arguments) {
    const Error error = usage_error(program_, arguments, "the reason");
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    return error.message() + " / " + error.hint();
  }

  std::string table_;
  CLI::App program_{"", "c360"};
};

TEST_F(UsageTest, SuggestsACommand) {
  EXPECT_EQ(said({"rnu"}), "c360 has no command 'rnu' / did you mean 'run'?");
  EXPECT_EQ(said({"table", "lst"}), "c360 table has no command 'lst' / did you mean 'list'?");
}

TEST_F(UsageTest, SuggestsAnOption) {
  EXPECT_EQ(said({"run", "--ful"}), "c360 run has no option '--ful' / did you mean '--full'?");
  EXPECT_EQ(said({"run", "--ful=1"}), "c360 run has no option '--ful' / did you mean '--full'?");
  EXPECT_EQ(said({"run", "--zzzzzz"}), "c360 run has no option '--zzzzzz' / c360 run --help shows its options");
}

TEST_F(UsageTest, NamesTheCommandsThatAreWanted) {
  EXPECT_EQ(said({"table"}), "c360 table needs a command / one of list, history");
}

TEST_F(UsageTest, DoesNotTakeAnOptionsValueForACommand) {
  EXPECT_EQ(said({"run", "-C", "rnu", "--full"}), "the reason / c360 run --help shows how it is called");
}

TEST_F(UsageTest, SaysInItsOwnWordsWhatIsMissingOrTooMuch) {
  const auto said_for = [&](const std::vector<std::string>& arguments, const std::string& reason) {
    return usage_error(program_, arguments, reason).message();
  };
  EXPECT_EQ(said_for({"table", "history"}, "table is required"),
            "c360 table history needs table: such as silver.orders");
  EXPECT_EQ(said_for({"run", "extra"}, "The following argument was not expected: extra"),
            "c360 run does not take 'extra'");
  EXPECT_EQ(said_for({"run", "-C"}, "--directory: 1 required TEXT missing"), "--directory needs a value");
}

TEST_F(UsageTest, DoesNotSuggestAnotherLetter) {
  EXPECT_EQ(said({"run", "-x"}), "c360 run has no option '-x' / c360 run --help shows its options");
}

TEST_F(UsageTest, PassesOnWhatElseIsWrong) {
  EXPECT_EQ(said({"table", "history"}), "the reason / c360 table history --help shows how it is called");
}

}  // namespace
}  // namespace c360::cli
