// Columns that come, go and change their type.
#include <gmock/gmock.h>

#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class SchemaChangesTest : public testing::PublishFixture {
 protected:
  void SetUp() override {
    PublishFixture::SetUp();
    if (IsSkipped()) return;
    model("customer_id, name");
    run_and_publish();
  }
  void model(const std::string& columns) {
    put("models/gold/names.sql", "-- grain: customer_id\nSELECT " + columns + " FROM silver.customers\n");
  }
  testing::Texts columns() {
    return in_database(
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute WHERE attrelid = "
        "'shop.names'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname");
  }
};

TEST_F(SchemaChangesTest, AColumnComes) {
  in_database("CREATE VIEW known AS SELECT name FROM shop.names");
  model("customer_id, name, length(name) AS letters");
  EXPECT_EQ(fate(run_and_publish(), "names"), "changed 2 0 2 0");
  EXPECT_THAT(columns(), ElementsAre("customer_id|bigint|t", "letters|bigint|f", "name|text|f"));
  EXPECT_THAT(in_database("SELECT letters FROM shop.names"), ElementsAre("3", "3"));
  EXPECT_THAT(in_database("SELECT * FROM known ORDER BY 1"), ElementsAre("Ann", "Bob"));
}

TEST_F(SchemaChangesTest, AColumnGoes) {
  model("customer_id");
  EXPECT_EQ(fate(run_and_publish(), "names"), "unchanged 2 0 0 0");
  EXPECT_THAT(columns(), ElementsAre("customer_id|bigint|t"));
}

TEST_F(SchemaChangesTest, AColumnThatAViewOfOthersReadsDoesNotGo) {
  in_database("CREATE VIEW known AS SELECT name FROM shop.names");
  model("customer_id");
  run();
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("the column name of names is no longer published"));
  EXPECT_THAT(error.message(), HasSubstr("view public.known depends on column name of table names"));
  EXPECT_THAT(in_database("SELECT count(*) FROM known"), ElementsAre("2"));
}

TEST_F(SchemaChangesTest, ATypeIsWidened) {
  model("customer_id, name, 1::INTEGER AS n, 1.5::DECIMAL(4,2) AS d");
  run_and_publish();
  model("customer_id, name, 5000000000::BIGINT AS n, 1.5::DECIMAL(9,4) AS d");
  run_and_publish();
  EXPECT_THAT(columns(), ElementsAre("customer_id|bigint|t", "d|numeric(9,4)|f", "n|bigint|f", "name|text|f"));
  EXPECT_THAT(in_database("SELECT DISTINCT n, d FROM shop.names"), ElementsAre("5000000000|1.5000"));
}

TEST_F(SchemaChangesTest, ATypeThatAViewOfOthersReadsDoesNotChange) {
  in_database("CREATE VIEW known AS SELECT name FROM shop.names");
  model("customer_id, length(name) AS name");
  run();
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("the column name of names"));
  EXPECT_THAT(error.message(), HasSubstr("view public.known"));
  EXPECT_THAT(error.hint(), HasSubstr("drop what depends on the column"));
}

TEST_F(SchemaChangesTest, ValuesThatDoNotFitTheNewTypeAreTold) {
  model("customer_id, length(name) AS name");
  run();
  const Error error = publish_failure();
  EXPECT_THAT(error.message(), HasSubstr("the column name of names: the database refuses a row: invalid input syntax"));
  in_database("ALTER TABLE shop.names DROP COLUMN name");
  publish(true);
  EXPECT_THAT(in_database("SELECT name FROM shop.names"), ElementsAre("3", "3"));
}

TEST_F(SchemaChangesTest, ATableGetsAnotherKey) {
  put("models/gold/names.sql", "-- grain: name\nSELECT customer_id, name FROM silver.customers\n");
  run_and_publish();
  EXPECT_THAT(in_database("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'names_pkey'"),
              ElementsAre("PRIMARY KEY (name)"));
}

TEST_F(SchemaChangesTest, ReferencesComeAndGo) {
  const auto references = [this] {
    return in_database("SELECT count(*) FROM pg_constraint WHERE conrelid = 'shop.names'::regclass AND contype = 'f'");
  };
  put("models/gold/names.sql",
      "-- grain: customer_id\n-- references: customer_id -> silver.customers.customer_id\nSELECT customer_id, name "
      "FROM "
      "silver.customers\n");
  run_and_publish();
  EXPECT_THAT(references(), ElementsAre("1"));
  model("customer_id, name");
  run_and_publish();
  EXPECT_THAT(references(), ElementsAre("0"));
}

}  // namespace
}  // namespace c360::publish
