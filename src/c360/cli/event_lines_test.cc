#include "c360/cli/event_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::cli {
namespace {

using Json = nlohmann::json;
using ::testing::ElementsAre;

class EventLinesTest : public ::testing::Test {
 protected:
  EventLinesTest() : out_(std::fopen(file().c_str(), "w")) {}
  ~EventLinesTest() override { std::fclose(out_); }

  std::filesystem::path file() const { return folder_.path() / "events"; }

  std::vector<Json> events() const {
    std::ifstream in(file());
    std::vector<Json> all;
    for (std::string line; std::getline(in, line);) all.push_back(Json::parse(line));
    return all;
  }

  TemporaryDirectory folder_;
  std::FILE* out_;
};

pipeline::Step copy_step() {
  pipeline::Step step{"copy", "bronze.orders"};
  step.started = 1'000'000;
  return step;
}

TEST_F(EventLinesTest, AreAnObjectALineAtOnce) {
  EventLines lines(out_);
  lines.began("r1");
  lines.started(copy_step());
  lines.note("two\nlines \"quoted\" \xff");
  lines.finished(copy_step());
  const auto all = events();
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0], (Json{{"event", "began"}, {"run_id", "r1"}}));
  EXPECT_EQ(all[1]["step"]["name"], "bronze.orders");
  EXPECT_EQ(all[2]["text"], "two\nlines \"quoted\" \xef\xbf\xbd");
  EXPECT_EQ(all[3]["event"], "finished");
}

TEST_F(EventLinesTest, TellHowFarAStepIsWhenThatChanges) {
  std::atomic<int> asked = 0;
  {
    EventLines lines(out_);
    lines.watch([&] { return ++asked < 3 ? 25.0 : 50.0; });
    while (asked < 5) ::usleep(1000);
    lines.watch({});
  }
  std::vector<double> told;
  for (const Json& event : events()) told.push_back(event["percent"]);
  EXPECT_THAT(told, ElementsAre(25.0, 50.0));
}

TEST_F(EventLinesTest, EndWithTheReportOrTheErrors) {
  EventLines lines(out_);
  pipeline::RunReport report;
  report.run_id = "r1";
  lines.ended(report);
  lines.failed(Error(ErrorCode::kData, "no", "mend it"));
  const auto all = events();
  EXPECT_EQ(all.at(0)["report"]["run_id"], "r1");
  EXPECT_EQ(all.at(1)["errors"][0], (Json{{"code", "data"}, {"message", "no"}, {"hint", "mend it"}}));
}

TEST(EventLinesOfAPipeTest, DoNotDisturbARunThatNobodyListensTo) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  std::FILE* out = ::fdopen(ends[1], "w");
  {
    EventLines lines(out);
    for (int i = 0; i < 100; ++i) lines.note("nobody hears this");
  }
  std::fclose(out);
}

}  // namespace
}  // namespace c360::cli
