#include "c360/publish/published_tables.h"

#include <gmock/gmock.h>

#include "c360/publish/plan.h"
#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

using lakehouse::TableName;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Texts;

class PublishedTablesTest : public testing::PublishFixture {
 protected:
  std::unique_ptr<PublishedTables> open() { return open(connection_); }
  std::unique_ptr<PublishedTables> open(engine::Connection& into) {
    project_ = project();
    return open_published(project_, project_.publish.at(0), into, kNever);
  }
  Texts read_back(PublishedTables& tables, const TableName& name) { return read_back(tables, name, connection_); }
  Texts read_back(PublishedTables& tables, const TableName& name, engine::Connection& into) {
    tables.read(name, published_columns(session().connection(), name));
    return texts_of(into, name);
  }
  Texts in_lake(const TableName& name) { return texts_of(session().connection(), name); }
  /// The lakehouse as it is now.
  session::Session& session() {
    if (!session_)
      session_ = std::make_unique<session::Session>(*lake_, nullptr, lakehouse::current_moment(lake_->store()));
    return *session_;
  }
  static Texts texts_of(engine::Connection& connection, const TableName& name) {
    engine::Result result = connection.query_user_sql("SELECT * FROM " + name.to_string() + " ORDER BY 1");
    return session::testing::texts(result);
  }

  engine::Database away_;
  engine::Connection connection_ = away_.connect();
  project::Project project_;
  std::unique_ptr<session::Session> session_;
};

TEST_F(PublishedTablesTest, RowsOfEveryTypeComeBackAsTheyWere) {
  put("models/gold/kinds.sql",
      "SELECT order_id, amount, CASE WHEN order_id = 10 THEN '' WHEN order_id = 11 THEN NULL ELSE 'a,\"b' || chr(10) "
      "|| "
      "'\\.' END AS \"te\"\"xt\", ['x', NULL, 'it''s'] AS list, {'a': 1, 'b': '}'} AS struct, "
      "timestamptz '2024-03-31 02:30:00.000001+02' AS instant, timestamp '1969-12-31 23:59:59' AS wall, "
      "'\\x00\\xFFa'::blob AS bytes, order_id / 7 AS real, order_id = 10 AS yes FROM silver.orders\n");
  put("models/gold/lonely.sql", "SELECT CASE WHEN order_id = 10 THEN 'x' END AS only FROM silver.orders\n");
  run_and_publish();
  const auto tables = open();
  EXPECT_EQ(tables->snapshot(), 1);
  EXPECT_THAT(tables->place(), HasSubstr("schema shop of "));
  for (const char* name : {"kinds", "revenue", "lonely"})
    EXPECT_EQ(read_back(*tables, {"gold", name}), in_lake({"gold", name})) << name;
  EXPECT_THAT(read_back(*tables, {"silver", "orders"}), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  EXPECT_FALSE(tables->has({"silver", "nothing"}));
}

TEST_F(PublishedTablesTest, OneMomentIsReadWhateverOthersDo) {
  run_and_publish();
  const auto tables = open();
  in_database("UPDATE shop.orders SET amount = 99");
  EXPECT_THAT(read_back(*tables, {"silver", "orders"}), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  engine::Database another;
  engine::Connection into = another.connect();
  const auto later = open(into);
  EXPECT_THAT(read_back(*later, {"silver", "orders"}, into), ElementsAre("10|1|99.00", "11|2|99.00", "12|1|99.00"));
}

TEST_F(PublishedTablesTest, ViewsThatAreViewsThereAreRead) {
  put("models/gold/names.sql", "-- materialize: view\nSELECT customer_id, name FROM silver.customers\n");
  put("models/gold/names.postgresql.sql", "SELECT customer_id, upper(name) AS name FROM customers\n");
  run_and_publish();
  const auto tables = open();
  EXPECT_THAT(read_back(*tables, {"gold", "names"}), ElementsAre("1|ANN", "2|BOB")) << "as it stands there";
}

TEST_F(PublishedTablesTest, NothingPublishedAndAnothersSchemaAreTold) {
  run();
  EXPECT_THROW(open(), Error);
  publish();
  in_database("UPDATE shop.c360_publication SET project = 'other'");
  try {
    open();
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kConflict);
    EXPECT_THAT(error.message(), HasSubstr("belongs to the project 'other'"));
  }
}

TEST_F(PublishedTablesTest, AColumnThatAnotherHandTookAwayIsNamed) {
  run_and_publish();
  in_database("ALTER TABLE shop.orders DROP COLUMN amount");
  const auto tables = open();
  try {
    read_back(*tables, {"silver", "orders"});
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("silver.orders cannot be read: "));
    EXPECT_THAT(error.message(), HasSubstr("amount"));
  }
}

}  // namespace
}  // namespace c360::publish
