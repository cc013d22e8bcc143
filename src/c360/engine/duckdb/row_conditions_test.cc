#include "c360/engine/duckdb/row_conditions.h"

#include <nlohmann/json.hpp>

#include "c360/engine/duckdb/connection_impl.h"
#include "c360/engine/duckdb/dialect.h"
#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

using nlohmann::json;
using sql::TypeKind;

/// A table that is only ever compiled.
class Outline final : public LateTable {
 public:
  explicit Outline(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}
  const std::vector<TableColumn>& columns() const override { return columns_; }
  sql::Relation rows(const std::optional<sql::Expr>&) const override {
    throw Error(ErrorCode::kInternal, "not compiled only");
  }

 private:
  std::vector<TableColumn> columns_;
};

class RowConditionsTest : public EngineTest {
 protected:
  RowConditionsTest() {
    add("o", {{"id", {TypeKind::kBigint}},
              {"day", {TypeKind::kDate}},
              {"moment", {TypeKind::kTimestamp}},
              {"seen", {TypeKind::kDatetime}},
              {"name", {TypeKind::kString}},
              {"paid", {TypeKind::kBoolean}},
              {"rate", {TypeKind::kDouble}},
              {"small", {TypeKind::kSmallint}},
              {"amount", sql::Type::decimal(12, 2)},
              {"wide", sql::Type::decimal(38, 4)},
              {"bytes", {TypeKind::kBinary}},
              {"real", {TypeKind::kFloat}},
              {"tags", {TypeKind::kStringList}}});
    add("c", {{"id", {TypeKind::kBigint}}, {"name", {TypeKind::kString}}});
  }

  void add(const std::string& name, std::vector<TableColumn> columns) {
    sql::Query rows;
    rows.from = database.add(name, std::make_shared<Outline>(std::move(columns)));
    connection.create_view({name}, rows);
  }

  std::string plan(const std::string& select) {
    const LateTables::Use columns_only(connection.impl().database->late_tables());
    return optimized_plan(connection.impl(), select);
  }

  /// "table: condition", one after the other; "" where every table is read whole.
  std::string conditions(const std::string& select) {
    std::string text;
    for (const auto& [table, condition] : read_row_conditions(plan(select), LateTables::kStandIn)) {
      text += (text.empty() ? "" : "; ") + table + ": " + DuckDbDialect().write(condition);
    }
    return text;
  }
  std::string where(const std::string& condition) { return conditions("SELECT * FROM o WHERE " + condition); }
};

TEST_F(RowConditionsTest, ComparisonsWithConstants) {
  EXPECT_EQ(where("id = 3"), R"(o: ("id" = CAST(3 AS BIGINT)))");
  EXPECT_EQ(where("id < 3"), R"(o: ("id" < CAST(3 AS BIGINT)))");
  EXPECT_EQ(where("id <= 3"), R"(o: ("id" <= CAST(3 AS BIGINT)))");
  EXPECT_EQ(where("id > 3"), R"(o: ("id" > CAST(3 AS BIGINT)))");
  EXPECT_EQ(where("id >= 3"), R"(o: ("id" >= CAST(3 AS BIGINT)))");
  EXPECT_EQ(where("id IS NOT DISTINCT FROM 3"), R"(o: ("id" = CAST(3 AS BIGINT)))");
}

TEST_F(RowConditionsTest, TheConstantMayStandFirst) {
  EXPECT_EQ(where("3 = id"), where("id = 3"));
  EXPECT_EQ(where("3 < id"), where("id > 3"));
  EXPECT_EQ(where("3 <= id"), where("id >= 3"));
  EXPECT_EQ(where("3 > id"), where("id < 3"));
}

TEST_F(RowConditionsTest, SeveralConditionsMustAllHold) {
  EXPECT_EQ(where("id = 3 AND name = 'x'"), R"(o: (("id" = CAST(3 AS BIGINT)) AND ("name" = 'x')))");
  EXPECT_EQ(where("id BETWEEN 3 AND 5"), R"(o: (("id" >= CAST(3 AS BIGINT)) AND ("id" <= CAST(5 AS BIGINT))))");
  EXPECT_EQ(where("id > 3 AND id < 5"), R"(o: (("id" > CAST(3 AS BIGINT)) AND ("id" < CAST(5 AS BIGINT))))");
}

TEST_F(RowConditionsTest, WhatIsNotUnderstoodIsLeftOutOfAnAnd) {
  EXPECT_EQ(where("id = 3 AND length(name) = 2"), where("id = 3"));
  EXPECT_EQ(where("id = 3 AND id + small = 7"), where("id = 3"));
  EXPECT_EQ(where("id = 3 AND CAST(name AS INTEGER) = 7"), where("id = 3"));
}

