#include "c360/engine/duckdb/dialect.h"

#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

using sql::call;
using sql::column;
using sql::literal;
using sql::TypeKind;
namespace fn = sql::fn;

class DialectTest : public EngineTest {
 protected:
  std::string write(const sql::Expr& expr) { return DuckDbDialect().write(expr); }
  std::string write(const sql::Query& query) { return DuckDbDialect().write(query); }
  /// The value of an expression over no rows.
  std::string value(const sql::Expr& expr) {
    sql::Query query;
    query.select = {{expr, "v"}};
    return rows(query).at(0);
  }
};

TEST_F(DialectTest, QuotesNames) {
  EXPECT_EQ(DuckDbDialect().identifier("a\"; DROP TABLE x; --"), "\"a\"\"; DROP TABLE x; --\"");
  EXPECT_EQ(write(column("o", "select")), "\"o\".\"select\"");
  EXPECT_THROW(DuckDbDialect().identifier(std::string_view("a\0b", 3)), Error);
}

TEST_F(DialectTest, HostileTextsStayTexts) {
  for (const std::string text : {"'; DROP TABLE x; --", "''", "a'b\"c\\", "line\nline\r\n", "/* */ -- ?", "$1 ${x} :p",
                                 "\\x00", "E'\\n'", "é漢字🙂"}) {
    EXPECT_EQ(value(literal(text)), text);
  }
}

TEST_F(DialectTest, ATextMayHoldNul) {
  const std::string text("\0a'\0\0b", 6);
  EXPECT_EQ(value(literal(text)), text);
  EXPECT_EQ(write(literal(std::string_view("a\0b", 3))), "('a' || chr(0) || 'b')");
}

TEST_F(DialectTest, HostileNamesStayNames) {
  const std::string name = "x\"; DROP TABLE t; --\n'";
  sql::Query query;
  query.select = {{literal(std::int64_t{1}), name}};
  EXPECT_EQ(connection.describe(query).at(0).name, name);
  connection.create_table_as({name}, query);
  sql::Query read;
  read.select = {{column(name), ""}};
  read.from = sql::table({name});
  EXPECT_EQ(connection.query_bigint(read), 1);
}

TEST_F(DialectTest, LiteralsAreTyped) {
  EXPECT_EQ(write(literal(std::int64_t{-5})), "CAST(-5 AS BIGINT)");
  EXPECT_EQ(write(literal(true)), "TRUE");
  EXPECT_EQ(write(literal("12.50", sql::Type::decimal(12, 2))), "CAST('12.50' AS DECIMAL(12,2))");
  EXPECT_EQ(write(literal("2024-05-31", {TypeKind::kDate})), "CAST('2024-05-31' AS DATE)");
  EXPECT_EQ(write(literal("1; DROP", {TypeKind::kBigint})), "CAST('1; DROP' AS BIGINT)");
  EXPECT_EQ(write(sql::null_of({TypeKind::kTimestamp})), "CAST(NULL AS TIMESTAMP WITH TIME ZONE)");
  EXPECT_EQ(write(sql::null_of({TypeKind::kStringList})), "CAST(NULL AS VARCHAR[])");
}

TEST_F(DialectTest, LiteralsOfEveryTypeComeBack) {
  EXPECT_EQ(value(literal("9223372036854775807", {TypeKind::kBigint})), "9223372036854775807");
  EXPECT_EQ(value(literal("-7", {TypeKind::kTinyint})), "-7");
  EXPECT_EQ(value(literal("0.1", {TypeKind::kDouble})), "0.1");
  EXPECT_EQ(value(literal("2024-05-31 08:15:00.5", {TypeKind::kDatetime})), "2024-05-31 08:15:00.5");
  EXPECT_EQ(value(literal("2024-05-31 08:15:00", {TypeKind::kTimestamp})), "2024-05-31 08:15:00+00");
  EXPECT_EQ(value(literal(std::string_view("\0\xFF'", 3), {TypeKind::kBinary})), "\\x00\\xFF\\x27");
  EXPECT_THROW(write(literal("[a]", {TypeKind::kStringList})), Error);
}

TEST_F(DialectTest, CommonTablesStandBeforeTheirQuery) {
  sql::Query one;
  one.select = {{literal(std::int64_t{1}), "a"}};
  sql::Query two;
  two.select = {{sql::add(column("a"), literal(std::int64_t{1})), "a"}};
  two.from = sql::table({"one \" tab"});
  sql::Query query;
  query.with = {{"one \" tab", std::make_shared<const sql::Query>(one)},
                {"two", std::make_shared<const sql::Query>(two)}};
  query.from = sql::table({"two"});
  EXPECT_EQ(rows(query).at(0), "2");
}

