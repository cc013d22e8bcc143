#include "c360/engine/late_table.h"

#include <gmock/gmock.h>

#include <mutex>
#include <thread>

#include "c360/engine/duckdb/dialect.h"
#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

using sql::TypeKind;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Texts = std::vector<std::string>;

/// The numbers below a hundred with their half; notes what it is asked for, and filters by it.
class LateNumbers final : public LateTable {
 public:
  const std::vector<TableColumn>& columns() const override { return columns_; }

  sql::Relation rows(const std::optional<sql::Expr>& condition) const override {
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(condition ? DuckDbDialect().write(*condition) : "all");
    }
    if (broken) throw Error(ErrorCode::kUnsupported, "these numbers cannot be read", "take others");
    sql::Query all;
    all.user_sql = "SELECT range AS n, (range / 2)::DECIMAL(12,2) AS half FROM range(100)";
    sql::Query query;
    query.from = sql::subquery(all);
    query.where = condition;
    return sql::subquery(query);
  }

  Texts take_asked() {
    const std::lock_guard lock(mutex_);
    return std::exchange(asked_, {});
  }

  bool broken = false;

 private:
  std::vector<TableColumn> columns_{{"n", {TypeKind::kBigint}}, {"half", sql::Type::decimal(12, 2)}};
  mutable std::mutex mutex_;
  mutable Texts asked_;
};

class LateTableTest : public EngineTest {
 protected:
  LateTableTest() {
    view("numbers", database.add("numbers", numbers_));
    numbers_->take_asked();
  }

  void view(const std::string& name, sql::Relation from) {
    sql::Query query;
    query.from = std::move(from);
    connection.create_view({name}, query);
  }

  std::shared_ptr<LateNumbers> numbers_ = std::make_shared<LateNumbers>();
};

TEST_F(LateTableTest, IsToldWhatASelectAsksOfIt) {
  EXPECT_EQ(rows("SELECT n FROM numbers WHERE n = 7 AND half > 1"), Texts{"7"});
  EXPECT_THAT(numbers_->take_asked(),
              ElementsAre(R"((("n" = CAST(7 AS BIGINT)) AND ("half" > CAST('1.00' AS DECIMAL(12,2)))))"));
}

TEST_F(LateTableTest, GivesAllRowsWhereNothingIsKnown) {
  EXPECT_EQ(one("SELECT count(*) FROM numbers"), "100");
  EXPECT_EQ(one("SELECT count(*) FROM numbers WHERE n % 2 = 0"), "50");
  EXPECT_THAT(numbers_->take_asked(), ElementsAre("all", "all"));
}

TEST_F(LateTableTest, IsPutTogetherForEachStatementAnew) {
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 7"), "7");
  EXPECT_EQ(one("SELECT count(*) FROM numbers"), "100");
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 8"), "8");
}

TEST_F(LateTableTest, ServesAllItsPlacesInAStatement) {
  EXPECT_EQ(one("SELECT a.n + b.n FROM numbers a, numbers b WHERE a.n = 7 AND b.n = 8"), "15");
  EXPECT_EQ(one("SELECT count(*) FROM numbers a LEFT JOIN numbers b ON a.n = b.n AND b.n = 8"), "100");
  EXPECT_EQ(one("SELECT (SELECT count(*) FROM numbers) - (SELECT count(*) FROM numbers WHERE n < 10)"), "90");
}

TEST_F(LateTableTest, IsNotAskedByWhatIsOnlyCompiled) {
  connection.create_view({"v"}, user_query("SELECT n FROM numbers WHERE n > 90"));
  EXPECT_EQ(connection.describe(user_query("SELECT * FROM numbers")).at(1).type, "DECIMAL(12,2)");
  EXPECT_THAT(numbers_->take_asked(), IsEmpty());
  EXPECT_EQ(one("SELECT count(*) FROM v WHERE n < 95"), "4");
  EXPECT_THAT(numbers_->take_asked(), ElementsAre(HasSubstr("AND")));
}

