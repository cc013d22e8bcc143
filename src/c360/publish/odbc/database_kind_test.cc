#include "c360/publish/odbc/database_kind.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::publish::odbc {
namespace {

using ::testing::HasSubstr;

project::PublishTarget target(const std::string& dialect) {
  project::PublishTarget target;
  target.dialect = dialect;
  target.where = {"c360.yaml", 3, 5};
  return target;
}

std::string found(const std::string& database, const std::string& dialect = "") {
  return find_kind(target(dialect), database).dialect->name();
}

Error refused(const std::string& database, const std::string& dialect = "") {
  try {
    found(database, dialect);
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::kInternal, "it was found");
}

TEST(DatabaseKindTest, TheDriverSaysWhichItIs) {
  EXPECT_EQ(found("Microsoft SQL Server"), "tsql");
  EXPECT_EQ(found("PostgreSQL"), "postgresql");
  EXPECT_EQ(found("SQLite"), "sqlite");
}

TEST(DatabaseKindTest, AnUnknownOneIsRefusedWithTheList) {
  const Error error = refused("MySQL");
  EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
  EXPECT_THAT(error.message(), HasSubstr("'MySQL', which c360 does not know"));
  EXPECT_THAT(error.hint(), HasSubstr("(tsql), PostgreSQL (postgresql) and SQLite (sqlite)"));
  EXPECT_EQ(error.where().line, 3);
}

TEST(DatabaseKindTest, TheSettingNamesTheDialectOfOneThatIsNotKnown) {
  EXPECT_EQ(found("Babelfish", "tsql"), "tsql");
  EXPECT_EQ(found("PostgreSQL", "postgresql"), "postgresql");
  EXPECT_THAT(refused("PostgreSQL", "tsql").message(), HasSubstr("dialect is tsql, but the driver calls its database"));
}

TEST(DatabaseKindTest, OldDatabasesAreRefused) {
  const auto check = [](const char* database, const char* version) {
    check_version(find_kind(target(""), database), version);
  };
  EXPECT_NO_THROW(check("PostgreSQL", "15.0.2"));
  EXPECT_THROW(check("PostgreSQL", "14.9"), Error);
  EXPECT_NO_THROW(check("SQLite", "3.35.0"));
  EXPECT_THROW(check("SQLite", "3.34.1"), Error);
  EXPECT_NO_THROW(check("Microsoft SQL Server", "12.00.2000")) << "Azure SQL says so";
}

}  // namespace
}  // namespace c360::publish::odbc
