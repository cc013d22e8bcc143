// Views that are views in PostgreSQL, too.
#include <gmock/gmock.h>

#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ViewsTest : public testing::PublishFixture {
 protected:
  void SetUp() override {
    PublishFixture::SetUp();
    if (IsSkipped()) return;
    put("models/gold/names.sql", "-- grain: customer_id\nSELECT customer_id, name FROM silver.customers\n");
    // In the order of names the reader comes before what it reads.
    view("a_count", "SELECT count(*) AS n FROM gold.short", "SELECT count(*) AS n FROM short");
    view("short", kShort, kShortThere);
  }

  void view(const std::string& name, const std::string& here, const std::string& there) {
    put("models/gold/" + name + ".sql", "-- materialize: view\n" + here + "\n");
    if (there.empty())
      std::filesystem::remove(root() / ("models/gold/" + name + ".postgresql.sql"));
    else
      put("models/gold/" + name + ".postgresql.sql", there + "\n");
  }
  testing::Texts kinds() const {
    return in_database(
        "SELECT c.relname, c.relkind FROM pg_class AS c WHERE c.relnamespace = 'shop'::regnamespace AND c.relname IN "
        "('a_count', 'short', 'names') ORDER BY 1");
  }
  testing::Texts number_of(const std::string& name) const {
    return in_database("SELECT 'shop." + name + "'::regclass::oid, xmin FROM pg_class WHERE oid = 'shop." + name +
                       "'::regclass");
  }
  void reader() const {
    in_database("DO $$ BEGIN CREATE ROLE views_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  }
  testing::Texts may_read(const std::string& name) const {
    return in_database("SELECT has_table_privilege('views_reader', 'shop." + name + "', 'SELECT')");
  }

  static constexpr const char* kShort = "SELECT customer_id, left(name, 2) AS short FROM gold.names";
  static constexpr const char* kShortThere = "SELECT customer_id, \"left\"(name, 2) AS short FROM names -- the end";
};

TEST_F(ViewsTest, AreMadeAfterWhatTheyRead) {
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "short"), "created 0 0 0 0");
  EXPECT_EQ(fate(report, "a_count"), "created 0 0 0 0");
  EXPECT_THAT(kinds(), ElementsAre("a_count|v", "names|r", "short|v"));
  EXPECT_THAT(in_database("SELECT short FROM shop.short ORDER BY 1"), ElementsAre("An", "Bo"));
  EXPECT_THAT(in_database("SELECT n FROM shop.a_count"), ElementsAre("2"));
}

TEST_F(ViewsTest, AreNotTouchedWhereNothingChanged) {
  run_and_publish();
  const testing::Texts before = number_of("short");
  put("data/customers2.csv", "customer_id,name\n3,Cyd\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "short"), "unchanged 0 0 0 0");
  EXPECT_EQ(number_of("short"), before);
  publish(true);
  EXPECT_EQ(number_of("short"), before);
}

TEST_F(ViewsTest, AnotherSelectReplacesTheViewAndKeepsWhatOthersMadeOfIt) {
  run_and_publish();
  reader();
  in_database("GRANT SELECT ON shop.short TO views_reader");
  in_database("CREATE VIEW mine AS SELECT short FROM shop.short");
  view("short", "SELECT customer_id, left(name, 1) AS short FROM gold.names",
       "SELECT customer_id, \"left\"(name, 1) AS short FROM names");
  EXPECT_EQ(fate(run_and_publish(), "short"), "changed 0 0 0 0");
  EXPECT_THAT(in_database("SELECT * FROM mine ORDER BY 1"), ElementsAre("A", "B"));
  EXPECT_THAT(may_read("short"), ElementsAre("t"));
}

TEST_F(ViewsTest, OtherColumnsMakeItAnewWithItsReadersAndItsGrants) {
  run_and_publish();
  reader();
  in_database("GRANT SELECT ON shop.short, shop.a_count TO views_reader");
  view("short", "SELECT left(name, 2) AS short FROM gold.names", "SELECT \"left\"(name, 2) AS short FROM names");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "short"), "changed 0 0 0 0");
  EXPECT_THAT(in_database("SELECT * FROM shop.short ORDER BY 1"), ElementsAre("An", "Bo"));
  EXPECT_THAT(in_database("SELECT n FROM shop.a_count"), ElementsAre("2"));
  EXPECT_THAT(may_read("short"), ElementsAre("t"));
  EXPECT_THAT(may_read("a_count"), ElementsAre("t"));
}

TEST_F(ViewsTest, OtherColumnsAreRefusedWhereOthersDependOnTheView) {
  run_and_publish();
  in_database("CREATE VIEW mine AS SELECT short FROM shop.short");
  view("short", "SELECT left(name, 2) AS short FROM gold.names", "SELECT \"left\"(name, 2) AS short FROM names");
  run();
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("the view short gets other columns"));
  EXPECT_THAT(error.message(), HasSubstr("view public.mine depends on view"));
  EXPECT_THAT(in_database("SELECT customer_id FROM shop.short ORDER BY 1"), ElementsAre("1", "2"));
}

