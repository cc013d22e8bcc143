#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

class DatabaseTest : public EngineTest {};

TEST_F(DatabaseTest, IsConfiguredAsPromised) {
  EXPECT_EQ(one("SELECT current_setting('TimeZone'), current_setting('autoinstall_known_extensions'), "
                "current_setting('autoload_known_extensions'), current_setting('preserve_insertion_order'), "
                "current_setting('allow_community_extensions')"),
            "UTC|false|false|false|false");
}

TEST_F(DatabaseTest, EveryConnectionHasTheSameZone) {
  Connection other = database.connect();
  EXPECT_EQ(rows(other.query_user_sql("SELECT TIMESTAMPTZ '2024-01-01 00:00:00+02'")).at(0), "2023-12-31 22:00:00+00");
}

// The engine reads this setting of all connections without a lock: another that is made while one compiles a statement
// must leave it alone.
TEST_F(DatabaseTest, AnotherConnectionSetsNothingThatAllRead) {
  EXPECT_EQ(one("SELECT current_setting('disabled_optimizers')"), "compressed_materialization");
  rows("SET GLOBAL disabled_optimizers = 'top_n'");
  Connection other = database.connect();
  EXPECT_EQ(rows(other.query_user_sql("SELECT current_setting('disabled_optimizers')")).at(0), "top_n");
}

TEST_F(DatabaseTest, ConnectionsSeeOneAnothersTablesButNotTemporaryOnes) {
  connection.create_schema("silver");
  EXPECT_EQ(connection.create_table_as({"silver", "t"}, user_query("SELECT * FROM range(7)"), false), 7);
  connection.create_table_as({"mine"}, user_query("SELECT 1 AS a"));
  Connection other = database.connect();
  EXPECT_EQ(rows(other.query_user_sql("SELECT count(*) FROM silver.t")).at(0), "7");
  EXPECT_THROW(rows(other.query_user_sql("SELECT * FROM mine")), Error);
}

TEST_F(DatabaseTest, ViewsAndTablesComeAndGo) {
  connection.create_view({"v"}, user_query("SELECT 1 AS a"));
  connection.create_view({"v"}, user_query("SELECT 2 AS a"));
  EXPECT_EQ(one("SELECT a FROM v"), "2");
  connection.drop_view({"v"});
  EXPECT_THROW(rows("SELECT a FROM v"), Error);
  connection.create_table_as({"t"}, user_query("SELECT 1 AS a"));
  connection.drop_table({"t"});
  EXPECT_THROW(rows("SELECT a FROM t"), Error);
}

TEST_F(DatabaseTest, ParametersAreValuesNotSql) {
  EXPECT_EQ(rows(connection.query_user_sql("SELECT ? || '!' || ?", {"'; DROP", std::string("a\0b", 3)})).at(0),
            std::string("'; DROP!a\0b", 11));
  EXPECT_EQ(rows(connection.query_user_sql("SELECT 1 WHERE 5 = ?", {"5"})).at(0), "1");
  EXPECT_THROW(connection.query_user_sql("SELECT ?", {}), Error);
}

TEST_F(DatabaseTest, OneNumberMustBeThere) {
  EXPECT_EQ(connection.query_bigint(user_query("SELECT sum(range) FROM range(10)")), 45);
  EXPECT_THROW(connection.query_bigint(user_query("SELECT 1 WHERE FALSE")), Error);
  EXPECT_THROW(connection.query_bigint(user_query("SELECT NULL::BIGINT")), Error);
}

TEST_F(DatabaseTest, DescribesWithoutRunning) {
  const auto columns = connection.describe(
      user_query("SELECT error('ran') AS a, 1.5 AS b, [1] AS c, sum(range) AS d, INTERVAL '1' DAY AS e FROM range(3)"));
  ASSERT_EQ(columns.size(), 5U);
  EXPECT_EQ(columns[1].type, "DECIMAL(2,1)");
  EXPECT_EQ(columns[1].known, sql::Type::decimal(2, 1));
  EXPECT_EQ(columns[2].type, "INTEGER[]");
  EXPECT_EQ(columns[2].known.to_string(), "list(integer)");
  EXPECT_EQ(columns[3].type, "HUGEINT");
  EXPECT_EQ(columns[3].known, sql::Type::decimal(38, 0));
  EXPECT_FALSE(columns[4].has_known_type);
}

TEST_F(DatabaseTest, AResultCanEndBeforeItsRows) {
  {
    Result result = connection.query_user_sql("SELECT * FROM range(10000000)");
    EXPECT_TRUE(result.next().has_value());
  }
  EXPECT_EQ(one("SELECT 1"), "1");
}

sql::Query user_sql(std::string text) {
  sql::Query query;
  query.user_sql = std::move(text);
  return query;
}

/// A file of so many rows, and databases that count them.
class CountedFile {
 public:
  explicit CountedFile(std::int64_t rows) : rows_(rows) {
    Database database;
    database.connect().copy_to_parquet(user_sql(fmt::format("SELECT 1 AS one FROM range({})", rows)), file());
  }
  void count(Connection& connection) const {
    sql::ParquetScan scan;
    scan.files = {{file().string()}};
    sql::Query query;
    query.from = sql::scan(std::move(scan), "counted");
    query.select = {{sql::call(sql::fn::kCount, {}), "rows"}};
    EXPECT_EQ(connection.query_bigint(query), rows_);
  }

