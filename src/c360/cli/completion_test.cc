#include "c360/cli/completion.h"

#include <gmock/gmock.h>

namespace c360::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using Words = std::vector<std::string>;

class CompletionTest : public ::testing::Test {
 protected:
  CompletionTest() {
    vocabulary_.tables = {{"silver", "orders"}, {"silver", "customers"}, {"gold", "kpi"}, {"gold", "Odd Name"}};
    vocabulary_.columns = [this](const lakehouse::TableName& table) {
      ++asked_;
      if (table.name == "orders") return Words{"order_id", "order_date", "amount", "group", "Straße"};
      if (table.name == "customers") return Words{"customer_id", "name"};
      return Words{};
    };
  }

  Words complete(const std::string& line, const std::string& before = "", const std::string& after = "") {
    return completions({before, line, after}, vocabulary_);
  }

  Vocabulary vocabulary_;
  int asked_ = 0;
};

TEST_F(CompletionTest, CompletesKeywordsInTheCaseThatWasBegun) {
  EXPECT_THAT(complete("SEL"), ElementsAre("SELECT"));
  EXPECT_THAT(complete("sel"), ElementsAre("select"));
  EXPECT_THAT(complete("SELECT 1 UNI"), ElementsAre("UNION"));
  EXPECT_THAT(complete("selectx"), IsEmpty());
}

TEST_F(CompletionTest, OffersSchemasThenTheirTables) {
  EXPECT_THAT(complete("SELECT * FROM "), ElementsAre("gold.", "silver."));
  EXPECT_THAT(complete("SELECT * FROM si"), ElementsAre("silver."));
  EXPECT_THAT(complete("select * from Silver."), ElementsAre("Silver.customers", "Silver.orders"));
  EXPECT_THAT(complete("SELECT * FROM silver.o"), ElementsAre("silver.orders"));
  EXPECT_THAT(complete("SELECT * FROM silver.x"), IsEmpty());
  EXPECT_THAT(complete("SELECT * FROM nothing."), IsEmpty());
  EXPECT_THAT(complete("DESCRIBE g"), ElementsAre("gold."));
}

TEST_F(CompletionTest, OffersColumnsOfTheTablesThatTheStatementNames) {
  EXPECT_THAT(complete("SELECT * FROM silver.orders WHERE order_"), ElementsAre("order_date", "order_id"));
  EXPECT_THAT(complete("order_", "SELECT *\nFROM SILVER.Orders\nWHERE "), ElementsAre("order_date", "order_id"));
  EXPECT_THAT(complete("SELECT order_d", "", " FROM silver.orders"), ElementsAre("order_date"));
  EXPECT_THAT(complete("SELECT * FROM silver.orders, silver.customers WHERE "),
              ElementsAre("\"group\"", "Straße", "amount", "customer_id", "name", "order_date", "order_id"));
  EXPECT_THAT(complete("SELECT * FROM gold.kpi WHERE a"), AllOf(Contains("and"), Not(Contains("amount"))));
}

TEST_F(CompletionTest, KnowsAliases) {
  EXPECT_THAT(complete("SELECT * FROM silver.orders o WHERE o.am"), ElementsAre("o.amount"));
  EXPECT_THAT(complete("SELECT * FROM silver.orders AS o JOIN silver.customers c ON o."),
              ElementsAre("o.\"group\"", "o.Straße", "o.amount", "o.order_date", "o.order_id"));
  EXPECT_THAT(complete("SELECT c.", "", " FROM silver.customers c"), ElementsAre("c.customer_id", "c.name"));
  EXPECT_THAT(complete("SELECT * FROM silver.orders WHERE orders.order_i"), ElementsAre("orders.order_id"));
  EXPECT_THAT(complete("SELECT silver.orders.am"), ElementsAre("silver.orders.amount"));
  EXPECT_THAT(complete("SELECT * FROM silver.orders WHERE where.am"), IsEmpty());
}

TEST_F(CompletionTest, WritesNamesAsTheyMustBeWritten) {
  EXPECT_THAT(complete("FROM gold."), ElementsAre("gold.\"Odd Name\"", "gold.kpi"));
  EXPECT_THAT(complete("FROM gold.\"Od"), ElementsAre("gold.\"Odd Name\""));
  EXPECT_THAT(complete("FROM silver.orders WHERE gro"), IsSupersetOf({"\"group\"", "group"}));
  EXPECT_THAT(complete("FROM silver.orders WHERE str"), ElementsAre("Straße"));
  EXPECT_THAT(complete("FROM silver.orders WHERE Straß"), ElementsAre("Straße"));
}

TEST_F(CompletionTest, OffersNothingInTextsAndComments) {
  EXPECT_THAT(complete("SELECT 'sel"), IsEmpty());
  EXPECT_THAT(complete("SELECT 1 -- sel"), IsEmpty());
  EXPECT_THAT(complete("sel", "SELECT 'two lines\n"), IsEmpty());
  EXPECT_THAT(complete("sel", "/* two lines\n"), IsEmpty());
  EXPECT_THAT(complete("SELECT 'done' fro"), ElementsAre("from"));
  EXPECT_THAT(complete("sel", "-- a line\n"), ElementsAre("select"));
  EXPECT_THAT(complete("SELECT 'silver.orders' WHERE order_i"), IsEmpty());
}

TEST_F(CompletionTest, ATabThatIndentsOffersNothing) {
  EXPECT_THAT(complete(""), IsEmpty());
  EXPECT_THAT(complete("  ", "SELECT *\n"), IsEmpty());
}

TEST_F(CompletionTest, CompletesThePromptsOwnCommands) {
  EXPECT_THAT(complete(".s"), ElementsAre(".schema"));
  EXPECT_THAT(complete(".schema silver."), ElementsAre("silver.customers", "silver.orders"));
  EXPECT_THAT(complete(".format "), ElementsAre("csv", "json", "markdown", "table"));
  EXPECT_THAT(complete(".tables x"), IsEmpty());
  EXPECT_THAT(complete(".s", "SELECT\n"), IsEmpty());
}

TEST_F(CompletionTest, AsksForColumnsOnlyWhereTheyMayStand) {
  complete("SELECT * FROM silver.");
  complete("SELECT * FROM ");
  EXPECT_EQ(asked_, 0);
}

TEST_F(CompletionTest, TheTypedWordEndsAtTheCursor) {
  EXPECT_EQ(typed_word("SELECT a.b"), "a.b");
  EXPECT_EQ(typed_word("SELECT (a"), "a");
  EXPECT_EQ(typed_word("SELECT \"a"), "\"a");
  EXPECT_EQ(typed_word("SELECT a "), "");
  EXPECT_EQ(typed_word(""), "");
}

}  // namespace
}  // namespace c360::cli
