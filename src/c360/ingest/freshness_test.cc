#include "c360/ingest/freshness.h"

#include <gtest/gtest.h>

#include "c360/ingest/fixture/lake_fixture.h"

namespace c360::ingest {
namespace {

class FreshnessTest : public fixture::LakeFixture {
 protected:
  Freshness only() {
    const std::vector<Freshness> all = freshness(lake(), project());
    EXPECT_EQ(all.size(), 1U);
    return all.at(0);
  }
};

TEST_F(FreshnessTest, SourcesWithoutALimitAreNotAskedAbout) {
  EXPECT_TRUE(freshness(lake(), project()).empty());
}

TEST_F(FreshnessTest, ASourceWithoutAFileIsStale) {
  project().freshness_seconds = 3600;
  EXPECT_EQ(only().newest, std::nullopt);
  EXPECT_TRUE(only().is_stale());
}

TEST_F(FreshnessTest, TheLastNewFileCounts) {
  project().freshness_seconds = 3600;
  put("data/orders-1.csv", "id\n1\n");
  ingest();
  pass(3600);
  EXPECT_EQ(only().age_seconds, 3600);
  EXPECT_FALSE(only().is_stale());
  pass(1);
  EXPECT_TRUE(only().is_stale());
  put("data/orders-2.csv", "id\n2\n");
  ingest();
  EXPECT_EQ(only().age_seconds, 0);
  EXPECT_FALSE(only().is_stale());
}

TEST_F(FreshnessTest, ARunWithoutNewFilesMakesNothingFresh) {
  project().freshness_seconds = 60;
  put("data/orders-1.csv", "id\n1\n");
  ingest();
  pass(61);
  ingest();
  EXPECT_TRUE(only().is_stale());
}

TEST_F(FreshnessTest, ASourcesOwnLimitGoesBeforeTheProjects) {
  project().freshness_seconds = 60;
  source().freshness_seconds = 86400;
  put("data/orders-1.csv", "id\n1\n");
  ingest();
  pass(3600);
  EXPECT_EQ(only().allowed_seconds, 86400);
  EXPECT_FALSE(only().is_stale());
}

TEST_F(FreshnessTest, AClockThatWasSetBackGivesNoAgeBelowZero) {
  project().freshness_seconds = 60;
  put("data/orders-1.csv", "id\n1\n");
  ingest();
  pass(-500);
  EXPECT_EQ(only().age_seconds, 0);
}

}  // namespace
}  // namespace c360::ingest