 private:
  std::filesystem::path file() const { return folder_.path() / "counted.parquet"; }
  std::int64_t rows_;
  TemporaryDirectory folder_;
};

/// How many bits the groups of an array may have.
std::int64_t array_bits(Connection& connection) {
  return connection.query_bigint(user_sql("SELECT current_setting('perfect_ht_threshold')::BIGINT"));
}

TEST(DatabaseOptionsTest, GroupsAreCountedInArraysOnlyAsLargeAsTheTables) {
  Database database({.memory_limit_bytes = 4'000'000'000, .spill_directory = {}, .threads = 2});
  Connection connection = database.connect(), other = database.connect();
  EXPECT_EQ(array_bits(connection), 12);
  CountedFile(10'000).count(connection);
  EXPECT_EQ(array_bits(connection), 15);
  CountedFile(10).count(connection);
  EXPECT_EQ(array_bits(connection), 15) << "the largest table counts";
  EXPECT_EQ(connection.create_table_as({"more"}, user_sql("SELECT 1 AS one FROM range(100000)")), 100'000);
  EXPECT_EQ(array_bits(connection), 18);
  EXPECT_EQ(array_bits(other), 18) << "which may read that table as well";
}

TEST(DatabaseOptionsTest, GroupsAreCountedInArraysOnlyAsLargeAsTheMemoryAllows) {
  const CountedFile many(10'000'000);
  const auto bits = [&many](std::uint64_t memory, int threads) {
    Database database({.memory_limit_bytes = memory, .spill_directory = {}, .threads = threads});
    Connection connection = database.connect();
    many.count(connection);
    return array_bits(connection);
  };
  EXPECT_EQ(bits(8'000'000, 4), 12);
  EXPECT_EQ(bits(60'000'000, 2), 16);
  EXPECT_EQ(bits(4'000'000'000, 2), 22);
  EXPECT_EQ(bits(4'000'000'000, 16), 19);
  EXPECT_EQ(bits(64'000'000'000, 2), 24);
}

TEST(DatabaseOptionsTest, TheArraysOfAllThreadsAddUp) {
  Database database({.memory_limit_bytes = 4'000'000'000, .spill_directory = {}, .threads = 2});
  Connection connection = database.connect();
  connection.query_user_sql("CREATE TEMP TABLE sold AS SELECT range % 400000 AS id, range AS n FROM range(1000000)");
  Result result = connection.query_user_sql(
      "SELECT count(*), sum(times), max(total) FROM (SELECT id, count(*) AS times, sum(n) AS total FROM sold GROUP BY "
      "id)");
  const auto chunk = result.next();
  EXPECT_EQ(chunk->display(0, 0), "400000");
  EXPECT_EQ(chunk->display(1, 0), "1000000");
  EXPECT_EQ(chunk->display(2, 0), "1799997");
}

TEST(DatabaseOptionsTest, WorkThatDoesNotFitInMemorySpills) {
  const TemporaryDirectory folder;
  Database database({.memory_limit_bytes = 60'000'000, .spill_directory = folder.path() / "spill", .threads = 2});
  Connection connection = database.connect();
  Result result = connection.query_user_sql(
      "SELECT count(*), max(n) FROM (SELECT t, row_number() OVER (ORDER BY t) AS n FROM (SELECT "
      "md5(range::VARCHAR) || range AS t FROM range(2000000)))");
  EXPECT_EQ(result.next()->bigint(0, 0), 2'000'000);
}

TEST(DatabaseOptionsTest, TooLittleMemoryIsSaidSo) {
  const TemporaryDirectory folder;
  Database database({.memory_limit_bytes = 8'000'000, .spill_directory = folder.path(), .threads = 2});
  Connection connection = database.connect();
  try {
    Result result =
        connection.query_user_sql("SELECT len(list(range::VARCHAR || 'some more text')) FROM range(1000000)");
    result.next();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kMemory);
    EXPECT_EQ(error.message(), "the statement needs more than the 8 MB of memory that it may use");
    EXPECT_EQ(error.hint(), "raise memory_limit in c360.yaml or --memory, use fewer threads, or ask for less");
  }
}

constexpr const char* kMuch =
    "SELECT count(*), max(n) FROM (SELECT t, row_number() OVER (ORDER BY t) AS n FROM (SELECT "
    "md5(range::VARCHAR) || range AS t FROM range(2000000)))";

TEST(DatabaseOptionsTest, NoMoreIsSpilledThanItMay) {
  const TemporaryDirectory folder;
  Database database({.memory_limit_bytes = 60'000'000,
                     .spill_directory = folder.path() / "spill",
                     .threads = 2,
                     .spill_limit_bytes = 1'000'000});
  Connection connection = database.connect();
  try {
    connection.query_user_sql(kMuch).next();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kMemory);
    EXPECT_EQ(error.message(), "the statement needs more than the 60 MB of memory and 1 MB of disk that it may use");
  }
}

TEST(DatabaseOptionsTest, TheMemoryLimitCanChange) {
  Database database(
      {.memory_limit_bytes = 800'000'000, .spill_directory = {}, .threads = 2, .spill_limit_bytes = 1'000'000});
  const auto ask = [&] {
    Connection connection = database.connect();
    Result result = connection.query_user_sql(kMuch);
    std::int64_t rows = 0;
    while (const auto chunk = result.next()) rows = chunk->bigint(0, 0);  // to its end: until then it holds its memory
    return rows;
  };
  EXPECT_EQ(ask(), 2'000'000);
  EXPECT_TRUE(database.set_memory_limit(60'000'000));
  EXPECT_THROW(ask(), Error);
  EXPECT_TRUE(database.set_memory_limit(800'000'000));
  EXPECT_EQ(ask(), 2'000'000);
}

TEST(DatabaseOptionsTest, AMemoryLimitBelowWhatIsInUseIsNotTaken) {
  Database database(
      {.memory_limit_bytes = 800'000'000, .spill_directory = {}, .threads = 2, .spill_limit_bytes = 1'000'000});
  Connection connection = database.connect();
  connection.query_user_sql("CREATE TABLE held AS SELECT md5(range::VARCHAR) AS t FROM range(2000000)").next();
  EXPECT_FALSE(database.set_memory_limit(10'000'000));
  EXPECT_EQ(connection.query_user_sql("SELECT count(DISTINCT t) FROM held").next()->bigint(0, 0), 2'000'000);
}

class CancellationTest : public EngineTest {
 protected:
  static constexpr const char* kEndless = "SELECT count(*) FROM range(100000000000) a WHERE hash(a.range) = 1";

  /// The error of a statement that would go on for hours, were it not stopped by `stop` after a moment.
  template <typename Stop>
  ErrorCode stopped(Stop stop, const char* statement = kEndless) {
    std::thread stopper([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(150));
      stop();
    });
    const ErrorCode code = error_of(statement).code();
    stopper.join();
    return code;
  }
};

TEST_F(CancellationTest, ARequestStopsAStatement) {
  Cancellation cancellation;
  connection.set_cancellation(&cancellation);
  EXPECT_EQ(stopped([&] { cancellation.request(); }), ErrorCode::kCancelled);
}

TEST_F(CancellationTest, ARequestStopsTheFetchOfRowsThatNeverCome) {
  Cancellation cancellation;
  connection.set_cancellation(&cancellation);
  const ErrorCode code =
      stopped([&] { cancellation.request(); }, "SELECT * FROM range(100000000000) a WHERE hash(a.range) = 1");
  EXPECT_EQ(code, ErrorCode::kCancelled);
}

TEST_F(CancellationTest, AnInterruptStopsAStatement) {
  EXPECT_EQ(stopped([&] { connection.interrupt(); }), ErrorCode::kCancelled);
  EXPECT_EQ(one("SELECT 1"), "1");
}

TEST_F(CancellationTest, NothingStartsAfterARequest) {
  Cancellation cancellation;
  connection.set_cancellation(&cancellation);
  EXPECT_EQ(one("SELECT 1"), "1");
  cancellation.request();
  EXPECT_EQ(error_of("SELECT 1").code(), ErrorCode::kCancelled);
  connection.set_cancellation(nullptr);
  EXPECT_EQ(one("SELECT 1"), "1");
}

/// Threads of the engine that are still about to leave the statement find the connection as it was.
TEST_F(CancellationTest, AConnectionMayBeClosedRightAfterItsStatementWasStopped) {
  for (int i = 0; i < 40; ++i) {
    Options options;
    options.threads = 8;
    Database busy(options);
    Cancellation cancellation;
    for (int j = 0; j < 4; ++j) {
      Connection other = busy.connect();
      other.set_cancellation(&cancellation);
      Result result =
          other.query_user_sql("SELECT range, 'text ' || range FROM range(3000000) WHERE hash(range) % 2 = 0");
      ASSERT_TRUE(result.next());
      if (j % 2 == 0) other.interrupt();
    }
    Connection last = busy.connect();
    last.set_cancellation(&cancellation);
    Result result = last.query_user_sql("SELECT range FROM range(3000000) WHERE hash(range) % 2 = 0");
    cancellation.request();
    EXPECT_THROW(while (result.next()) continue, Error);
  }
}

TEST_F(CancellationTest, TellsHowFarAStatementIs) {
  connection.keep_progress();
  connection.create_table_as({"t"}, user_query("SELECT range AS n FROM range(1000000)"));
  double most = -1;
  stopped(
      [&] {
        for (int tries = 0; most < 0 && tries < 3000; ++tries) {
          most = connection.progress();
          std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        connection.interrupt();
      },
      // How far it is, is told between tasks: each goes through fifty parts of t, so each must be short.
      "SELECT count(*) FROM t, range(500) r WHERE hash(t.n + r.range) = 1");
  EXPECT_GE(most, 0.0);
  EXPECT_LE(most, 100.0);
}

}  // namespace
}  // namespace c360::engine