TEST_F(DialectTest, WritesEveryOperator) {
  const auto a = column("a");
  const auto b = column("b");
  EXPECT_EQ(write(sql::all_of({sql::equal(a, b), sql::less(a, b), sql::negate(sql::is_null(a))})),
            R"((("a" = "b") AND ("a" < "b") AND (NOT ("a" IS NULL))))");
  EXPECT_EQ(write(sql::multiply(sql::add(a, b), sql::subtract(a, b))), R"((("a" + "b") * ("a" - "b")))");
  EXPECT_EQ(write(sql::any_of({sql::not_equal(a, b), sql::greater_equal(a, b)})), R"((("a" <> "b") OR ("a" >= "b")))");
  EXPECT_EQ(write(sql::in_list(a, {literal("x"), literal("y")})), R"(("a" IN ('x', 'y')))");
  EXPECT_EQ(write(sql::in_list(a, {})), "FALSE");
  EXPECT_EQ(write(sql::cast(a, {TypeKind::kDatetime})), R"(CAST("a" AS TIMESTAMP))");
}

TEST_F(DialectTest, WritesCase) {
  EXPECT_EQ(write(sql::case_when({{sql::is_null(column("a")), literal("n")}}, literal("s"))),
            R"(CASE WHEN ("a" IS NULL) THEN 'n' ELSE 's' END)");
  EXPECT_EQ(write(sql::case_when({}, literal("s"))), "'s'");
}

TEST_F(DialectTest, WritesWindows) {
  EXPECT_EQ(
      write(sql::row_number({column("k"), column("l")}, {{column("d"), true, true}, {column("n"), false, false}})),
      R"(row_number() OVER (PARTITION BY "k", "l" ORDER BY "d" DESC NULLS LAST, "n" ASC NULLS FIRST))");
  EXPECT_EQ(write(sql::row_number({}, {})), "row_number() OVER ()");
}

TEST_F(DialectTest, WritesTheCataloguesPlainFunctions) {
  const auto a = column("a");
  EXPECT_EQ(write(call(fn::kCount, {sql::star()})), "count(*)");
  EXPECT_EQ(write(call(fn::kArgMax, {a, call(fn::kRow, {a, a})})), R"(arg_max("a", row("a", "a")))");
  EXPECT_EQ(value(call(fn::kCoalesce, {sql::null_of({}), literal("x")})), "x");
  EXPECT_EQ(value(call(fn::kList, {literal("x"), sql::null_of({})})), "[x, NULL]");
  EXPECT_EQ(value(call(fn::kListWithoutNulls, {literal("x"), sql::null_of({}), literal("y")})), "[x, y]");
  EXPECT_EQ(value(call(fn::kListWithoutNulls, {})), "[]");
  EXPECT_EQ(value(call(fn::kJoinText, {call(fn::kList, {literal("x"), literal("y")}), literal("; ")})), "x; y");
  EXPECT_EQ(value(call(fn::kConcat, {literal("x"), literal("y")})), "xy");
  EXPECT_EQ(value(call(fn::kConcat, {literal("x"), sql::null_of({})})), "-");
  EXPECT_EQ(value(call(fn::kSame, {sql::null_of({}), sql::null_of({})})), "true");
  EXPECT_EQ(value(call(fn::kToJson, {call(fn::kList, {literal("x")})})), R"(["x"])");
}

TEST_F(DialectTest, AFunctionOutsideTheCatalogueIsAMistake) {
  EXPECT_THROW(write(call("system", {})), Error);
}

TEST_F(DialectTest, ReadersAreNativeFunctionsAndDecimalsOnesOfTheirDigits) {
  EXPECT_EQ(write(call(fn::kReadDate, {column("a"), literal("spec")})), R"("read_date"("a", 'spec'))");
  EXPECT_EQ(write(call(fn::kReadDecimal,
                       {column("a"), literal("spec"), literal(std::int64_t{12}), literal(std::int64_t{2})})),
            R"("read_decimal_12_2"("a", 'spec'))");
}

