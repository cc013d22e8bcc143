#include "c360/delta/table.h"

#include <gtest/gtest.h>

#include "c360/base/error.h"
#include "c360/delta/log_path.h"
#include "c360/delta/testing/table_fixture.h"

namespace c360::delta {
namespace {

using testing::file_named;
using testing::paths_of;
using testing::two_columns;
using Paths = std::vector<std::string>;

class TableTest : public testing::TableFixture {};

TEST_F(TableTest, IsThereOnceItWasCreated) {
  EXPECT_FALSE(table_.exists());
  const Snapshot created = table_.create(two_columns(), "CREATE TABLE", {file_named("a b.parquet")});
  EXPECT_TRUE(table_.exists());
  EXPECT_EQ(created.version(), 0);
  EXPECT_EQ(paths_of(table_.latest().files()), Paths{"a b.parquet"});
  EXPECT_EQ(table_.latest().schema(), two_columns().schema);
}

TEST_F(TableTest, CannotBeCreatedTwice) {
  table_.create(two_columns(), "CREATE TABLE");
  try {
    table_.create(two_columns(), "CREATE TABLE");
    FAIL() << "was created again";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kConflict);
  }
  EXPECT_EQ(table_.latest().version(), 0);
}

TEST_F(TableTest, AppendsAndReadsEveryVersion) {
  table_.create(two_columns(), "CREATE TABLE");
  EXPECT_EQ(append("b"), 1);
  EXPECT_EQ(append("a"), 2);
  EXPECT_EQ(paths_of(table_.latest().files()), (Paths{"a", "b"}));
  EXPECT_EQ(paths_of(table_.at_version(1).files()), Paths{"b"});
  EXPECT_TRUE(table_.at_version(0).files().empty());
}

TEST_F(TableTest, WritesACheckpointEveryTenVersionsAndReadsFromIt) {
  table_.create(two_columns(), "CREATE TABLE");
  for (int i = 1; i <= 12; ++i) append("file" + std::to_string(i));
  EXPECT_TRUE(store_->head(checkpoint_path(10)).has_value());
  EXPECT_FALSE(store_->head(checkpoint_path(11)).has_value());
  const Snapshot latest = table_.latest();
  EXPECT_EQ(latest.checkpoint_version(), 10);
  EXPECT_EQ(latest.files().size(), 12u);
}

}  // namespace
}  // namespace c360::delta
