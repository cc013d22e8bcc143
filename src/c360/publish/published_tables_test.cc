#include "c360/publish/published_tables.h"

#include <gmock/gmock.h>

#include "c360/pipeline/testing/project_fixture.h"
#include "c360/publish/plan.h"
#include "c360/publish/publish.h"

namespace c360::publish {
namespace {

using lakehouse::TableName;
using pipeline::testing::Texts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

/// A model of every type, published and read back into a database of its own.
class PublishedTablesTest : public pipeline::testing::ProjectFixture {
 protected:
  void target(const std::string& keys) {
    put("c360.yaml",
        "project: shop\nlakehouse: ./lakehouse\nsources:\n  customers: { files: data/customers*.csv }\n"
        "  orders: { files: data/orders*.csv }\npublish:\n  there: { " +
            keys + " }\n");
    project_ = project();
  }
  void run_and_publish() {
    put("models/gold/kinds.sql",
        "SELECT order_id, amount, CASE WHEN order_id = 10 THEN '' WHEN order_id = 11 THEN NULL ELSE 'a,\"b' || chr(10) "
        "END AS text, ['x', NULL, 'it''s'] AS list, {'a': 1, 'b': '}'} AS struct, MAP {'k': 2.50} AS map, "
        "timestamptz '2024-03-31 02:30:00.000001+02' AS instant, timestamp '1969-12-31 23:59:59' AS wall, "
        "'\\x00\\xFF'::blob AS bytes, order_id / 7 AS real, order_id = 10 AS yes FROM silver.orders\n");
    run();
    pipeline::SilentProgress silent;
    const Cancellation never;
    project_ = project();
    open_target(project_.publish.at(0))->publish({project_, project_.publish[0], *lake_, {}, silent, never});
  }
  std::unique_ptr<PublishedTables> open() {
    return open_published(project_, project_.publish.at(0), connection_, Cancellation());
  }
  /// The lakehouse as it is now.
  session::Session& session() {
    if (!session_)
      session_ = std::make_unique<session::Session>(*lake_, &project_, lakehouse::current_moment(lake_->store()));
    return *session_;
  }
  /// Reads a table back and gives all of its columns.
  Texts read_back(PublishedTables& tables, const TableName& name) {
    tables.read(name, published_columns(session().connection(), name));
    engine::Result result = connection_.query_user_sql("SELECT * FROM " + name.to_string() + " ORDER BY 1");
    return session::testing::texts(result);
  }
  Texts in_lake(const TableName& name) {
    std::string columns;
    for (const auto& column : published_columns(session().connection(), name))
      columns += (columns.empty() ? "\"" : ", \"") + column.name + "\"";
    engine::Result result = session().query("SELECT " + columns + " FROM " + name.to_string() + " ORDER BY 1");
    return session::testing::texts(result);
  }
  Error failure(const std::function<void()>& work) {
    try {
      work();
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "no failure");
  }

  engine::Database away_;
  engine::Connection connection_ = away_.connect();
  project::Project project_;
  std::unique_ptr<session::Session> session_;
};

class EveryKind : public PublishedTablesTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(EveryKind, RowsComeBackAsTheyWere) {
  target(GetParam());
  run_and_publish();
  const auto tables = open();
  EXPECT_EQ(tables->snapshot(), 1);
  EXPECT_THAT(tables->place(), HasSubstr("out"));
  for (const TableName& name :
       {TableName{"silver", "orders"}, TableName{"gold", "kinds"}, TableName{"gold", "revenue"}}) {
    ASSERT_TRUE(tables->has(name)) << name.to_string();
    const Texts rows = read_back(*tables, name);
    EXPECT_EQ(rows, in_lake(name)) << name.to_string();
    EXPECT_FALSE(rows.empty());
  }
  EXPECT_FALSE(tables->has({"silver", "nothing"}));
}

TEST_P(EveryKind, TablesThatAreNotChosenAreNotThere) {
  target(std::string(GetParam()) + ", tables: [gold.*]");
  run_and_publish();
  const auto tables = open();
  EXPECT_FALSE(tables->has({"silver", "orders"}));
  EXPECT_TRUE(tables->has({"gold", "revenue"}));
}

TEST_P(EveryKind, NothingPublishedIsToldWithWhatToDo) {
  target(GetParam());
  const Error error = failure([&] { open(); });
  EXPECT_EQ(error.code(), ErrorCode::kNotFound);
  EXPECT_THAT(error.message(), HasSubstr("nothing was published to "));
  EXPECT_EQ(error.hint(), "c360 publish there");
}

TEST_P(EveryKind, AnothersTablesAreRefused) {
  target(GetParam());
  run_and_publish();
  project_.name = "other";
  EXPECT_THAT(failure([&] { open(); }).message(), HasSubstr("belongs to the project 'shop'"));
}

INSTANTIATE_TEST_SUITE_P(Targets, EveryKind,
                         ::testing::Values("parquet: out", "csv: out", "duckdb: out/shop.duckdb",
                                           "duckdb: out/shop.duckdb, schema: sales"),
                         [](const auto& kind) { return std::string(1, static_cast<char>('a' + kind.index)); });

TEST_F(PublishedTablesTest, AFileThatIsGoneIsNamed) {
  target("parquet: out");
  run_and_publish();
  fs::remove(root() / "out" / "current" / "orders.parquet");
  const auto tables = open();
  const Error error = failure([&] { read_back(*tables, {"silver", "orders"}); });
  EXPECT_EQ(error.code(), ErrorCode::kNotFound);
  EXPECT_THAT(error.message(), HasSubstr("orders.parquet is not there any more"));
}

TEST_F(PublishedTablesTest, AValueOfAnotherTypeIsTold) {
  target("csv: out");
  run_and_publish();
  write_file(root() / "out" / "current" / "orders.csv", "order_id,customer_id,amount\n10,1,many\n");
  const auto tables = open();
  const Error error = failure([&] { read_back(*tables, {"silver", "orders"}); });
  EXPECT_EQ(error.code(), ErrorCode::kData);
  EXPECT_THAT(error.message(), HasSubstr("silver.orders cannot be read back: "));
}

}  // namespace
}  // namespace c360::publish