TEST_F(RowConditionsTest, AnAlternativeThatIsNotUnderstoodMayAlwaysHold) {
  EXPECT_EQ(where("id = 3 OR id = 4"), R"(o: (("id" = CAST(3 AS BIGINT)) OR ("id" = CAST(4 AS BIGINT))))");
  EXPECT_EQ(where("id = 3 OR length(name) = 2"), "");
  EXPECT_EQ(where("id = 3 OR random() < 0.5"), "");
  EXPECT_EQ(where("id = 3 OR name = 'x'"), R"(o: (("id" = CAST(3 AS BIGINT)) OR ("name" = 'x')))");
}

TEST_F(RowConditionsTest, WhatCannotBeSaidAsAConditionGivesNone) {
  for (const auto* filter : {"id <> 3",
                             "NOT (id < 3 OR id > 7)",
                             "id IS DISTINCT FROM 3",
                             "id % 2 = 0",
                             "abs(id) = 3",
                             "id = small",
                             "id = random()",
                             "name LIKE '%x'",
                             "name ILIKE 'x%'",
                             "name COLLATE NOCASE = 'x'",
                             "lower(name) = 'x'",
                             "name = 3",
                             "bytes = 'x'::BLOB",
                             "real > 1",
                             "rate > 'inf'",
                             "rate = 'nan'",
                             "tags = ['x']",
                             "tags[1] = 'x'",
                             "year(day) = 2024",
                             "id NOT IN (1, 2, 3)",
                             "id NOT IN (1, 2, 3, 4, 5, 6, 7, 8, 9)",
                             "strftime(day, '%Y') = '2024'",
                             "CASE WHEN id = 3 THEN true ELSE false END",
                             "coalesce(id, 3) = 3",
                             "(SELECT max(id) FROM c) = id",
                             "true"}) {
    EXPECT_EQ(where(filter), "") << filter;
  }
}

TEST_F(RowConditionsTest, ConstantsAreOfTheColumnsType) {
  EXPECT_EQ(where("day >= '2024-01-03'"), R"(o: ("day" >= CAST('2024-01-03' AS DATE)))");
  EXPECT_EQ(where("day > DATE '2024-01-01' + INTERVAL 3 DAY"), R"(o: ("day" > CAST('2024-01-04' AS DATE)))");
  EXPECT_EQ(where("seen >= DATE '2024-01-03'"), R"(o: ("seen" >= CAST('2024-01-03 00:00:00' AS TIMESTAMP)))");
  EXPECT_EQ(where("moment >= '2024-01-03 00:00:00.25+02'"),
            R"(o: ("moment" >= CAST('2024-01-02 22:00:00.25' AS TIMESTAMP WITH TIME ZONE)))");
  EXPECT_EQ(where("amount > 3.5"), R"(o: ("amount" > CAST('3.50' AS DECIMAL(12,2))))");
  EXPECT_EQ(where("wide = -12345678901234567890123.1234"),
            R"(o: ("wide" = CAST('-12345678901234567890123.1234' AS DECIMAL(38,4))))");
  EXPECT_EQ(where("rate < 0.1"), R"(o: ("rate" < CAST('0.1' AS DOUBLE)))");
  EXPECT_EQ(where("small = '7'"), R"(o: ("small" = CAST('7' AS SMALLINT)))");
  EXPECT_EQ(where("name = 'it''s' || chr(0) || 'é'"), "o: (\"name\" = ('it''s' || chr(0) || 'é'))");
}

TEST_F(RowConditionsTest, DatesAndTimesOfDayCompareAsTheEngineCompares) {
  EXPECT_EQ(where("day >= TIMESTAMP '2024-01-01 12:00:00'"), R"(o: ("day" >= CAST('2024-01-02' AS DATE)))");
  EXPECT_EQ(
      where("seen::DATE = DATE '2024-01-01'"),
      R"(o: (("seen" >= CAST('2024-01-01 00:00:00' AS TIMESTAMP)) AND ("seen" < CAST('2024-01-02 00:00:00' AS TIMESTAMP))))");
  EXPECT_EQ(where("date_trunc('month', day) = DATE '2024-02-01'"),
            R"(o: (("day" >= CAST('2024-02-01' AS DATE)) AND ("day" < CAST('2024-03-01' AS DATE))))");
}

