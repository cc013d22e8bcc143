#include "c360/engine/side_table.h"

#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

using Lines = std::vector<std::string>;

class SideTableTest : public EngineTest {
 protected:
  static std::vector<SideColumn> columns() {
    return {{"i", {sql::TypeKind::kBigint}}, {"t", {sql::TypeKind::kString}}};
  }

  /// The rows of user SQL (i, t) for which `keep` is true; the others are put aside.
  static sql::Query kept(const std::string& text, const sql::Expr& keep, const SideTable& aside) {
    sql::Query judged;
    judged.from = sql::subquery(user_query(text), "r");
    judged.select = {
        {sql::column("i"), "i"},
        {sql::case_when({{keep, sql::literal(true)}}, aside.put({sql::column("i"), sql::column("t")})), "k"}};
    sql::Query kept;
    kept.from = sql::subquery(judged, "j");
    kept.where = sql::column("k");
    kept.select = {{sql::column("i"), "i"}};
    return kept;
  }

  Lines all(const SideTable& aside) {
    sql::Query query;
    query.from = aside.relation();
    query.order_by = {{sql::column("i")}};
    return rows(query);
  }

  static sql::Query count(const sql::Relation& relation) {
    sql::Query query;
    query.from = relation;
    query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
    return query;
  }

  const sql::Expr below_three_ = sql::less(sql::column("i"), sql::literal(std::int64_t{3}));
};

TEST_F(SideTableTest, KeepsTheRowsThatAQueryDoesNotGive) {
  SideTable aside(connection, columns());
  const std::string text = "SELECT unnest([1, 3, NULL, 2, 4]::BIGINT[]) AS i, unnest(['a', NULL, 'c', 'd', 'e']) AS t";
  EXPECT_EQ(rows(kept(text, below_three_, aside)), (Lines{"1", "2"}));
  EXPECT_EQ(aside.finish(), 3);
  EXPECT_EQ(all(aside), (Lines{"3|-", "4|e", "-|c"}));
}

TEST_F(SideTableTest, KeepsEveryRowOnceWhenThreadsFillItAtOnce) {
  Database wide({0, {}, 4});
  Connection one = wide.connect();
  SideTable aside(one, columns());
  one.create_table_as({"many"}, user_query("SELECT i, 'a text that is too long for a cell ' || i AS t FROM "
                                           "range(1000000) r(i)"));
  const sql::Expr keep = sql::less(sql::column("i"), sql::literal(std::int64_t{300000}));
  EXPECT_EQ(one.create_table_as({"kept"}, kept("SELECT * FROM many", keep, aside)), 300000);
  EXPECT_EQ(aside.finish(), 700000);
  one.create_table_as({"seen"}, [&] {
    sql::Query query;
    query.from = aside.relation();
    return query;
  }());
  EXPECT_EQ(rows(one.query_user_sql("SELECT count(*), count(DISTINCT i), min(i), max(i), "
                                    "count(*) FILTER (t = 'a text that is too long for a cell ' || i) FROM seen")),
            (Lines{"700000|700000|300000|999999|700000"}));
}

TEST_F(SideTableTest, HoldsMoreThanTheMemoryLimit) {
  Database small({std::uint64_t{48} << 20, {}, 1});
  Connection one = small.connect();
  SideTable aside(one, columns());
  const std::string text = "SELECT i, repeat('x' || i, 20) AS t FROM range(700000) r(i)";
  EXPECT_EQ(rows(one.query(kept(text, sql::less(sql::column("i"), sql::literal(std::int64_t{0})), aside))), Lines{});
  EXPECT_EQ(aside.finish(), 700000);
  EXPECT_EQ(one.query_bigint(count(aside.relation())), 700000);
}

TEST_F(SideTableTest, IsEmptyWhereEveryRowIsKept) {
  SideTable aside(connection, columns());
  EXPECT_EQ(rows(kept("SELECT 1::BIGINT AS i, 'a' AS t", sql::literal(true), aside)), (Lines{"1"}));
  EXPECT_EQ(aside.finish(), 0);
  EXPECT_EQ(all(aside), Lines{});
}

TEST_F(SideTableTest, TakesNoRowAfterTheEnd) {
  SideTable aside(connection, columns());
  aside.finish();
  EXPECT_THROW(rows(kept("SELECT 9::BIGINT AS i, 'a' AS t", below_three_, aside)), Error);
}

TEST_F(SideTableTest, RefusesARowOfAnotherWidth) {
  const SideTable aside(connection, columns());
  EXPECT_THROW(aside.put({sql::column("i")}), Error);
}

TEST_F(SideTableTest, IsGoneWithItsOwner) {
  { const SideTable aside(connection, columns()); }
  EXPECT_EQ(one("SELECT count(*) FROM duckdb_tables()"), "0");
}

}  // namespace
}  // namespace c360::engine
