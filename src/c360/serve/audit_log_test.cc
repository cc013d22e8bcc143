#include "c360/serve/audit_log.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <sstream>
#include <thread>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360::serve {
namespace {

using Json = nlohmann::ordered_json;

class AuditLogTest : public ::testing::Test {
 protected:
  std::vector<Json> lines(const std::string& name) const {
    std::vector<Json> all;
    std::istringstream text(read_file(folder_.path() / name));
    for (std::string line; std::getline(text, line);) all.push_back(Json::parse(line));
    return all;
  }

  TemporaryDirectory folder_;
  FixedClock clock_{parse_utc("2026-11-30T23:59:59Z")};
};

TEST_F(AuditLogTest, AddsLines) {
  for (int i = 0; i < 2; ++i) {
    AuditLog log(folder_.path() / "a.ndjson", false, clock_);
    log.add({{"name", "Ana\n\"B\""}, {"run", i}});
  }
  ASSERT_EQ(lines("a.ndjson").size(), 2U);
  EXPECT_EQ(lines("a.ndjson")[1], (Json{{"time", "2026-11-30T23:59:59.000000Z"}, {"name", "Ana\n\"B\""}, {"run", 1}}));
}

TEST_F(AuditLogTest, OnlyItsOwnerMayReadIt) {
  AuditLog log(folder_.path() / "audit", true, clock_);
  log.add(Json::object());
  struct stat status {};
  ASSERT_EQ(::stat((folder_.path() / "audit/2026-11.ndjson").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(AuditLogTest, AFolderHasAFileForEachMonth) {
  AuditLog log(folder_.path() / "audit", true, clock_);
  log.add({{"n", 1}});
  clock_.set(clock_.now() + 1'000'000);
  log.add({{"n", 2}});
  EXPECT_EQ(lines("audit/2026-11.ndjson").size(), 1U);
  EXPECT_EQ(lines("audit/2026-12.ndjson")[0]["n"], 2);
}

TEST_F(AuditLogTest, AFullFileIsFollowedByANumberedOne) {
  const auto add = [&](int from, int to) {
    AuditLog log(folder_.path() / "audit", true, clock_, 200);
    for (int i = from; i < to; ++i) log.add({{"n", i}, {"text", std::string(60, 'x')}});
  };
  add(0, 3);
  add(3, 5);  // goes on where the one before ended
  EXPECT_EQ(lines("audit/2026-11.ndjson").size(), 2U);
  EXPECT_EQ(lines("audit/2026-11.2.ndjson").size(), 2U);
  EXPECT_EQ(lines("audit/2026-11.3.ndjson")[0]["n"], 4);
  clock_.set(clock_.now() + 1'000'000);
  add(5, 6);
  EXPECT_EQ(lines("audit/2026-12.ndjson")[0]["n"], 5);
}

TEST_F(AuditLogTest, ANamedFileIsNumberedToo) {
  AuditLog log(folder_.path() / "audit.log", false, clock_, 1), bare(folder_.path() / "audit", false, clock_, 1);
  for (int i = 0; i < 2; ++i) log.add({{"n", i}});
  for (int i = 0; i < 2; ++i) bare.add({{"n", i}});
  EXPECT_EQ(lines("audit.2.log")[0]["n"], 1);
  EXPECT_EQ(lines("audit.2")[0]["n"], 1);
}

TEST_F(AuditLogTest, NoLineIsLostWhereTwoFillTheSameFiles) {
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([this] {
        AuditLog log(folder_.path() / "a.ndjson", false, clock_, 5000);
        for (int n = 0; n < 100; ++n) log.add({{"text", std::string(100, 'x')}});
      });
    }
  }
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
    found += lines(entry.path().filename().string()).size();
    EXPECT_LT(entry.file_size(), 5000U + 4 * 200);
  }
  EXPECT_EQ(found, 400U);
}

TEST_F(AuditLogTest, AFileThatWasMovedAwayIsBegunAnew) {
  AuditLog log(folder_.path() / "a.ndjson", false, clock_);
  log.add({{"n", 1}});
  std::filesystem::rename(folder_.path() / "a.ndjson", folder_.path() / "kept.ndjson");
  log.add({{"n", 2}});
  EXPECT_EQ(lines("kept.ndjson").size(), 1U);
  EXPECT_EQ(lines("a.ndjson")[0]["n"], 2);
}

TEST_F(AuditLogTest, HoldsNoToken) {
  AuditLog log(folder_.path() / "a.ndjson", false, clock_);
  log.add({{"statement", "SELECT 'c360_" + std::string(43, 'x') + "'"}});
  EXPECT_EQ(lines("a.ndjson")[0]["statement"], "SELECT 'c360_…'");
}

TEST_F(AuditLogTest, AFullDiskIsTold) {
  AuditLog log("/dev/full", false, clock_);
  try {
    log.add(Json::object());
    FAIL() << "it was written";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kNoSpace);
  }
  EXPECT_THROW(AuditLog("/nowhere/at/all", false, clock_).add(Json::object()), Error);
}

TEST_F(AuditLogTest, LinesOfSeveralWritersDoNotMix) {
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([this] {
        AuditLog log(folder_.path() / "a.ndjson", false, clock_);
        for (int n = 0; n < 200; ++n) log.add({{"text", std::string(5000, 'x')}});
      });
    }
  }
  EXPECT_EQ(lines("a.ndjson").size(), 800U);
}

}  // namespace
}  // namespace c360::serve