TEST_F(RowConditionsTest, AConstantThatTheColumnCannotHoldGivesNone) {
  EXPECT_EQ(where("amount > 3.555"), "");
  EXPECT_EQ(where("small = 3000000"), "");
  EXPECT_EQ(where("id > 3.5"), "");
  EXPECT_EQ(where("id = NULL"), "");
}

TEST_F(RowConditionsTest, NullsFlagsAndPrefixes) {
  EXPECT_EQ(where("id IS NULL"), R"(o: ("id" IS NULL))");
  EXPECT_EQ(where("id IS NOT NULL"), R"(o: (NOT ("id" IS NULL)))");
  EXPECT_EQ(where("paid"), R"(o: ("paid" = TRUE))");
  EXPECT_EQ(where("NOT paid"), R"(o: ("paid" = FALSE))");
  EXPECT_EQ(where("paid IS NULL"), R"(o: ("paid" IS NULL))");
  EXPECT_EQ(where("name LIKE 'ab%'"), R"(o: starts_with("name", 'ab'))");
  EXPECT_EQ(where("starts_with(name, 'a%')"), R"(o: starts_with("name", 'a%'))");
}

TEST_F(RowConditionsTest, ListsShortAndLong) {
  EXPECT_EQ(where("id IN (1, 2)"), where("id = 1 OR id = 2"));
  EXPECT_EQ(where("name IN ('a', 'b', 'c', 'd', 'e', 'f', NULL)"), R"(o: ("name" IN ('a', 'b', 'c', 'd', 'e', 'f')))");
  EXPECT_EQ(
      conditions("SELECT id FROM o WHERE day IN ('2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', "
                 "'2024-01-05', '2024-01-06') AND small = 7"),
      R"(o: (("day" IN (CAST('2024-01-01' AS DATE), CAST('2024-01-02' AS DATE), CAST('2024-01-03' AS DATE), CAST('2024-01-04' AS DATE), CAST('2024-01-05' AS DATE), CAST('2024-01-06' AS DATE))) AND ("small" = CAST('7' AS SMALLINT))))");
}

TEST_F(RowConditionsTest, ACollationForAllTextGivesNoneWhereItMatters) {
  rows("SET default_collation = 'nocase'");
  EXPECT_EQ(where("name = 'x'"), "");
  EXPECT_EQ(where("name IN ('a', 'b', 'c', 'd', 'e', 'f', 'g')"), "");
  EXPECT_EQ(where("name LIKE 'x%'"), R"(o: starts_with("name", 'x'))");
  EXPECT_EQ(one("SELECT 'Xy' LIKE 'x%'"), "false");
}

TEST_F(RowConditionsTest, OnlyTheColumnsThatAreReadCount) {
  EXPECT_EQ(conditions("SELECT name FROM o WHERE small = 7 AND day = '2024-01-01'"),
            R"(o: (("small" = CAST('7' AS SMALLINT)) AND ("day" = CAST('2024-01-01' AS DATE))))");
  EXPECT_EQ(conditions("SELECT count(*) FROM o WHERE small = 7"), R"(o: ("small" = CAST('7' AS SMALLINT)))");
  EXPECT_EQ(conditions("SELECT a.k FROM o AS a(k, d) WHERE a.k = 7"), where("id = 7"));
}

TEST_F(RowConditionsTest, SubqueriesCommonTablesAndViewsAreSeenThrough) {
  EXPECT_EQ(conditions("SELECT * FROM (SELECT id + 1 AS id, id AS n FROM o) WHERE n = 3"), where("id = 3"));
  EXPECT_EQ(conditions("WITH x AS (SELECT * FROM o) SELECT * FROM x WHERE id = 3"), where("id = 3"));
  connection.create_view({"v"}, user_query("SELECT id AS k, name FROM o WHERE name = 'x'"));
  EXPECT_EQ(conditions("SELECT * FROM v WHERE k = 3"), R"(o: (("id" = CAST(3 AS BIGINT)) AND ("name" = 'x')))");
}

TEST_F(RowConditionsTest, ATableReadTwiceIsAskedForBoth) {
  EXPECT_EQ(conditions("SELECT * FROM o WHERE id = 3 UNION ALL SELECT * FROM o WHERE id = 5"),
            where("id = 3 OR id = 5"));
  EXPECT_EQ(conditions("SELECT a.id FROM o a, o b WHERE a.id = 3 AND b.name = 'x'"), where("id = 3 OR name = 'x'"));
  EXPECT_EQ(conditions("SELECT a.id FROM o a, o b WHERE a.id = 3"), "");
  EXPECT_EQ(conditions("WITH x AS MATERIALIZED (SELECT * FROM o) SELECT * FROM x a JOIN x b ON a.small = b.small "
                       "WHERE a.id = 3 AND b.id = 4"),
            where("id = 3 OR id = 4"));
}

