#include "c360/engine/key_tally.h"

#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

class KeyTallyTest : public EngineTest {
 protected:
  /// The column n of user SQL.
  static sql::Relation numbers(const std::string& text) { return sql::subquery(user_query(text), "numbers"); }

  static sql::Query select(const sql::Relation& from, const sql::Expr& expr) {
    sql::Query query;
    query.from = from;
    query.select = {{expr, "x"}};
    return query;
  }

  static sql::Query count_where(const sql::Relation& from, const sql::Expr& condition) {
    sql::Query query = select(from, sql::call(sql::fn::kCount, {sql::star()}));
    query.where = condition;
    return query;
  }

  const sql::Expr n_ = sql::column("n");
  KeyTally tally_{connection};
};

TEST_F(KeyTallyTest, NotesWhatAQueryReadsAndAnswersLaterOnes) {
  rows(select(numbers("SELECT unnest([1, 2, 2, NULL, -5, NULL]::BIGINT[]) AS n"), tally_.note(n_)));
  EXPECT_EQ(tally_.numbers().rows(), 6);
  EXPECT_EQ(tally_.numbers().repeats(), 2);
  const sql::Relation asked = numbers("SELECT unnest([1, 2, 3, -5, NULL]::BIGINT[]) AS n");
  EXPECT_EQ(rows(select(asked, tally_.contains(n_))), (std::vector<std::string>{"true", "true", "false", "true", "-"}));
  EXPECT_EQ(rows(select(asked, tally_.is_repeated(n_))),
            (std::vector<std::string>{"false", "true", "false", "false", "true"}));
}

TEST_F(KeyTallyTest, NotesEachRowOnceAlsoOfConstantsAndInAFilter) {
  const sql::Relation same = numbers("SELECT 7::BIGINT AS n FROM range(5000)");
  EXPECT_EQ(connection.query_bigint(count_where(same, tally_.note(n_))), 4999);
  EXPECT_EQ(tally_.numbers().rows(), 5000);
}

TEST_F(KeyTallyTest, CountsEveryRowThatThreadsReadAtOnce) {
  Database wide({0, {}, 4});
  Connection one = wide.connect();
  KeyTally tally(one);
  one.create_table_as({"many"}, user_query("SELECT i % 600000 AS n FROM range(1000000) r(i)"));
  EXPECT_EQ(one.query_bigint(count_where(sql::table({"many"}), tally.note(n_))), 400000);
  EXPECT_EQ(tally.numbers().rows(), 1000000);
  EXPECT_EQ(one.query_bigint(count_where(sql::table({"many"}), tally.is_repeated(n_))), 800000);
  EXPECT_EQ(one.query_bigint(count_where(sql::table({"many"}), tally.contains(sql::add(n_, n_)))), 600000);
}

TEST_F(KeyTallyTest, GivesUpWithinItsShareOfTheMemoryLimit) {
  Database small({std::uint64_t{64} << 20, {}, 1});
  Connection one = small.connect();
  KeyTally tally(one);
  const sql::Relation sparse = numbers("SELECT (i * 1000000007)::BIGINT AS n FROM range(5000) r(i)");
  one.query_bigint(count_where(sparse, tally.note(n_)));
  EXPECT_TRUE(tally.numbers().gave_up());
  EXPECT_EQ(tally.numbers().rows(), 5000);
}

TEST_F(KeyTallyTest, AStatementThatNamesATallyThatIsGoneFails) {
  sql::Query late;
  {
    const KeyTally gone(connection);
    late = select(numbers("SELECT 1::BIGINT AS n"), gone.contains(n_));
  }
  EXPECT_THROW(connection.query(late), Error);
}

}  // namespace
}  // namespace c360::engine
