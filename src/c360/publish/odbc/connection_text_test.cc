#include "c360/publish/odbc/connection_text.h"

#include <gmock/gmock.h>

#include "c360/base/error.h"

namespace c360::publish::odbc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ConnectionTextTest, ReadsPlainAndBracedValues) {
  const ConnectionText text(
      " Driver = {ODBC Driver 18 for SQL Server}; Server=tcp:db,1433;;Database=shop;PWD={a;b}}c};");
  EXPECT_EQ(text.value({"driver"}), "ODBC Driver 18 for SQL Server");
  EXPECT_EQ(text.value({"servername", "server"}), "tcp:db,1433");
  EXPECT_EQ(text.value({"pwd"}), "a;b}c");
  EXPECT_EQ(text.value({"nothing"}), "");
}

TEST(ConnectionTextTest, WhatIsNoneIsRefusedWithoutBeingRepeated) {
  for (const char* text : {"hunter2", "Driver={hunter2", "=hunter2", "PWD=hunter2", "Driver={x}hunter2;a=b", ""}) {
    try {
      ConnectionText read(text);
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kProject);
      EXPECT_THAT(std::string(error.what()), Not(HasSubstr("hunter2")));
    }
  }
}

TEST(ConnectionTextTest, ShowsWhereItLeads) {
  EXPECT_EQ(ConnectionText("Driver=x;Server=db;Database=shop;UID=me;PWD=y").display(), "shop on db");
  EXPECT_EQ(ConnectionText("Driver=SQLite3;Database=/tmp/shop.db").display(), "/tmp/shop.db");
  EXPECT_EQ(ConnectionText("DSN=warehouse;PWD=y").display(), "warehouse");
}

TEST(ConnectionTextTest, MessagesLoseTheSecrets) {
  const ConnectionText text("Driver=x;UID=me;Pwd={hunter;2};AccessToken=eyJ0;ClientSecret=s3cr3t");
  EXPECT_EQ(text.without_secrets("me with hunter;2 and eyJ0, s3cr3t"), "me with *** and ***, ***");
  EXPECT_EQ(text.without_secrets("bad: " + text.text()), "bad: ***");
  EXPECT_EQ(text.without_secrets("nothing here"), "nothing here");
}

TEST(ConnectionTextTest, TellsTheDialectByTheDriver) {
  const auto dialect = [](const std::string& text) { return ConnectionText(text).dialect(); };
  EXPECT_EQ(dialect("Driver=FreeTDS;Server=db"), "tsql");
  EXPECT_EQ(dialect("Driver={ODBC Driver 18 for SQL Server};Server=db"), "tsql");
  EXPECT_EQ(dialect("Driver={PostgreSQL Unicode};Server=db"), "postgresql");
  EXPECT_EQ(dialect("Driver=SQLite3;Database=x.db"), "sqlite");
  EXPECT_EQ(dialect("Driver=Oracle;Server=db;UID=freetds"), "");
  EXPECT_EQ(dialect("DSN=sqlite"), "");
}

}  // namespace
}  // namespace c360::publish::odbc
