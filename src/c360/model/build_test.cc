#include "c360/model/build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/base/local_files.h"

namespace c360::model {
namespace {

using ::testing::HasSubstr;

class BuildTest : public ::testing::Test {
 protected:
  BuildTest() : lake_(storage::open_local_store(folder_.path()), database_, Clock::system()) {
    connection_.create_schema("silver");
    connection_.create_schema("gold");
    place("silver", "orders",
          "SELECT * FROM (VALUES (1, 10.50::decimal(12,2)), (2, 4.25), (2, 1.00)) t(customer, amount)");
  }

  void place(const std::string& schema, const std::string& name, const std::string& sql) {
    sql::Query query;
    query.user_sql = sql;
    connection_.create_view({schema, name}, query);
  }

  static project::ModelSpec spec(const std::string& sql) {
    project::ModelSpec model;
    model.schema = "gold";
    model.name = "m";
    model.where = {"models/gold/m.sql", 1, 1};
    model.sql = sql;
    return model;
  }

  template <typename Work>
  static Error error_of(Work work) {
    try {
      work();
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "no error");
  }

  TemporaryDirectory folder_;
  engine::Database database_;
  lakehouse::Lakehouse lake_;
  engine::Connection connection_ = database_.connect();
};

TEST_F(BuildTest, WritesTheRowsOfATableWithTheirTypes) {
  const auto model = spec("SELECT customer, sum(amount) AS revenue FROM silver.orders GROUP BY 1");
  const Built built = build(connection_, lake_, model, "run1");
  EXPECT_EQ(built.written.rows, 2);
  ASSERT_EQ(built.schema.fields.size(), 2u);
  EXPECT_EQ(built.schema.fields[1].type.primitive, "decimal(38,2)");
}

TEST_F(BuildTest, WritesNoFileForAView) {
  auto model = spec("SELECT customer FROM silver.orders");
  model.materialize = project::Materialize::kView;
  EXPECT_TRUE(build(connection_, lake_, model, "run1").written.files.empty());
}

TEST_F(BuildTest, PutsEachBuildOfParquetIntoAFolderOfItsOwn) {
  auto model = spec("SELECT customer FROM silver.orders");
  model.materialize = project::Materialize::kParquet;
  build(connection_, lake_, model, "run1");
  build(connection_, lake_, model, "run2");
  EXPECT_EQ(lake_.store().list("gold/m/run1").size(), 1u);
  EXPECT_EQ(lake_.store().list("gold/m/run2").size(), 1u);
}

TEST_F(BuildTest, TellsTheLineOfASelectThatDoesNotCompile) {
  const auto model = spec("SELECT\n  custmer\nFROM silver.orders");
  const Error error = error_of([&] { build(connection_, lake_, model, "run1"); });
  EXPECT_EQ(error.code(), ErrorCode::kProject);
  EXPECT_EQ(error.where().to_string(), "models/gold/m.sql:2:3");
}

TEST_F(BuildTest, FindsRowsThatShareTheGrain) {
  auto model = spec("");
  model.grain = {"customer"};
  place("gold", "m", "SELECT customer FROM silver.orders");
  const Error error = error_of([&] { test_promises(connection_, model); });
  EXPECT_EQ(error.code(), ErrorCode::kData);
  EXPECT_THAT(error.message(), HasSubstr("several rows for one (customer)"));
  EXPECT_THAT(error.message(), HasSubstr("customer = 2, rows = 2"));
}

TEST_F(BuildTest, AcceptsAGrainThatHolds) {
  auto model = spec("");
  model.grain = {"customer"};
  place("gold", "m", "SELECT DISTINCT customer FROM silver.orders");
  EXPECT_NO_THROW(test_promises(connection_, model));
}

TEST_F(BuildTest, SuggestsTheColumnAGrainMeant) {
  auto model = spec("");
  model.grain = {"custmer"};
  place("gold", "m", "SELECT customer FROM silver.orders");
  EXPECT_THAT(error_of([&] { test_promises(connection_, model); }).hint(), HasSubstr("customer"));
}

TEST_F(BuildTest, FindsValuesThatTheReferencedTableLacks) {
  auto model = spec("");
  model.references = {{"customer", "gold.dim.id"}};
  place("gold", "m", "SELECT customer FROM silver.orders UNION ALL SELECT NULL");
  place("gold", "dim", "SELECT 1 AS id");
  const Error error = error_of([&] { test_promises(connection_, model); });
  EXPECT_THAT(error.message(), HasSubstr("gold.dim.id does not know"));
  EXPECT_THAT(error.message(), HasSubstr("customer = 2"));
  EXPECT_THAT(error.message(), ::testing::Not(HasSubstr("NULL")));
}

TEST_F(BuildTest, ShowsTheRowsOfAFailingTest) {
  project::TestSpec test{
      {"tests/no_two.sql", 1, 1}, "no_two", "nobody is number two", "SELECT * FROM silver.orders WHERE customer = 2"};
  const Error error = error_of([&] { run_test(connection_, test); });
  EXPECT_THAT(error.message(), HasSubstr("test no_two fails (nobody is number two)"));
  EXPECT_THAT(error.message(), HasSubstr("customer = 2, amount = 4.25"));
}

TEST_F(BuildTest, PassesATestWithoutRows) {
  const project::TestSpec test{{}, "none", "", "SELECT * FROM silver.orders WHERE customer = 9"};
  EXPECT_NO_THROW(run_test(connection_, test));
}

}  // namespace
}  // namespace c360::model
