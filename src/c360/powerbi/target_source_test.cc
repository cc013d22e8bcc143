#include "c360/powerbi/target_source.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "c360/base/local_files.h"

namespace c360::powerbi {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kVariable = "C360_TARGET_SOURCE_TEST";

class TargetSource : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"contracts", "metrics", "models/gold"})
      std::filesystem::create_directories(folder_.path() / folder);
    write_file(folder_.path() / "contracts/orders.yaml",
               "entity: orders\nfrom: orders\nkey: [id]\ncolumns: { id: { type: bigint, required: true } }\n");
    write_file(folder_.path() / "models/gold/days.sql", "-- grain: id\nSELECT id FROM silver.orders\n");
    write_file(folder_.path() / "metrics/orders.yaml",
               "entity: orders\nrole: sale\ntable: silver.orders\ndescription: One.\ncolumns: { id: id }\n"
               "measures: { orders: { value: count(*), description: All. } }\n");
    write_file(folder_.path() / "metrics/days.yaml",
               "entity: days\ntable: gold.days\ndescription: One.\ncolumns: { id: id }\n"
               "measures: { days: { value: count(*), description: All. } }\n");
  }
  void TearDown() override { unsetenv(kVariable); }

  /// The source of a target with these keys.
  DataSource source_of(const std::string& keys, const DatabasePlace& given = {}) {
    write_file(
        folder_.path() / "c360.yaml",
        "project: shop\nlakehouse: ./lakehouse\nsources:\n  orders: { files: data/*.csv }\npublish:\n  there: { " +
            keys + " }\n");
    const project::Project project = project::load(folder_.path());
    return source_of_target(project, project.publish.at(0), given);
  }
  std::string failure(const std::string& keys, const DatabasePlace& given = {}) {
    try {
      source_of(keys, given);
    } catch (const Error& error) {
      return error.what();
    }
    return "no failure";
  }
  /// A target whose connection string is in the variable.
  static std::string database(const std::string& more = "") {
    return std::string("postgresql: \"${env:") + kVariable + "}\"" + more;
  }

  TemporaryDirectory folder_;
};

TEST_F(TargetSource, IsServerDatabaseAndSchemaAndNothingElse) {
  setenv(kVariable, "postgresql://ann:secret@db:5433/warehouse", 1);
  const DataSource source = source_of(database(", schema: sales"));
  EXPECT_EQ(source.kind, DataSource::Kind::kPostgres);
  EXPECT_EQ(source.server, "db:5433");
  EXPECT_EQ(source.database, "warehouse");
  EXPECT_EQ(source.schema, "sales");
  EXPECT_EQ(source_of(database()).schema, "shop") << "the project's name";
}

TEST_F(TargetSource, IsWhatIsSaidWithoutASecret) {
  const DataSource source = source_of(database(), {"db.example", "w"});
  EXPECT_EQ(source.server, "db.example");
  EXPECT_EQ(source.database, "w");
  setenv(kVariable, "host=/run/postgresql dbname=warehouse", 1);
  EXPECT_EQ(source_of(database(), {"db.example", ""}).database, "warehouse");
  EXPECT_EQ(source_of(database(), {"", "w"}).server, "localhost");
}

TEST_F(TargetSource, MustBeADatabase) {
  EXPECT_THAT(failure("parquet: ./out"), AllOf(HasSubstr("the target 'there' is a folder of Parquet files"),
                                               HasSubstr("leave --from out"), HasSubstr("--data-folder")));
  EXPECT_THAT(failure("csv: ./out"), HasSubstr("is a folder of CSV files, not a database"));
  EXPECT_THAT(failure("duckdb: ./out.duckdb"), HasSubstr("is a DuckDB file, not a database"));
}

TEST_F(TargetSource, MayBeReachedByOdbc) {
  const std::string target = std::string("odbc: \"${env:") + kVariable + "}\", schema: sales";
  setenv(kVariable, "Driver=FreeTDS;Server=shop.database.windows.net;Port=1433;Database=warehouse;UID=ann;PWD=secret",
         1);
  const DataSource azure = source_of(target);
  EXPECT_EQ(azure.kind, DataSource::Kind::kSqlServer);
  EXPECT_EQ(azure.server, "shop.database.windows.net,1433");
  EXPECT_EQ(azure.database, "warehouse");
  EXPECT_EQ(azure.schema, "sales");
  setenv(kVariable, "Driver={PostgreSQL Unicode};Server=db;Port=5433;Database=warehouse;UID=ann;PWD=secret", 1);
  const DataSource postgres = source_of(target);
  EXPECT_EQ(postgres.kind, DataSource::Kind::kPostgres);
  EXPECT_EQ(postgres.server, "db:5433");
  unsetenv(kVariable);
  EXPECT_EQ(source_of(target + ", dialect: tsql", {"db", "w"}).kind, DataSource::Kind::kSqlServer);
}

TEST_F(TargetSource, MustBeADatabaseThatPowerBiKnows) {
  const std::string target = std::string("odbc: \"${env:") + kVariable + "}\"";
  setenv(kVariable, "Driver=SQLite3;Database=/x.db;PWD=secret", 1);
  EXPECT_THAT(failure(target), AllOf(HasSubstr("no connector for the database of 'there'"), Not(HasSubstr("secret"))));
  setenv(kVariable, "DSN=shop;PWD=secret", 1);
  EXPECT_THAT(failure(target), AllOf(HasSubstr("does not say which database it is of"), HasSubstr("dialect: tsql"),
                                     Not(HasSubstr("secret"))));
  EXPECT_THAT(failure(target + ", dialect: tsql"), HasSubstr("names no server"));
  setenv(kVariable, "secret", 1);
  EXPECT_THAT(failure(target), AllOf(HasSubstr("none that ODBC knows"), Not(HasSubstr("secret"))));
}

TEST_F(TargetSource, MustPublishEveryTableOfTheMetrics) {
  EXPECT_THAT(failure(database(", tables: [gold.*]"), {"db", "w"}),
              AllOf(HasSubstr("the target 'there' does not publish silver.orders, which"),
                    HasSubstr("add it to its 'tables' in c360.yaml"), HasSubstr("c360.yaml:6")));
  EXPECT_THAT(failure(database(", tables: []"), {"db", "w"}), HasSubstr("no failure"));
}

TEST_F(TargetSource, ThatCannotBeFoundSaysWhatToDo) {
  EXPECT_THAT(failure(database()), AllOf(HasSubstr(kVariable), HasSubstr("--server HOST[:PORT] --database NAME")));
  setenv(kVariable, "user=ann password=secret dbname=w", 1);
  EXPECT_THAT(failure(database()), AllOf(HasSubstr("names no server"), Not(HasSubstr("secret"))));
  setenv(kVariable, "postgresql://ann:secret@db", 1);
  EXPECT_THAT(failure(database()), AllOf(HasSubstr("names no database"), Not(HasSubstr("ann"))));
  setenv(kVariable, "db secret", 1);
  EXPECT_THAT(failure(database()), AllOf(HasSubstr("none that PostgreSQL knows"), Not(HasSubstr("secret"))));
}

}  // namespace
}  // namespace c360::powerbi