TEST_F(LateTableTest, GivesAllRowsToOtherStatements) {
  rows("PREPARE few AS SELECT count(*) FROM numbers WHERE n < 5");
  EXPECT_THAT(numbers_->take_asked(), Each("all"));
  EXPECT_EQ(one("EXECUTE few"), "5");
  EXPECT_EQ(connection.query_bigint(user_query("SELECT count(*) FROM numbers WHERE n < 5")), 5);
  EXPECT_EQ(connection.create_table_as({"more"}, user_query("FROM numbers WHERE n < 6")), 6);
  EXPECT_EQ(rows("DESCRIBE numbers").size(), 2U);
  EXPECT_THAT(one("EXPLAIN SELECT n FROM numbers WHERE n = 7"), HasSubstr("RANGE"));
}

TEST_F(LateTableTest, StaysWholeForWhatIsPreparedOnceAndRunOften) {
  rows("PREPARE q AS SELECT count(*) FROM numbers WHERE n < $1");
  EXPECT_EQ(one("EXECUTE q(5)"), "5");
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 7"), "7");
  EXPECT_EQ(one("EXECUTE q(50)"), "50");
  EXPECT_EQ(rows(connection.query_user_sql("SELECT n FROM numbers WHERE n = ?::BIGINT", {"9"})), Texts{"9"});
}

TEST_F(LateTableTest, AViewMadeByTheUserIsPutTogetherAnewToo) {
  rows("CREATE VIEW few AS SELECT n FROM numbers WHERE n < 50");
  EXPECT_EQ(one("SELECT count(*) FROM few WHERE n > 40"), "9");
  EXPECT_EQ(one("SELECT count(*) FROM few"), "50");
}

TEST_F(LateTableTest, ItsErrorsEndTheStatementAsTheyAre) {
  numbers_->broken = true;
  const Error error = error_of("SELECT n FROM numbers WHERE n = 7");
  EXPECT_EQ(error.code(), ErrorCode::kUnsupported);
  EXPECT_EQ(error.message(), "these numbers cannot be read");
  EXPECT_EQ(error.hint(), "take others");
  numbers_->broken = false;
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 7"), "7");
}

TEST_F(LateTableTest, AStatementsErrorsKeepTheirPlace) {
  const Error error = error_of("SELECT n,\n  nope FROM numbers WHERE n = 7");
  EXPECT_EQ(error.code(), ErrorCode::kEngine);
  EXPECT_EQ(error.where().line, 2);
  EXPECT_EQ(error.where().column, 3);
}

TEST_F(LateTableTest, ThePlanAndTheStatementSeeOneNow) {
  view("times", database.add("times", numbers_));
  const std::string microseconds = one("SELECT epoch_us(now()) FROM times WHERE n < epoch_us(now()) LIMIT 1");
  EXPECT_THAT(numbers_->take_asked(), Each("(\"n\" < CAST(" + microseconds + " AS BIGINT))"));
}

TEST_F(LateTableTest, WhatAStatementKeepsIsKeptAtOnce) {
  rows("CREATE TABLE kept AS SELECT n FROM numbers WHERE n < 5");
  EXPECT_THAT(numbers_->take_asked(), ElementsAre(HasSubstr("<")));
  EXPECT_EQ(rows(database.connect().query_user_sql("SELECT count(*) FROM kept")), Texts{"5"});
}

TEST_F(LateTableTest, AFailedStatementLeavesTheConnectionUsable) {
  EXPECT_THAT(error_of("SELECT CAST('x' || n AS BIGINT) FROM numbers WHERE n = 7").message(), HasSubstr("x7"));
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 8"), "8");
  rows("CREATE TABLE t AS SELECT 1 AS a");
  EXPECT_EQ(one("SELECT a FROM t"), "1");
}

