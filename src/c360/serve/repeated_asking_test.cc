#include "c360/serve/repeated_asking.h"

#include <gmock/gmock.h>

#include <sstream>
#include <thread>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::serve {
namespace {

using Json = nlohmann::ordered_json;

class RepeatedAskingTest : public ::testing::Test {
 protected:
  static Json line(const std::string& who, const std::string& path, int status = 200) {
    return {{"event", "answered"}, {"name", who}, {"path", path}, {"status", status}};
  }
  std::vector<Json> lines() const {
    std::vector<Json> all;
    std::istringstream text(read_file(folder_.path() / "a.ndjson"));
    for (std::string each; std::getline(text, each);) all.push_back(Json::parse(each));
    return all;
  }
  void pass(std::int64_t seconds) { clock_.set(clock_.now() + seconds * 1'000'000); }

  TemporaryDirectory folder_;
  FixedClock clock_{parse_utc("2026-11-30T08:00:00Z")};
  AuditLog log_{folder_.path() / "a.ndjson", false, clock_};
  RepeatedAsking asking_{log_};
};

TEST_F(RepeatedAskingTest, TheFirstHasALineAndTheOthersOneTogether) {
  for (int i = 0; i < 1000; ++i) {
    asking_.add(line("Ana", "/v1/runs/current"), 10);
    pass(2);
  }
  asking_.write_down(false);
  ASSERT_EQ(lines().size(), 1U) << "the hour is not over";
  EXPECT_EQ(lines()[0]["event"], "answered");
  EXPECT_EQ(lines()[0]["bytes"], 10);
  EXPECT_EQ(asking_.counted(), 999);
  pass(3600);
  asking_.write_down(false);
  ASSERT_EQ(lines().size(), 2U);
  EXPECT_EQ(lines()[1], (Json{{"time", "2026-11-30T09:33:20.000000Z"},
                              {"event", "repeated"},
                              {"name", "Ana"},
                              {"path", "/v1/runs/current"},
                              {"status", 200},
                              {"times", 999},
                              {"since", "2026-11-30T08:00:02.000000Z"},
                              {"until", "2026-11-30T08:33:18.000000Z"},
                              {"bytes", 9990}}));
  EXPECT_EQ(asking_.counted(), 0);
}

TEST_F(RepeatedAskingTest, EachHourBeginsAnew) {
  asking_.add(line("Ana", "/a"), 1);
  asking_.add(line("Ana", "/a"), 1);
  pass(3600);
  asking_.add(line("Ana", "/a"), 1);
  std::vector<std::string> events;
  for (const Json& each : lines()) events.push_back(each["event"]);
  EXPECT_EQ(events, (std::vector<std::string>{"answered", "repeated", "answered"}));
}

TEST_F(RepeatedAskingTest, WhatDiffersIsCountedApart) {
  for (int i = 0; i < 2; ++i)
    for (const Json& each : {line("Ana", "/a"), line("Bob", "/a"), line("Ana", "/b"), line("Ana", "/a", 304)})
      asking_.add(each, 1);
  EXPECT_EQ(lines().size(), 4U);
  asking_.write_down(true);
  ASSERT_EQ(lines().size(), 8U);
  for (const Json& each : lines()) EXPECT_EQ(each.value("times", 1), 1);
}

TEST_F(RepeatedAskingTest, WhoMakesUpAddressesCannotFillTheMemory) {
  for (int i = 0; i < 3000; ++i) asking_.add(line("Ana", "/" + std::to_string(i / 2)), 1);
  asking_.write_down(true);
  EXPECT_EQ(lines().size(), 3000U) << "each is told of, at once or with others";
}

TEST_F(RepeatedAskingTest, WhatCannotBeWrittenStaysCounted) {
  AuditLog full("/dev/full", false, clock_);
  RepeatedAsking failing(full);
  EXPECT_THROW(failing.add(line("Ana", "/a"), 1), Error);
  EXPECT_EQ(failing.counted(), 0);
  asking_.add(line("Ana", "/a"), 1);
  asking_.add(line("Ana", "/a"), 1);
  std::filesystem::remove(folder_.path() / "a.ndjson");
  std::filesystem::create_directory(folder_.path() / "a.ndjson");
  EXPECT_THROW(asking_.write_down(true), Error);
  EXPECT_EQ(asking_.counted(), 1);
  std::filesystem::remove(folder_.path() / "a.ndjson");
  asking_.write_down(true);
  EXPECT_EQ(lines().size(), 1U);
}

TEST_F(RepeatedAskingTest, ManyMayAskAtOnce) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 500; ++n) asking_.add(line("Ana", "/a"), 1);
    });
  threads.clear();
  asking_.write_down(true);
  ASSERT_EQ(lines().size(), 2U);
  EXPECT_EQ(lines()[1]["times"], 1999);
}

}  // namespace
}  // namespace c360::serve
