#include "c360/project/sql_text.h"

#include <gtest/gtest.h>

namespace c360::project {
namespace {

TEST(SqlText, TheFinalSemicolonBecomesABlankAndAllElseStays) {
  EXPECT_EQ(without_final_semicolon("SELECT 1;\n"), "SELECT 1 \n");
  EXPECT_EQ(without_final_semicolon("SELECT 1"), "SELECT 1");
  EXPECT_EQ(without_final_semicolon("SELECT 1; -- done;\n/* ; */"), "SELECT 1  -- done;\n/* ; */");
}

TEST(SqlText, SemicolonsInStringsNamesAndCommentsAreNone) {
  for (const char* sql : {"SELECT ';'", "SELECT 'it''s;'", "SELECT 1 AS \"a;\"", "SELECT $$;$$", "SELECT $x$;$x$",
                          "SELECT 1 -- ;", "SELECT 1 /* /* ; */ ; */"})
    EXPECT_EQ(without_final_semicolon(sql), sql);
}

TEST(SqlText, ASemicolonBetweenStatementsStaysForTheEngineToRefuse) {
  EXPECT_EQ(without_final_semicolon("SELECT 1; SELECT 2;"), "SELECT 1; SELECT 2 ");
}

TEST(SqlText, AFileWithoutATokenIsEmpty) {
  for (const char* sql : {"", " \n", "-- only words\n", "/* open", ";", "/* a */ ;;\n"})
    EXPECT_EQ(without_final_semicolon(sql), "") << sql;
}

TEST(SqlText, TextsThatDoNotEndAreLeftAsTheyAre) {
  for (const char* sql : {"SELECT 'abc;", "SELECT \"a;", "SELECT $$;", "SELECT 1 /* ;"})
    EXPECT_EQ(without_final_semicolon(sql), sql);
}

TEST(SqlText, CommentLinesAtTheTopKnowTheirPlaces) {
  const auto comments = top_comments("\n-- grain: month\n  --Revenue\r\nSELECT 1 -- not this\n");
  ASSERT_EQ(comments.size(), 2U);
  EXPECT_EQ(comments[0].text, "grain: month");
  EXPECT_EQ(comments[0].line, 2);
  EXPECT_EQ(comments[0].column, 4);
  EXPECT_EQ(comments[1].text, "Revenue");
  EXPECT_EQ(comments[1].line, 3);
}

TEST(SqlText, ABlankLineEndsTheCommentsAtTheTop) {
  const auto comments = top_comments("-- first\n\n-- second\nSELECT 1");
  ASSERT_EQ(comments.size(), 1U);
  EXPECT_EQ(comments[0].text, "first");
}

TEST(SqlText, EmptyCommentLinesAreEmptyTexts) {
  const auto comments = top_comments("--\n-- a\n--");
  ASSERT_EQ(comments.size(), 3U);
  EXPECT_EQ(comments[0].text, "");
  EXPECT_EQ(comments[2].text, "");
}

}  // namespace
}  // namespace c360::project
