// What pipelines do in databases, in PostgreSQL and by ODBC in SQLite and PostgreSQL: statements, rows and publishing,
// in one run.
#include "c360/publish/pipeline_targets.h"

#include <gmock/gmock.h>

#include "c360/publish/testing/odbc_fixture.h"

namespace c360::publish {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

enum class Way { kSqlite, kPostgreSql, kPostgresOdbc };

/// The small shop with a database that is both a target (`db`) and a connection (`away`).
class PipelineTargetsTest : public testing::OdbcFixture, public ::testing::WithParamInterface<Way> {
 protected:
  PipelineTargetsTest() : OdbcFixture(GetParam() == Way::kPostgresOdbc ? Kind::kPostgres : Kind::kSqlite) {}

  void SetUp() override {
    if (by_postgresql()) {
      PublishFixture::SetUp();
    } else {
      OdbcFixture::SetUp();
    }
    if (IsSkipped()) return;
    put("connections.yaml", "connections:\n  lake: { storage: ./lakehouse }\n  away: { " +
                                (by_postgresql() ? "postgresql: \"" + connection_string() : "odbc: \"" + odbc_text()) +
                                "\" }\n");
  }

  bool by_postgresql() const { return GetParam() == Way::kPostgreSql; }
  bool is_sqlite() const { return GetParam() == Way::kSqlite; }
  Texts there(const std::string& statement) const { return is_sqlite() ? ask_odbc(statement) : in_database(statement); }
  void there_do(const std::string& statement) const {
    if (is_sqlite())
      odbc::Connection(odbc::ConnectionText(odbc_text()), kNever).execute(statement);
    else
      postgres::Connection(connection_string(), kNever).execute(statement);
  }
  pipeline::RunReport run_pipeline(const std::string& activities) {
    put("pipelines/p.yaml", "activities:\n" + activities);
    pipeline::RunOptions options;
    options.pipeline = "p";
    options.outside = std::make_shared<PipelineTargets>();
    return run(options);
  }
  Error failure(const std::string& activities) {
    try {
      run_pipeline(activities);
    } catch (const Error& error) {
      return error;
    }
    return Error(ErrorCode::kInternal, "the pipeline succeeded");
  }
  static std::string load(const std::string& more) {
    return "  - { name: L, load: { connection: lake, folder: silver/orders, target: away, table: facts" + more +
           " } }\n";
  }
  static std::string load_csv(const std::string& more) {
    return "  - { name: L, load: { folder: in, format: csv, target: away, table: facts" + more + " } }\n";
  }
};

TEST_P(PipelineTargetsTest, StatementsRunThereOneAfterAnother) {
  run_pipeline(
      "  - { name: Make, sql: { target: db, query: \"CREATE TABLE told (n integer)\" } }\n"
      "  - name: Each\n    depends_on: Make\n    for_each:\n      items: [3, 1, 2]\n      sequential: true\n"
      "      activities: [{ name: Put, sql: { target: away, query: \"INSERT INTO told VALUES (${item}), (${item})\" } "
      "}]\n");
  EXPECT_THAT(there("SELECT n FROM told"), ElementsAre("3", "3", "1", "1", "2", "2"));
  EXPECT_THAT(ask("SELECT output FROM meta.activities WHERE target LIKE 'Each[0]%'"),
              ElementsAre("{\"rows_changed\":2}"));
}

TEST_P(PipelineTargetsTest, RowsAreLookedUpThere) {
  there_do("CREATE TABLE t (n integer, price varchar(10), note varchar(10))");
  there_do("INSERT INTO t VALUES (1, '2.50', NULL), (2, '07', 'x'), (3, '1', 'y')");
  run_pipeline(
      "  - { name: One, lookup: { target: away, query: \"SELECT n, price, note FROM t ORDER BY n\" } }\n"
      "  - { name: All, lookup: { target: db, query: \"SELECT n, price FROM t ORDER BY n DESC\", first_row: false } "
      "}\n");
  EXPECT_THAT(ask("SELECT output FROM meta.activities WHERE target IN ('One', 'All') ORDER BY activity"),
              ElementsAre(R"({"first_row":{"n":1,"note":null,"price":"2.50"}})",
                          R"({"count":3,"rows":[{"n":3,"price":"1"},{"n":2,"price":"07"},{"n":1,"price":"2.50"}]})"));
  EXPECT_THAT(
      failure("  - { name: L, lookup: { target: away, query: \"SELECT n FROM t\", first_row: false, most_rows: 2 } }\n")
          .message(),
      HasSubstr("gives more than 2 rows"));
  EXPECT_THAT(failure("  - { name: L, lookup: { target: away, query: \"SELECT n FROM nowhere\" } }\n").what(),
              HasSubstr("nowhere"));
}

TEST_P(PipelineTargetsTest, AStatementThatIsRefusedFailsTheRun) {
  const Error error = failure("  - { name: Bad, sql: { target: away, query: \"INSERT INTO nowhere VALUES (1)\" } }\n");
  EXPECT_THAT(error.what(), HasSubstr("nowhere"));
}

TEST_P(PipelineTargetsTest, PublishesItsOwnSnapshotAndGoesOnAfterIt) {
  run_pipeline(
      "  - { name: Copy, copy: all }\n  - { name: Refine, depends_on: Copy, refine: all }\n"
      "  - { name: Build, depends_on: Refine, build: all }\n  - { name: Publish, depends_on: Build, publish: db }\n"
      "  - { name: Count, depends_on: Publish, sql: { target: db, query: \"" +
      std::string(is_sqlite() ? "CREATE TABLE counted AS SELECT count(*) AS n FROM orders"
                              : "CREATE TABLE counted AS SELECT count(*) AS n FROM shop.orders") +
      "\" } }\n");
  EXPECT_THAT(there(is_sqlite() ? "SELECT * FROM revenue ORDER BY 1" : "SELECT * FROM shop.revenue ORDER BY 1"),
              ElementsAre("1|7.25", "2|7.50"));
  EXPECT_THAT(there("SELECT n FROM counted"), ElementsAre("3"));
}

TEST_P(PipelineTargetsTest, RowsOfADeltaTableAreLoaded) {
  run();
  run_pipeline(load(""));
  EXPECT_THAT(there("SELECT * FROM facts ORDER BY 1"), ElementsAre("10|1|5.00", "11|2|7.50", "12|1|2.25"));
  run_pipeline(load(""));
  EXPECT_THAT(there("SELECT count(*) FROM facts"), ElementsAre("6")) << "rows are added with each run";
  run_pipeline(load(", replace: true"));
  EXPECT_THAT(there("SELECT count(*) FROM facts"), ElementsAre("3"));
  run_pipeline(load(", before: \"DELETE FROM facts WHERE order_id = 10\""));
  EXPECT_THAT(there("SELECT count(*) FROM facts"), ElementsAre("5"));
}

TEST_P(PipelineTargetsTest, ARefusedRowLeavesAllAsItWas) {
  run();
  there_do("CREATE TABLE facts (order_id bigint PRIMARY KEY, customer_id bigint, amount numeric(12,2))");
  there_do("INSERT INTO facts VALUES (11, 9, 9)");
  const Error error = failure(load(", before: \"DELETE FROM facts WHERE order_id = 99\""));
  EXPECT_THAT(error.what(), HasSubstr("facts"));
  EXPECT_THAT(there("SELECT order_id, customer_id FROM facts"), ElementsAre("11|9"));
}

TEST_P(PipelineTargetsTest, TextsBecomeWhatTheTablesColumnsAre) {
  put("in/a.csv", "Id,city,price,day\n1,\"Oslo \"\"x\"\"\n\\N\t\\.\",2.25,2024-05-31\n2,,,\n");
  there_do(
      "CREATE TABLE facts (id bigint, city varchar(40), price numeric(12,2), day date, batch integer, file "
      "varchar(40))");
  run_pipeline(
      load_csv(", columns: { id: Id, city: city, price: price, day: day, batch: batch, file: file }"
               ", added_columns: { batch: \"7\", file: { file: path } }"));
  EXPECT_THAT(there("SELECT id + 1, price * 2, day, batch + 1, file FROM facts WHERE city = 'Oslo \"x\"\n\\N\t\\.'"),
              ElementsAre("2|" + std::string(is_sqlite() ? "4.5" : "4.50") + "|2024-05-31|8|a.csv"));
  EXPECT_THAT(there("SELECT id FROM facts WHERE city IS NULL AND price IS NULL AND day IS NULL"), ElementsAre("2"));
}

TEST_P(PipelineTargetsTest, ATableThatIsMadeOfTextsHasTexts) {
  put("in/a.csv", "id,city\n07,x\n");
  run_pipeline(load_csv(""));
  run_pipeline(load_csv(""));
  EXPECT_THAT(there("SELECT id, city FROM facts"), ElementsAre("07|x", "07|x"));
}

TEST_P(PipelineTargetsTest, ARecordThatCannotBeReadLeavesAllAsItWas) {
  std::string many = "id\n";
  for (int id = 0; id < 5000; ++id) many += std::to_string(id) + "\n";
  put("in/a.csv", many + "1,2\n");
  there_do("CREATE TABLE facts (id bigint)");
  there_do("INSERT INTO facts VALUES (11)");
  const Error error = failure(load_csv(", before: \"DELETE FROM facts\""));
  EXPECT_THAT(error.what(), HasSubstr("a.csv, record 5001: too many fields: 2 instead of 1"));
  EXPECT_THAT(there("SELECT id FROM facts"), ElementsAre("11"));
}

TEST_P(PipelineTargetsTest, AValueThatTheColumnCannotHoldLeavesAllAsItWas) {
  if (is_sqlite()) GTEST_SKIP() << "its columns hold anything";
  put("in/a.csv", "id,city\n1,x\nlots,y\n");
  there_do("CREATE TABLE facts (id bigint, city varchar(3))");
  const Error error = failure(load_csv(""));
  EXPECT_THAT(error.what(), HasSubstr("facts"));
  EXPECT_THAT(error.what(), HasSubstr("lots"));
  EXPECT_THAT(there("SELECT id FROM facts"), ElementsAre());
}

TEST_P(PipelineTargetsTest, ColumnsAreNamedAndAddedOnTheirWay) {
  run();
  there_do("CREATE TABLE facts (nr bigint, amount numeric(12,2), loaded timestamp, note varchar(9))");
  run_pipeline(
      load(", columns: { nr: order_id, amount: amount, loaded: at, note: nothing }"
           ", added_columns: { at: \"2024-05-31 08:15:00\", nothing: null }"));
  EXPECT_THAT(there("SELECT nr, CAST(amount * 100 AS integer), loaded FROM facts WHERE note IS NULL ORDER BY nr"),
              ElementsAre("10|500|2024-05-31 08:15:00", "11|750|2024-05-31 08:15:00", "12|225|2024-05-31 08:15:00"));
}

TEST_P(PipelineTargetsTest, UpsertsFindRowsByTheirKey) {
  put("in/a.csv", "id,kind,note\n1,a,new\n1,b,\n3,a,x\n");
  there_do("CREATE TABLE facts (id bigint, kind varchar(9), note varchar(9), kept integer)");
  there_do("INSERT INTO facts VALUES (1, 'a', 'old', 7), (2, 'a', 'old', 8), (1, 'b', 'old', 9)");
  run_pipeline(load_csv(", upsert: [ID, kind], before: \"DELETE FROM facts WHERE id = 2\""));
  EXPECT_THAT(there("SELECT id, kind, note, kept FROM facts ORDER BY id, kind"),
              ElementsAre("1|a|new|7", "1|b|-|9", "3|a|x|-"));
  run_pipeline(load_csv(", upsert: [id, kind]"));
  EXPECT_THAT(there("SELECT count(*) FROM facts"), ElementsAre("3")) << "a second time changes nothing";
}

TEST_P(PipelineTargetsTest, UpsertsOfTypedRowsMakeTheirTable) {
  run();
  run_pipeline(load(", upsert: order_id"));
  put("data/orders-2.csv", "order_id,customer_id,amount\n11,2,8.00\n13,2,1.00\n");
  run();
  run_pipeline(load(", upsert: order_id"));
  EXPECT_THAT(there("SELECT * FROM facts ORDER BY 1"), ElementsAre("10|1|5.00", "11|2|8.00", "12|1|2.25", "13|2|1.00"));
}

TEST_P(PipelineTargetsTest, AnUpsertOfKeysAloneAddsThoseThatAreMissing) {
  put("in/a.csv", "id\n1\n2\n");
  there_do("CREATE TABLE facts (id bigint PRIMARY KEY)");
  there_do("INSERT INTO facts VALUES (2)");
  run_pipeline(load_csv(", upsert: id"));
  EXPECT_THAT(there("SELECT id FROM facts ORDER BY id"), ElementsAre("1", "2"));
}

TEST_P(PipelineTargetsTest, AnUpsertWithAKeyTwiceLeavesAllAsItWas) {
  put("in/a.csv", "id,note\n1,x\n01,y\n");
  there_do("CREATE TABLE facts (id bigint, note varchar(9))");
  there_do("INSERT INTO facts VALUES (1, 'old')");
  const Error error = failure(load_csv(", upsert: id, before: \"DELETE FROM facts\""));
  EXPECT_THAT(error.what(), HasSubstr("several of the rows for facts have the same id"));
  EXPECT_THAT(failure(load_csv(", upsert: [nr]")).what(), HasSubstr("have no column 'nr' of 'upsert'"));
  EXPECT_THAT(there("SELECT id, note FROM facts"), ElementsAre("1|old"));
}

INSTANTIATE_TEST_SUITE_P(Each, PipelineTargetsTest,
                         ::testing::Values(Way::kSqlite, Way::kPostgreSql, Way::kPostgresOdbc), [](const auto& chosen) {
                           if (chosen.param == Way::kPostgreSql) return "PostgreSql";
                           return chosen.param == Way::kSqlite ? "Sqlite" : "PostgresByOdbc";
                         });

}  // namespace
}  // namespace c360::publish
