#include "c360/cli/failure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

#include "c360/cli/command.h"
#include "c360/project/problems.h"

namespace c360::cli {
namespace {

using ::testing::HasSubstr;

struct Said {
  int code = 0;
  std::string out, err;
};

Said report(const std::exception& error, bool json) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  const int code = report_failure(error, json);
  return {code, ::testing::internal::GetCapturedStdout(), ::testing::internal::GetCapturedStderr()};
}

const Error kBadColumn(ErrorCode::kProject, "no column 'nmae'", "did you mean 'name'?", {"contracts/a.yaml", 3, 5});

TEST(FailureTest, SaysWhatWhereAndWhatToDo) {
  const Said said = report(kBadColumn, false);
  EXPECT_EQ(said.code, kFailed);
  EXPECT_EQ(said.err, "error: contracts/a.yaml:3:5: no column 'nmae'\n  did you mean 'name'?\n");
  EXPECT_EQ(said.out, "");
}

TEST(FailureTest, EndsWithTwoForAWrongCommand) {
  EXPECT_EQ(report(Error(ErrorCode::kUsage, "no"), false).code, kWrongUse);
  EXPECT_EQ(report(Error(ErrorCode::kUsage, "no"), true).code, kWrongUse);
  EXPECT_EQ(report(Error(ErrorCode::kCancelled, "stopped"), false).code, kFailed);
}

TEST(FailureTest, ListsAllMistakesOfAProject) {
  const Said said = report(project::ProjectErrors({kBadColumn, kBadColumn}), false);
  EXPECT_EQ(said.code, kFailed);
  EXPECT_THAT(said.err, HasSubstr("2 mistakes\n"));
}

TEST(FailureTest, GivesProgramsOneJsonValue) {
  const Said said =
      report(project::ProjectErrors({kBadColumn, Error(ErrorCode::kProject, "b\xff", "", {"z.yaml", 0, 0})}), true);
  EXPECT_EQ(said.err, "");
  const auto json = nlohmann::json::parse(said.out);
  ASSERT_EQ(json.at("errors").size(), 2u);
  EXPECT_EQ(json["errors"][0], nlohmann::json::parse(R"({"code": "project", "message": "no column 'nmae'",
      "hint": "did you mean 'name'?", "file": "contracts/a.yaml", "line": 3, "column": 5})"));
  EXPECT_FALSE(json["errors"][1].contains("line"));
}

TEST(FailureTest, TellsAFullDiskFromAMistakeOfItsOwn) {
  const std::system_error full(ENOSPC, std::generic_category(), "cannot write to file");
  EXPECT_EQ(report(full, false).err, "error: cannot write to file: No space left on device\n");
  EXPECT_THAT(report(full, true).out, HasSubstr("\"no_space\""));
  EXPECT_THAT(report(std::runtime_error("odd"), false).err, HasSubstr("please report it"));
}

TEST(FailureTest, DoesNotObeyWhatAMessageHolds) {
  EXPECT_EQ(report(Error(ErrorCode::kData, "value '\033[2J'\n    next"), false).err,
            "error: value '\\x1b[2J'\n    next\n");
}

TEST(FailureTest, NamesWhatWasTypedAsThePlace) {
  const Error typed(ErrorCode::kEngine, "no", "", {"", 2, 7});
  EXPECT_EQ(placed(typed, "statement").where().to_string(), "statement:2:7");
  EXPECT_EQ(placed(kBadColumn, "statement").where().to_string(), "contracts/a.yaml:3:5");
  EXPECT_EQ(placed(Error(ErrorCode::kEngine, "no"), "statement").where().to_string(), "");
}

TEST(FailureTest, OwnsUpToItsOwnMistakes) {
  const Said said = report(std::runtime_error("oops"), true);
  EXPECT_EQ(nlohmann::json::parse(said.out)["errors"][0]["code"], "internal");
  EXPECT_THAT(report(std::bad_alloc(), false).err, HasSubstr("memory_limit"));
}

}  // namespace
}  // namespace c360::cli
