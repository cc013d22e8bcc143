#include "c360/project/check_publish.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "c360/base/local_files.h"

namespace c360::project {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CheckPublishTest : public ::testing::Test {
 protected:
  CheckPublishTest() {
    put("contracts/orders.yaml", contract("orders"));
    put("contracts/customers.yaml", contract("customers"));
    put("models/gold/revenue.sql", "SELECT 1 AS a\n");
  }
  static std::string contract(const std::string& entity) {
    return "entity: " + entity + "\nkey: [id]\ncolumns:\n  id: { type: bigint }\n";
  }
  void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories((folder_.path() / path).parent_path());
    write_file(folder_.path() / path, text);
  }
  Project project(const std::string& targets) {
    put("c360.yaml", "project: shop\nsources: { orders: o.csv, customers: c.csv }\npublish:\n" + targets);
    return load(folder_.path());
  }
  /// "line:column: message (hint)" of all that is wrong.
  std::vector<std::string> mistakes(const std::string& targets) {
    std::vector<std::string> texts;
    try {
      project(targets);
    } catch (const ProjectErrors& several) {
      for (const Error& error : several.errors())
        texts.push_back(error.where().to_string() + ": " + error.message() + " (" + error.hint() + ")");
    }
    return texts;
  }
  static std::vector<std::string> names(const Project& project) {
    std::vector<std::string> texts;
    for (const auto& table : chosen_tables(project, project.publish.at(0)))
      texts.push_back(table.layer + "." + table.name);
    return texts;
  }

  TemporaryDirectory folder_;
};

TEST_F(CheckPublishTest, AllOfSilverAndTheModelsIsPublished) {
  const Project read = project("  files: { parquet: out }\n");
  EXPECT_THAT(names(read), ElementsAre("silver.customers", "silver.orders", "gold.revenue"));
  EXPECT_EQ(schema_of(read, read.publish[0]), "shop");
}

TEST_F(CheckPublishTest, TablesChooseByNameAndByLayer) {
  EXPECT_THAT(names(project("  files: { csv: out, tables: [gold.*, silver.orders] }\n")),
              ElementsAre("silver.orders", "gold.revenue"));
}

TEST_F(CheckPublishTest, ANameInBothLayersIsAMistake) {
  put("models/gold/orders.sql", "SELECT 1 AS a\n");
  EXPECT_THAT(
      mistakes("  files: { parquet: out }\n"),
      ElementsAre(::testing::AllOf(HasSubstr("c360.yaml:4:3: the target 'files' would have two tables 'orders'"),
                                   HasSubstr("silver.orders and gold.orders"))));
}

TEST_F(CheckPublishTest, TheTableThatIsWrittenInFullIsMeant) {
  put("models/gold/orders.sql", "SELECT 1 AS a\n");
  EXPECT_THAT(names(project("  files: { parquet: out, tables: [\"silver.*\", \"gold.*\", gold.orders] }\n")),
              ElementsAre("silver.customers", "gold.orders", "gold.revenue"));
}

TEST_F(CheckPublishTest, TellsTablesThatAreNotThere) {
  EXPECT_THAT(mistakes("  files: { parquet: out, tables: [silver.ordres] }\n"),
              ElementsAre(HasSubstr("there is no table 'silver.ordres' to publish (did you mean 'silver.orders'?)")));
}

TEST_F(CheckPublishTest, ATargetIsOfOneKind) {
  EXPECT_THAT(mistakes("  a: { schema: x }\n  b: { csv: x, duckdb: y }\n"),
              ElementsAre(HasSubstr("'a' does not say what it is"), HasSubstr("'b' is both csv and duckdb")));
}

TEST_F(CheckPublishTest, KeysThatTheKindHasNoUseForAreMistakes) {
  EXPECT_THAT(mistakes("  a: { csv: x, schema: y }\n  b: { duckdb: x, grants: [z] }\n"),
              ElementsAre(HasSubstr("no schema"), HasSubstr("only a PostgreSQL database grants")));
}

TEST_F(CheckPublishTest, PasswordsAreNotWrittenOut) {
  const auto all = mistakes(
      "  a: { postgresql: \"postgresql://bob:hunter2@db/shop\" }\n  b: { postgresql: \"host=db password=hunter2\" }\n");
  ASSERT_EQ(all.size(), 2u);
  for (const std::string& mistake : all) {
    EXPECT_THAT(mistake, HasSubstr("has its password written out"));
    EXPECT_THAT(mistake, ::testing::Not(HasSubstr("hunter2")));
  }
}

TEST_F(CheckPublishTest, OdbcPasswordsAreNotWrittenOut) {
  for (const char* connection :
       {"Driver=x;Server=db;UID=a;pwd=hunter2", "DSN=x;Password={hunter2}", "DSN=x;AccessToken=hunter2"}) {
    const auto all = mistakes("  a: { odbc: \"" + std::string(connection) + "\" }\n");
    ASSERT_EQ(all.size(), 1u) << connection;
    EXPECT_THAT(all[0], ::testing::AllOf(HasSubstr("password written out"), ::testing::Not(HasSubstr("hunter2"))));
  }
  EXPECT_THAT(mistakes("  a: { odbc: \"Driver=x;Server=db;UID=a;PWD=${env:PW}\" }\n  b: { odbc: \"DSN=x\" }\n"),
              ElementsAre());
}

TEST_F(CheckPublishTest, ADialectIsOneOfThree) {
  EXPECT_EQ(project("  a: { odbc: \"DSN=x\", dialect: tsql }\n").publish.at(0).dialect, "tsql");
  EXPECT_THAT(mistakes("  a: { odbc: \"DSN=x\", dialect: tsq }\n"), ElementsAre(HasSubstr("did you mean 'tsql'?")));
  EXPECT_THAT(mistakes("  a: { csv: x, dialect: tsql }\n"),
              ElementsAre(HasSubstr("only a target by ODBC has a dialect")));
  EXPECT_THAT(mistakes("  a: { odbc: \"DSN=x\", dialect: sqlite, schema: y }\n"),
              ElementsAre(HasSubstr("has no schemas")));
}

TEST_F(CheckPublishTest, ConnectionsWithoutPasswordAndReferencesAreFine) {
  const Project read = project(
      "  a: { postgresql: \"postgresql://bob@db:5432/shop\" }\n  b: { postgresql: \"${env:PG}\", schema: s }\n");
  EXPECT_EQ(read.publish.at(1).postgresql, "${env:PG}");
  EXPECT_EQ(schema_of(read, read.publish[1]), "s");
}

TEST_F(CheckPublishTest, NamesOfC360AreItsOwn) {
  put("models/gold/c360_tables.sql", "SELECT 1 AS a\n");
  EXPECT_THAT(mistakes("  files: { parquet: out }\n"), ElementsAre(HasSubstr("gold.c360_tables cannot be published")));
}

TEST_F(CheckPublishTest, NamesThatPostgresqlWouldCutAreMistakesThere) {
  put("models/gold/" + std::string(64, 'a') + ".sql", "SELECT 1 AS a\n");
  EXPECT_THAT(mistakes("  files: { parquet: out }\n"), ElementsAre());
  EXPECT_THAT(mistakes("  db: { postgresql: \"dbname=x\" }\n"), ElementsAre(HasSubstr("too long for PostgreSQL")));
  EXPECT_THAT(mistakes("  db: { odbc: \"DSN=x\", dialect: postgresql }\n"),
              ElementsAre(HasSubstr("too long for PostgreSQL")));
}

}  // namespace
}  // namespace c360::project
