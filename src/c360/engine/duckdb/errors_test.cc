#include "c360/engine/duckdb/errors.h"

#include <atomic>
#include <thread>

#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

class ErrorsTest : public EngineTest {};

TEST_F(ErrorsTest, ASyntaxErrorHasItsPlace) {
  const Error error = error_of("SELECT 1\nFORM x");
  EXPECT_EQ(error.code(), ErrorCode::kEngine);
  EXPECT_EQ(error.where().line, 2);
  EXPECT_EQ(error.where().column, 6);
}

TEST_F(ErrorsTest, KeepsTheEnginesSuggestionAsHint) {
  const Error error = error_of("SELECT cont(1)");
  EXPECT_EQ(error.message(), "Scalar Function with name cont does not exist!");
  EXPECT_EQ(error.hint(), "Did you mean \"count\"?");
  EXPECT_EQ(error.where().column, 8);
}

TEST_F(ErrorsTest, ColumnsCountCharactersNotBytes) {
  const Error error = error_of("SELECT 'ééé', nope");
  EXPECT_EQ(error.where().line, 1);
  EXPECT_EQ(error.where().column, 15);
  EXPECT_EQ(error_of("SELECT 'ééé' FROM WHERE").where().column, 19);
}

TEST_F(ErrorsTest, APlaceInAWrappedQueryIsOneInTheUsersText) {
  const TemporaryDirectory folder;
  try {
    connection.copy_to_parquet(user_query("-- a comment\nSELECT 1 AS a,\n  nope"), folder.path() / "x.parquet");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where().line, 3);
    EXPECT_EQ(error.where().column, 3);
  }
}

TEST_F(ErrorsTest, SqlOfOurOwnHasNoPlace) {
  sql::Query query;
  query.from = sql::table({"nowhere"});
  try {
    connection.query(query);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where().line, 0);
    EXPECT_EQ(error.message(), "Table with name nowhere does not exist!");
  }
}

TEST_F(ErrorsTest, AnErrorWhileRunningComesOutOfNext) {
  const Error error =
      error_of("SELECT CAST(CASE WHEN range = 90000 THEN 'x' ELSE '1' END AS INTEGER) FROM range(100000)");
  EXPECT_EQ(error.code(), ErrorCode::kEngine);
  EXPECT_EQ(error.message(), "Could not convert string 'x' to INT32");
}

TEST_F(ErrorsTest, AMissingFileIsAnIoError) {
  EXPECT_EQ(error_of("SELECT * FROM read_parquet('/nowhere/x.parquet')").code(), ErrorCode::kIo);
}

TEST_F(ErrorsTest, TwoStatementsAreRefused) {
  const Error error = error_of("SELECT 1; SELECT 2");
  EXPECT_EQ(error.message(), "expected one SQL statement, found 2");
  EXPECT_EQ(error_of("").message(), "expected one SQL statement, found 0");
  EXPECT_EQ(error_of("-- nothing").message(), "expected one SQL statement, found 0");
}

TEST_F(ErrorsTest, ANulByteIsRefusedNotCutOff) {
  EXPECT_EQ(error_of(std::string_view("SELECT 1\0DROP", 13)).message(), "the statement holds a NUL byte");
}

TEST_F(ErrorsTest, TheConnectionWorksOnAfterAnError) {
  error_of("SELECT nope");
  EXPECT_EQ(one("SELECT 1"), "1");
}

TEST(ToErrorTest, AFullDiskIsNoSpace) {
  const ErrorLedger ledger;
  const auto* text =
      R"({"exception_type":"IO","exception_message":"Could not write file \"x\": No space left on device"})";
  EXPECT_EQ(to_error(ledger, text, "", false).code(), ErrorCode::kNoSpace);
}

TEST(ToErrorTest, AFullSpillDirectoryIsNoSpace) {
  const ErrorLedger ledger;
  const auto* text =
      R"({"exception_type":"Out of Memory","exception_message":"failed to offload data block of size 256.0 KiB (1.0 MiB/1.0 MiB used).\nThis limit was set by the 'max_temp_directory_size' setting."})";
  EXPECT_EQ(to_error(ledger, text, "", false).code(), ErrorCode::kNoSpace);
}

TEST(ToErrorTest, AnInterruptIsACancellation) {
  const ErrorLedger ledger;
  EXPECT_EQ(to_error(ledger, R"({"exception_type":"INTERRUPT","exception_message":"Interrupted!"})", "", false).code(),
            ErrorCode::kCancelled);
  EXPECT_EQ(to_error(ledger, "INTERRUPT Error: Interrupted!", "", false).code(), ErrorCode::kCancelled);
}

TEST(ToErrorTest, TextThatIsNoJsonIsKept) {
  const ErrorLedger ledger;
  EXPECT_EQ(to_error(ledger, "Something odd {", "", false).message(), "Something odd {");
}

TEST(ErrorLedgerTest, GivesBackTheErrorOfAMark) {
  ErrorLedger ledger;
  const std::string first = ledger.keep(Error(ErrorCode::kData, "bad row", "look", {"a.csv", 7, 2}));
  const std::string second = ledger.keep(Error(ErrorCode::kIo, "gone"));
  EXPECT_EQ(ledger.find("Invalid Input Error: " + first + " more")->message(), "bad row");
  EXPECT_EQ(ledger.find(first)->where().line, 7);
  EXPECT_EQ(ledger.find(second)->code(), ErrorCode::kIo);
  EXPECT_FALSE(ledger.find("no mark").has_value());
  EXPECT_FALSE(ledger.find("c360 error #999;").has_value());
}

TEST(ErrorLedgerTest, ForgetsTheOldestOfMany) {
  ErrorLedger ledger;
  const std::string first = ledger.keep(Error(ErrorCode::kIo, "0"));
  std::string last;
  for (int i = 1; i <= 64; ++i) last = ledger.keep(Error(ErrorCode::kIo, std::to_string(i)));
  EXPECT_FALSE(ledger.find(first).has_value());
  EXPECT_EQ(ledger.find(last)->message(), "64");
}

TEST(ErrorLedgerTest, GivesEachOfManyThreadsItsOwnError) {
  ErrorLedger ledger;
  std::atomic<int> right = 0;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 1000; ++i) {
        const std::string message = std::to_string(thread) + "/" + std::to_string(i);
        const auto found = ledger.find(ledger.keep(Error(ErrorCode::kData, message)));
        if (found) ++(found->message() == message ? right : wrong);  // forgotten where the others kept many meanwhile
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(right, 0);
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace c360::engine