TEST_F(RowConditionsTest, InnerJoinsPassConditionsOn) {
  EXPECT_EQ(conditions("SELECT o.id FROM o JOIN c ON o.id = c.id WHERE o.name = 'x'"), R"(o: ("name" = 'x'))");
  EXPECT_EQ(conditions("SELECT o.id FROM o JOIN c ON o.id = c.id WHERE c.id = 3"),
            R"(c: ("id" = CAST(3 AS BIGINT)); o: ("id" = CAST(3 AS BIGINT)))");
}

TEST_F(RowConditionsTest, OuterJoinsKeepTheRowsThatHaveNoPartner) {
  EXPECT_EQ(conditions("SELECT o.id FROM o LEFT JOIN c ON o.id = c.id AND c.name = 'x'"), R"(c: ("name" = 'x'))");
  EXPECT_EQ(conditions("SELECT o.id FROM o LEFT JOIN c ON o.id = c.id AND o.name = 'x'"), "");
  EXPECT_EQ(conditions("SELECT o.id FROM o LEFT JOIN c ON o.id = c.id WHERE c.name IS NULL"), "");
  EXPECT_EQ(conditions("SELECT o.id, c.id FROM o FULL JOIN c ON o.id = c.id AND o.name = 'x' AND c.name = 'y'"), "");
  EXPECT_EQ(conditions("SELECT o.id FROM o WHERE id NOT IN (SELECT id FROM c WHERE name = 'x')"),
            R"(c: ("name" = 'x'))");
  EXPECT_EQ(conditions("SELECT o.id FROM o ANTI JOIN c ON o.id = c.id AND o.name = 'x'"), "");
}

TEST_F(RowConditionsTest, ConditionsDoNotPassWhatTheyWouldChange) {
  EXPECT_EQ(conditions("SELECT * FROM (SELECT * FROM o LIMIT 10) WHERE id = 3"), "");
  EXPECT_EQ(conditions("SELECT * FROM o TABLESAMPLE 10% WHERE id = 3"), "");
  EXPECT_EQ(conditions("SELECT * FROM (SELECT id, row_number() OVER (ORDER BY day) AS n FROM o) WHERE id = 3"), "");
  EXPECT_EQ(
      conditions("SELECT * FROM (SELECT id, row_number() OVER (PARTITION BY id) AS n FROM o) WHERE id = 3 AND n = 1"),
      where("id = 3"));
  EXPECT_EQ(conditions("SELECT name, count(*) FROM o GROUP BY name HAVING count(*) > 3"), "");
  EXPECT_EQ(conditions("SELECT name, count(*) FROM o GROUP BY name HAVING name = 'x'"), where("name = 'x'"));
  EXPECT_EQ(conditions("SELECT count(*) FILTER (WHERE id = 3), count(*) FROM o"), "");
  EXPECT_EQ(conditions("SELECT *, (SELECT max(id) FROM c WHERE c.id = o.id AND c.name = 'x') FROM o WHERE day IS NULL"),
            R"(c: ("name" = 'x'); o: ("day" IS NULL))");
}

TEST_F(RowConditionsTest, StatementsThatKeepASelectsRowsAskForThem) {
  EXPECT_EQ(conditions("CREATE TABLE t AS SELECT * FROM o WHERE id = 3"), where("id = 3"));
  EXPECT_EQ(conditions("COPY (SELECT id FROM o WHERE id = 3) TO 'nowhere.csv'"), where("id = 3"));
}

TEST_F(RowConditionsTest, WhatCannotBePlannedHasNone) {
  EXPECT_EQ(conditions("EXPLAIN SELECT * FROM o WHERE id = 3"), "");
  EXPECT_EQ(conditions("PREPARE q AS SELECT * FROM o WHERE id = 3"), "");
  EXPECT_EQ(conditions("SELECT nope FROM o WHERE id = 3"), "");
  EXPECT_EQ(conditions("SELECT * FROM o WHERE id = ?"), "");
  EXPECT_EQ(conditions("no SQL"), "");
}

