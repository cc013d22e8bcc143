#include <nlohmann/json.hpp>

#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

using nlohmann::json;

class SyntaxTreeTest : public EngineTest {
 protected:
  json tree(std::string_view text) { return json::parse(connection.parse_to_json(text)); }
  std::string refusal(std::string_view text) {
    try {
      connection.check_expression(text);
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }
};

// The shape that the model room and check_expression rely on; a new version of the engine may change it.
TEST_F(SyntaxTreeTest, ASelectsTreeHasTheShapeWeRelyOn) {
  const json node = tree(
      "WITH c AS (SELECT 1) SELECT o.id FROM silver.orders o JOIN c ON true WHERE o.id > 1")["statements"][0]["node"];
  EXPECT_EQ(node["type"], "SELECT_NODE");
  EXPECT_EQ(node["cte_map"]["map"][0]["key"], "c");
  EXPECT_EQ(node["cte_map"]["map"][0]["value"]["query"]["node"]["type"], "SELECT_NODE");
  EXPECT_EQ(node["select_list"][0]["class"], "COLUMN_REF");
  EXPECT_EQ(node["select_list"][0]["column_names"], json::parse(R"(["o", "id"])"));
  EXPECT_EQ(node["from_table"]["type"], "JOIN");
  const json table = node["from_table"]["left"];
  EXPECT_EQ(table["type"], "BASE_TABLE");
  EXPECT_EQ(table["schema_name"], "silver");
  EXPECT_EQ(table["table_name"], "orders");
  EXPECT_EQ(table["alias"], "o");
  EXPECT_EQ(table["query_location"], 38);
  EXPECT_EQ(node["where_clause"]["class"], "COMPARISON");
  EXPECT_TRUE(node["modifiers"].empty());
}

TEST_F(SyntaxTreeTest, ASetOperationAndATableFunctionHaveTheShapeWeRelyOn) {
  const json node = tree("SELECT * FROM f('x') UNION ALL SELECT 1")["statements"][0]["node"];
  EXPECT_EQ(node["type"], "SET_OPERATION_NODE");
  EXPECT_EQ(node["left"]["from_table"]["type"], "TABLE_FUNCTION");
  EXPECT_EQ(node["left"]["from_table"]["function"]["function_name"], "f");
  EXPECT_EQ(node["right"]["type"], "SELECT_NODE");
}

TEST_F(SyntaxTreeTest, ASyntaxErrorHasItsPlace) {
  try {
    connection.parse_to_json("SELECT 'é'\n  FROM WHERE");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kEngine);
    EXPECT_EQ(error.where().line, 2);
    EXPECT_EQ(error.where().column, 8);
  }
}

TEST_F(SyntaxTreeTest, OnlySelectsHaveATree) {
  EXPECT_THROW(connection.parse_to_json("DROP TABLE x"), Error);
  EXPECT_THROW(connection.parse_to_json("CREATE TABLE x AS SELECT 1"), Error);
}

TEST_F(SyntaxTreeTest, APlanTellsTheTablesAndTypes) {
  connection.create_table_as({"t"}, user_query("SELECT 1::BIGINT AS a"));
  const json plan = json::parse(connection.plan_to_json("SELECT a + 1 AS b FROM t"));
  EXPECT_FALSE(plan["error"].get<bool>());
  EXPECT_FALSE(plan["plans"].empty());
  EXPECT_THROW(connection.plan_to_json("SELECT nope FROM t"), Error);
}

TEST_F(SyntaxTreeTest, AnExpressionPasses) {
  for (const auto* text :
       {"a > 1", "order_date >= date '2015-01-01'", "(a) + (b)", "a -- why", "'; --' = x", "CASE WHEN a THEN b END",
        "a IN (1, 2)", "EXISTS (SELECT 1 FROM t WHERE x = 1)", "lower(a) LIKE '%)%'", "a\n  AND b"}) {
    EXPECT_EQ(refusal(text), "") << text;
  }
}

TEST_F(SyntaxTreeTest, WhatIsNoExpressionIsRefused) {
  for (const auto* text : {"",
                           "1; DROP TABLE x",
                           "1) FROM t WHERE (true",
                           "1) , (2",
                           "1)) , ((2",
                           "1) UNION SELECT (2",
                           "1); SELECT (2",
                           "1) WHERE (true",
                           "1) ORDER BY (2",
                           "1) LIMIT (2",
                           "1) GROUP BY (2",
                           "1) WINDOW w AS (PARTITION BY 1",
                           "SELECT 1",
                           "a AND",
                           "/* open",
                           "a, b",
                           "*",
                           "1 AS x",
                           "DISTINCT 1",
                           "1 x",
                           "1 USING SAMPLE 1"}) {
    EXPECT_NE(refusal(text), "") << text;
  }
}

TEST_F(SyntaxTreeTest, ARefusalHasItsPlaceInTheText) {
  try {
    connection.check_expression("a > 1 AND\n  b c d");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where().line, 2);
    EXPECT_EQ(error.where().column, 7);
  }
}

}  // namespace
}  // namespace c360::engine