TEST_F(LateTableTest, AUsersTransactionIsTheirs) {
  rows("BEGIN");
  rows("CREATE TABLE t AS SELECT 1 AS a");
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 8"), "8");
  rows("ROLLBACK");
  EXPECT_THAT(error_of("SELECT a FROM t").message(), HasSubstr("t does not exist"));
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 8"), "8");
  rows("BEGIN");
  rows("CREATE TABLE t AS SELECT 2 AS a");
  rows("COMMIT");
  EXPECT_EQ(one("SELECT a FROM t"), "2");
}

TEST_F(LateTableTest, AUsersTransactionMayFail) {
  rows("BEGIN");
  rows("CREATE TABLE t AS SELECT 1 AS a");
  EXPECT_THAT(error_of("SELECT CAST('x' || n AS BIGINT) FROM numbers WHERE n = 7").message(), HasSubstr("x7"));
  EXPECT_THAT(error_of("SELECT n FROM numbers WHERE n = 8").message(), HasSubstr("ROLLBACK"));
  rows("ROLLBACK");
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 8"), "8");
  EXPECT_THAT(error_of("SELECT a FROM t").message(), HasSubstr("t does not exist"));
}

TEST_F(LateTableTest, WhatASelectChangesStays) {
  rows("CREATE SEQUENCE s");
  EXPECT_EQ(one("SELECT nextval('s') FROM numbers WHERE n = 8"), "1");
  EXPECT_EQ(one("SELECT nextval('s') FROM numbers WHERE n = 8"), "2");
}

TEST_F(LateTableTest, StreamsItsRowsToTheEnd) {
  Result result = connection.query_user_sql("SELECT a.n FROM numbers a, range(1000) WHERE a.n >= 50");
  std::size_t count = 0;
  while (const auto chunk = result.next()) count += chunk->rows();
  EXPECT_EQ(count, 50'000U);
}

TEST_F(LateTableTest, ThreadsDoNotGetInEachOthersWay) {
  const auto work = [this](int first) {
    Connection mine = database.connect();
    for (int n = first; n < 100; n += 4) {
      EXPECT_EQ(rows(mine.query_user_sql("SELECT n FROM numbers WHERE n = " + std::to_string(n))),
                Texts{std::to_string(n)});
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work, i);
  for (auto& thread : threads) thread.join();
}

TEST_F(LateTableTest, ALaterTableOfTheNameReplacesIt) {
  auto other = std::make_shared<LateNumbers>();
  view("numbers", database.add("numbers", other));
  EXPECT_EQ(one("SELECT n FROM numbers WHERE n = 8"), "8");
  EXPECT_THAT(numbers_->take_asked(), IsEmpty());
  EXPECT_EQ(other->take_asked().size(), 1U);
}

TEST_F(LateTableTest, NamesAreNamesWhateverTheyHold) {
  int count = 0;
  for (const std::string name :
       {"a.b", "data.csv", "x.parquet", "\"q\"", "it's", "a b; DROP VIEW v", "é(", "Numbers"}) {
    auto table = std::make_shared<LateNumbers>();
    const std::string of_view = "v" + std::to_string(++count);
    view(of_view, database.add(name, table));
    EXPECT_EQ(one("SELECT n FROM " + of_view + " WHERE n = 8"), "8") << name;
    EXPECT_EQ(table->take_asked().size(), 1U) << name;
  }
}

TEST_F(LateTableTest, IsSeenInTheInformationSchema) {
  EXPECT_EQ(rows("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'numbers'"),
            (Texts{"n|BIGINT", "half|DECIMAL(12,2)"}));
}

TEST_F(LateTableTest, AnUnknownTableIsUnknownStill) {
  EXPECT_THAT(error_of("SELECT * FROM no_such_table").message(), HasSubstr("no_such_table does not exist"));
  EXPECT_THAT(error_of("SELECT * FROM \"c360_late(x)\"").message(), HasSubstr("there is no late table 'x'"));
}

}  // namespace
}  // namespace c360::engine
