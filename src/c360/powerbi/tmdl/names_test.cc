#include "c360/powerbi/tmdl/names.h"

#include <gtest/gtest.h>

namespace c360::powerbi::tmdl {
namespace {

TEST(TmdlNames, AreQuotedWhereTheyHoldASignOfTheLanguageOrABlank) {
  EXPECT_EQ(quoted("Orders"), "Orders");
  EXPECT_EQ(quoted("Größe"), "Größe");
  for (const char* name : {"Net price", "a.b", "a=b", "a:b", "a\tb"})
    EXPECT_EQ(quoted(name), "'" + std::string(name) + "'");
  EXPECT_EQ(quoted("the shop's"), "'the shop''s'");
  EXPECT_EQ(quoted(""), "''");
  EXPECT_EQ(quoted("All orders", "day"), "'All orders'.day");
}

TEST(TmdlNames, AreReadAsTheyWereWritten) {
  for (const char* name : {"Orders", "Net price", "the shop's", "a.b=c:d", "'"}) {
    const auto read = read_name(quoted(name) + " = 1");
    ASSERT_TRUE(read) << name;
    EXPECT_EQ(read->name, name);
    EXPECT_EQ(read->length, quoted(name).size());
  }
}

TEST(TmdlNames, AreNotReadWhereThereIsNone) {
  for (const char* text : {"", "''", "'no end", "= 1", ".b"}) EXPECT_FALSE(read_name(text)) << text;
}

TEST(TmdlNames, OfColumnsHaveTwoParts) {
  EXPECT_EQ(read_column_name("Orders.'Order date'"), (ColumnName{"Orders", "Order date"}));
  EXPECT_EQ(read_column_name("'a.b'.'c.d'"), (ColumnName{"a.b", "c.d"}));
  for (const char* text : {"Orders", "Orders.", ".day", "a.b.c", "Orders.day more", "'Orders.day"})
    EXPECT_FALSE(read_column_name(text)) << text;
}

}  // namespace
}  // namespace c360::powerbi::tmdl
