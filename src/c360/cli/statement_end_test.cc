#include "c360/cli/statement_end.h"

#include <gtest/gtest.h>

namespace c360::cli {
namespace {

TEST(StatementEndTest, IsAfterTheFirstSemicolon) {
  EXPECT_EQ(statement_end("select 1; select 2;"), 9u);
  EXPECT_EQ(statement_end(";"), 1u);
}

TEST(StatementEndTest, IsUnknownWithoutOne) {
  EXPECT_EQ(statement_end("select 1"), std::nullopt);
  EXPECT_EQ(statement_end(""), std::nullopt);
}

TEST(StatementEndTest, PassesOverQuotes) {
  EXPECT_EQ(statement_end("select ';' ;"), 12u);
  EXPECT_EQ(statement_end("select \"a;b\""), std::nullopt);
  EXPECT_EQ(statement_end("select 'it''s;'"), std::nullopt);
  EXPECT_EQ(statement_end("select $$;$$;"), 13u);
  EXPECT_EQ(statement_end("select $x$ $$; $x$;"), 19u);
  EXPECT_EQ(statement_end("select $1;"), 10u);
}

TEST(StatementEndTest, PassesOverComments) {
  EXPECT_EQ(statement_end("select 1 -- done;\n"), std::nullopt);
  EXPECT_EQ(statement_end("select 1 -- done;\n;"), 19u);
  EXPECT_EQ(statement_end("/* ; ' */ select 1;"), 19u);
  EXPECT_EQ(statement_end("select 1 /* ;"), std::nullopt);
  EXPECT_EQ(statement_end("select 3 - 2;"), 13u);
}

TEST(StatementEndTest, WaitsForAnOpenQuote) {
  EXPECT_EQ(statement_end("select 'a;\n"), std::nullopt);
}

}  // namespace
}  // namespace c360::cli