TEST_F(RowConditionsTest, TablesOfTheEngineHaveNoConditions) {
  connection.create_table_as({"t"}, user_query("SELECT unnest([3, 4])::BIGINT AS id"));
  EXPECT_EQ(conditions("SELECT * FROM t WHERE id = 3"), "");
  EXPECT_EQ(conditions("SELECT * FROM o JOIN t USING (id) WHERE o.name = 'x' AND t.id = 4"),
            R"(o: (("id" = CAST(4 AS BIGINT)) AND ("name" = 'x')))");
}

TEST_F(RowConditionsTest, APlanOfAnotherShapeGivesNone) {
  const std::string good = plan("SELECT id FROM o WHERE id = 3");
  EXPECT_EQ(read_row_conditions(good, LateTables::kStandIn).size(), 1U);
  for (const auto* key :
       {"expression_class", "index", "column_indexes", "returned_types", "value", "parameters", "id"}) {
    std::string bad = good;
    const std::string quoted = "\"" + std::string(key) + "\"";
    for (auto at = bad.find(quoted); at != std::string::npos; at = bad.find(quoted)) bad.replace(at + 1, 1, "X");
    EXPECT_TRUE(read_row_conditions(bad, LateTables::kStandIn).empty()) << key;
  }
  EXPECT_TRUE(read_row_conditions("", LateTables::kStandIn).empty());
  EXPECT_TRUE(read_row_conditions("[\"c360_late_columns\"]", LateTables::kStandIn).empty());
  EXPECT_TRUE(read_row_conditions(good.substr(0, good.size() / 2), LateTables::kStandIn).empty());
}

// The shape that conditions are read from; a new version of the engine may change it.
TEST_F(RowConditionsTest, AFilteredCallHasTheShapeWeRelyOn) {
  json filter = json::parse(plan("SELECT name FROM c WHERE id >= 3"))["plans"][0];
  while (filter["type"] != "LOGICAL_FILTER") filter = json(filter.at("children").at(0));
  EXPECT_EQ(filter["projection_map"], json::parse("[1]"));
  const json call = filter["children"][0];
  EXPECT_EQ(call["type"], "LOGICAL_GET");
  EXPECT_EQ(call["name"], "c360_late_columns");
  EXPECT_EQ(call["parameters"][0]["value"], "c");
  EXPECT_EQ(call["returned_types"],
            json::parse(R"([{"id": "BIGINT", "type_info": null}, {"id": "VARCHAR", "type_info": null}])"));
  EXPECT_EQ(call["names"], json::parse(R"(["id", "name"])"));
  EXPECT_EQ(call["projection_ids"], json::array());
  EXPECT_EQ(call["column_indexes"][1]["index"], 1);
  EXPECT_EQ(call["column_indexes"][1]["child_indexes"], json::array());
  EXPECT_EQ(call["extra_info"]["sample_options"], nullptr);
  EXPECT_EQ(filter["expressions"], json::parse(R"([{
    "expression_class": "BOUND_COMPARISON", "type": "COMPARE_GREATERTHANOREQUALTO", "alias": "",
    "query_location": 18446744073709551615,
    "left": {"expression_class": "BOUND_REF", "type": "BOUND_REF", "alias": "id",
             "query_location": 18446744073709551615, "return_type": {"id": "BIGINT", "type_info": null}, "index": 0},
    "right": {"expression_class": "BOUND_CONSTANT", "type": "VALUE_CONSTANT", "alias": "",
              "query_location": 18446744073709551615,
              "value": {"type": {"id": "BIGINT", "type_info": null}, "is_null": false, "value": 3}}}])"));
}

TEST_F(RowConditionsTest, ALongListHasTheShapeWeRelyOn) {
  json join = json::parse(plan("SELECT id FROM c WHERE name IN ('a', 'b', 'c', 'd', 'e', 'f')"))["plans"][0];
  while (join["type"] != "LOGICAL_COMPARISON_JOIN") join = json(join.at("children").at(0));
  EXPECT_EQ(join["join_type"], "MARK");
  EXPECT_EQ(join["left_projection_map"], json::parse("[0]"));
  EXPECT_EQ(join["conditions"].size(), 1U);
  EXPECT_EQ(join["conditions"][0]["comparison"], "COMPARE_EQUAL");
  EXPECT_EQ(join["conditions"][0]["left"]["index"], 1);
  EXPECT_EQ(join["children"][1]["type"], "LOGICAL_CHUNK_GET");
  EXPECT_EQ(join["children"][1]["collection"]["values"][0][5],
            json::parse(R"({"type": {"id": "VARCHAR", "type_info": null}, "is_null": false, "value": "f"})"));
}

}  // namespace
}  // namespace c360::engine