TEST_F(ViewsTest, AColumnThatItReadsMayChangeItsType) {
  run_and_publish();
  put("models/gold/names.sql",
      "-- grain: customer_id\nSELECT customer_id::INTEGER AS customer_id, name FROM silver.customers\n");
  const TargetReport report = run_and_publish();
  EXPECT_EQ(fate(report, "short"), "changed 0 0 0 0");
  EXPECT_THAT(in_database("SELECT pg_typeof(customer_id) FROM shop.short LIMIT 1"), ElementsAre("integer"));
}

TEST_F(ViewsTest, ATableBecomesAViewAndAViewATable) {
  view("short", kShort, "");
  view("a_count", "SELECT count(*) AS n FROM gold.names", "SELECT count(*) AS n FROM names");
  run_and_publish();
  reader();
  in_database("GRANT SELECT ON shop.short, shop.a_count TO views_reader");
  EXPECT_THAT(kinds(), ElementsAre("a_count|v", "names|r", "short|r"));
  view("short", kShort, kShortThere);
  view("a_count", "SELECT count(*) AS n FROM gold.names", "");
  const TargetReport report = run_and_publish();
  EXPECT_THAT(kinds(), ElementsAre("a_count|r", "names|r", "short|v"));
  EXPECT_EQ(fate(report, "short"), "created 0 0 0 0");
  EXPECT_EQ(fate(report, "a_count"), "created 1 1 0 0");
  EXPECT_THAT(in_database("SELECT n FROM shop.a_count"), ElementsAre("2"));
  EXPECT_THAT(may_read("short"), ElementsAre("t"));
  EXPECT_THAT(may_read("a_count"), ElementsAre("t"));
  EXPECT_EQ(fate(publish(), "short"), "unchanged 0 0 0 0");
}

TEST_F(ViewsTest, GoWhereTheyAreNoLongerPublished) {
  run_and_publish();
  in_database("CREATE VIEW mine AS SELECT n FROM shop.a_count");
  settings(", tables: [silver.*, gold.names, gold.short]");
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("the view a_count is no longer published"));
  EXPECT_THAT(error.message(), HasSubstr("view public.mine depends on view"));
  in_database("DROP VIEW mine");
  EXPECT_EQ(fate(publish(), "a_count"), "removed 0 0 0 0");
  EXPECT_THAT(kinds(), ElementsAre("names|r", "short|v"));
}

TEST_F(ViewsTest, AreGrantedAndDescribed) {
  reader();
  settings(", grants: [views_reader]");
  put("models/gold/short.sql", "-- The first letters\n-- materialize: view\n" + std::string(kShort) + "\n");
  run_and_publish();
  EXPECT_THAT(may_read("short"), ElementsAre("t"));
  EXPECT_THAT(in_database("SELECT obj_description('shop.short'::regclass)"), ElementsAre("The first letters"));
}

TEST_F(ViewsTest, ASelectThatIsRefusedIsToldWithItsFile) {
  view("short", kShort, "SELECT customer_id, firstletters(name) AS short FROM names");
  view("a_count", "SELECT 1 AS n", "SELECT 1 AS n");
  run();
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("models/gold/short.postgresql.sql: "));
  EXPECT_THAT(error.message(), HasSubstr("firstletters"));
}

TEST_F(ViewsTest, WhatTheViewReadsMustBePublished) {
  settings(", tables: [gold.short]");
  run();
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("models/gold/short.postgresql.sql: "));
  EXPECT_THAT(error.hint(), HasSubstr("publish what the view reads"));
}

TEST_F(ViewsTest, ColumnsMustBeThoseOfTheModel) {
  view("short", kShort, "SELECT customer_id, \"left\"(name, 2) AS brief FROM names");
  view("a_count", "SELECT 1 AS n", "SELECT 1 AS n");
  run();
  EXPECT_THAT(publish_failure().message(),
              HasSubstr("models/gold/short.postgresql.sql: the columns are customer_id, brief, but those of the model "
                        "gold.short are customer_id, short"));
}

TEST_F(ViewsTest, AnotherHandIsSeenAndRepaired) {
  run_and_publish();
  in_database("CREATE OR REPLACE VIEW shop.short AS SELECT customer_id, 'x'::text AS short FROM shop.names");
  in_database("DROP VIEW shop.a_count");
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("short: the view's SELECT is another now"));
  EXPECT_THAT(error.message(), HasSubstr("a_count: the view is gone"));
  publish(true);
  EXPECT_THAT(in_database("SELECT short FROM shop.short ORDER BY 1"), ElementsAre("An", "Bo"));
  EXPECT_THAT(in_database("SELECT n FROM shop.a_count"), ElementsAre("2"));
}

TEST_F(ViewsTest, AViewOfOthersIsNotReplaced) {
  in_database("CREATE SCHEMA shop");
  in_database("CREATE VIEW shop.short AS SELECT 1 AS one");
  run();
  EXPECT_THAT(publish_failure().message(), HasSubstr("'short' that c360 did not publish"));
}

}  // namespace
}  // namespace c360::publish
