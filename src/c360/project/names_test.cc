#include "c360/project/names.h"

#include <gtest/gtest.h>

namespace c360::project {
namespace {

TEST(Names, TableNamesNeedNoQuotesAnywhere) {
  for (const char* name : {"orders", "Orders_2024", "a", "top10"}) EXPECT_FALSE(fault_of_table_name(name)) << name;
  for (const char* name : {"", "_orders", "1st", "a b", "a-b", "a.b", "größe", "a/b", ".."})
    EXPECT_TRUE(fault_of_table_name(name)) << name;
  EXPECT_TRUE(fault_of_table_name(std::string(121, 'a')));
}

TEST(Names, ColumnNamesMayBeOfAnyScript) {
  for (const char* name : {"größe", "名前", "a1"}) EXPECT_FALSE(fault_of_column_name(name)) << name;
  for (const char* name : {"", "_file_no", "1st", "a b", "a,b"}) EXPECT_TRUE(fault_of_column_name(name)) << name;
}

TEST(Names, TheSchemasOfC360AreReservedWhateverTheirCase) {
  for (const char* name : {"raw", "Bronze", "SILVER", "quarantine", "meta", "system", "information_schema"})
    EXPECT_TRUE(is_reserved_schema(name)) << name;
  EXPECT_FALSE(is_reserved_schema("gold"));
  EXPECT_FALSE(is_reserved_schema("legacy"));
}

TEST(Names, AnyTextBecomesALegalTableName) {
  EXPECT_EQ(to_table_name("Online Transactions-2024"), "online_transactions_2024");
  EXPECT_EQ(to_table_name("OnlineTransactions"), "online_transactions");
  EXPECT_EQ(to_table_name("2024 sales"), "c2024_sales");
  EXPECT_EQ(to_table_name("___"), "c");
  EXPECT_EQ(to_table_name("Größe"), "grosse");
  EXPECT_EQ(to_table_name("Kunden Übersicht"), "kunden_ubersicht");
  EXPECT_EQ(to_table_name("注文"), "c");
}

TEST(Names, ColumnNamesBecomeSnakeCase) {
  EXPECT_EQ(to_column_name("CustomerID"), "customer_id");
  EXPECT_EQ(to_column_name("DateTime"), "date_time");
  EXPECT_EQ(to_column_name("HTTPStatus"), "http_status");
  EXPECT_EQ(to_column_name("customer_id"), "customer_id");
  EXPECT_EQ(to_column_name("Größe (cm)"), "größe_cm");
  EXPECT_EQ(to_column_name("_file"), "file");
}

TEST(Names, WhatIsMadeOfATextIsAlwaysLegal) {
  for (const std::string& text : {std::string("a\tb"), std::string(), std::string("-"), std::string("9"),
                                  std::string(500, 'X'), std::string("Ünïcödé"), std::string("__a__")}) {
    EXPECT_FALSE(fault_of_table_name(to_table_name(text))) << text;
    EXPECT_FALSE(fault_of_column_name(to_column_name(text))) << text;
  }
}

}  // namespace
}  // namespace c360::project
