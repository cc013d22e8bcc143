#include "c360/publish/odbc/refusal.h"

#include <gmock/gmock.h>

namespace c360::publish::odbc {
namespace {

using ::testing::HasSubstr;

TEST(RefusalTest, MessagesLoseWhatTheyWentThrough) {
  EXPECT_EQ(plain_message("[unixODBC][Microsoft][SQL Server]Cannot insert"), "Cannot insert");
  EXPECT_EQ(plain_message("ERROR: duplicate key\nDETAIL:  Key (a)=(1);\nError while executing the query"),
            "ERROR: duplicate key DETAIL: Key (a)=(1)");
  EXPECT_EQ(plain_message("[a"), "[a");
  EXPECT_EQ(plain_message(""), "");
}

TEST(RefusalTest, ARowIsToldFromAStatement) {
  EXPECT_TRUE(RefusedError({"23505", "duplicate"}).is_about_row());
  EXPECT_TRUE(RefusedError({"22001", "too long"}).is_about_row());
  EXPECT_TRUE(RefusedError({"HY000", "NOT NULL constraint failed: a.b"}).is_about_row());
  EXPECT_FALSE(RefusedError({"HY000", "database is locked"}).is_about_row());
  EXPECT_EQ(RefusedError({"23505", "duplicate"}).code(), ErrorCode::kData);
  EXPECT_EQ(RefusedError({"42S02", "Invalid object name"}).code(), ErrorCode::kIo);
  EXPECT_THAT(RefusedError({"40001", "deadlock"}).hint(), HasSubstr("publish again"));
}

TEST(RefusalTest, AFailedConnectionSaysWhatToDo) {
  const auto hint = [](const char* state, const char* message) { return connect_error({state, message}, "db").hint(); };
  EXPECT_THAT(hint("IM002", "Data source name not found"), HasSubstr("odbcinst -q -d"));
  EXPECT_THAT(hint("01000", "Can't open lib 'x' : file not found"), HasSubstr("install the driver"));
  EXPECT_THAT(hint("28000", "Login failed"), HasSubstr("the user and the password"));
  EXPECT_THAT(hint("08001", "no route"), HasSubstr("is the server running"));
}

TEST(RefusalTest, ALostConnectionIsKnown) {
  EXPECT_TRUE(is_lost({"08S01", "gone"}));
  EXPECT_TRUE(is_lost({"57P01", "terminating connection"}));
  EXPECT_FALSE(is_lost({"HY000", "no"}));
}

}  // namespace
}  // namespace c360::publish::odbc
