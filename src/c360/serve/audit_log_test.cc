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