TEST_F(DialectTest, JsonBecomesNestedValues) {
  const auto type = sql::Type::structure({{"a", {TypeKind::kBigint}}, {"b", sql::Type::map({}, {})}, {"c", {}}});
  EXPECT_EQ(value(sql::from_json(literal(R"({"a": 1, "b": {"k": "v"}, "more": 2})"), type)),
            "{'a': 1, 'b': {k=v}, 'c': NULL}");
}

TEST_F(DialectTest, AUsersCommentCannotSwallowWhatFollows) {
  EXPECT_EQ(value(sql::all_of({sql::user_sql("1 = 1 -- true"), sql::user_sql("2 = 2 /* so */")})), "true");
}

TEST_F(DialectTest, WritesAWholeSelect) {
  sql::Query query;
  query.distinct = true;
  query.select = {{column("o", "id"), ""}, {call(fn::kSum, {column("amount")}), "total"}};
  query.from = sql::table({"silver", "orders"}, "o");
  query.joins.push_back({sql::Join::Kind::kLeft, std::make_shared<const sql::Relation>(sql::table({"c"}, "c")),
                         sql::equal(column("o", "id"), column("c", "id"))});
  query.where = sql::is_not_null(column("id"));
  query.group_by = {column("id")};
  query.having = sql::greater(call(fn::kCount, {sql::star()}), literal(std::int64_t{1}));
  query.order_by = {{column("total"), true, true}};
  query.limit = 10;
  EXPECT_EQ(write(query), R"(SELECT DISTINCT "o"."id", sum("amount") AS "total" FROM "silver"."orders" AS "o")"
                          R"( LEFT JOIN "c" AS "c" ON ("o"."id" = "c"."id") WHERE (NOT ("id" IS NULL)) GROUP BY "id")"
                          R"( HAVING (count(*) > CAST(1 AS BIGINT)) ORDER BY "total" DESC NULLS LAST LIMIT 10)");
}

TEST_F(DialectTest, UnitesQueriesInOrder) {
  sql::Query united;
  united.union_all = {user_query("SELECT 2 AS a"), user_query("SELECT 1 -- one")};
  united.order_by = {{column("a")}};
  united.limit = 2;
  EXPECT_EQ(rows(united), (std::vector<std::string>{"1", "2"}));
}

class JoinTest : public DialectTest {
 protected:
  JoinTest() {
    connection.create_table_as({"l"},
                               user_query("SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (2, 'b'), (3, NULL)) t(k, s)"));
    connection.create_table_as({"r"}, user_query("SELECT * FROM (VALUES (2, 'b'), (2, 'b'), (1, 'x')) t(k, s)"));
  }
  std::vector<std::string> joined(sql::Join::Kind kind, sql::Expr on) {
    sql::Query query;
    query.select = {{sql::star("l"), ""}};
    query.from = sql::table({"l"}, "l");
    query.joins.push_back({kind, std::make_shared<const sql::Relation>(sql::table({"r"}, "r")), std::move(on)});
    query.order_by = {{column("l", "k")}};
    return rows(query);
  }
  const sql::Expr both =
      sql::all_of({sql::equal(column("l", "k"), column("r", "k")), sql::equal(column("l", "s"), column("r", "s"))});
};

TEST_F(JoinTest, SemiAndAntiJoinsNeverMultiplyRows) {
  EXPECT_EQ(joined(sql::Join::Kind::kSemi, both), (std::vector<std::string>{"2|b", "2|b"}));
  EXPECT_EQ(joined(sql::Join::Kind::kAnti, both), (std::vector<std::string>{"1|a", "3|-"}));
  EXPECT_EQ(joined(sql::Join::Kind::kInner, both).size(), 4U);
  EXPECT_EQ(joined(sql::Join::Kind::kLeft, both).size(), 6U);
}

TEST_F(JoinTest, ExistsAndMembershipJudgeEachRow) {
  sql::Query found;
  found.select = {{literal(std::int64_t{1}), ""}};
  found.from = sql::table({"r"}, "r");
  found.where = both;
  sql::Query keys;
  keys.select = {{column("k"), ""}};
  keys.from = sql::table({"r"});
  sql::Query query;
  query.select = {{column("l", "k"), ""}, {sql::exists(found), ""}, {sql::in_query(column("l", "k"), keys), ""}};
  query.from = sql::table({"l"}, "l");
  query.order_by = {{column("l", "k")}};
  query.distinct = true;
  EXPECT_EQ(rows(query), (std::vector<std::string>{"1|false|true", "2|true|true", "3|false|false"}));
}

}  // namespace
}  // namespace c360::engine
