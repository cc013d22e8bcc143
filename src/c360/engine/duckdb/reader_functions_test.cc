// The readers as a query calls them.
#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "c360/base/error.h"
#include "c360/engine/duckdb/native_functions.h"
#include "c360/engine/engine.h"
#include "c360/engine/values/value_spec.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

namespace fn = sql::fn;
using sql::Expr;
using sql::Type;
using sql::TypeKind;

class ReaderFunctionsTest : public testing::Test {
 protected:
  /// The texts as one column `raw` of a table; "NULL" stands for NULL.
  void fill(const std::vector<std::string>& texts) {
    sql::Query rows;
    for (const std::string& text : texts) {
      sql::Query row;
      row.select = {{text == "NULL" ? sql::null_of({TypeKind::kString}) : sql::literal(text), "raw"}};
      rows.union_all.push_back(row);
    }
    connection_.create_table_as({"texts"}, rows);
  }

  std::vector<std::string> column(const Expr& expr) {
    sql::Query query;
    query.select = {{expr, "value"}};
    query.from = sql::table({"texts"});
    Result result = connection_.query(query);
    std::vector<std::string> values;
    while (auto chunk = result.next()) {
      for (std::size_t row = 0; row < chunk->rows(); ++row) {
        values.push_back(chunk->is_null(0, row) ? "NULL" : chunk->display(0, row));
      }
    }
    return values;
  }

  static Expr literal_spec(const values::ValueSpec& spec) { return sql::literal(spec.to_text()); }

  static values::ValueSpec spec(Type type) {
    values::ValueSpec made;
    made.column = "c";
    made.type = std::move(type);
    made.null_tokens = {"", "NA"};
    return made;
  }

  static Expr raw() { return sql::column("raw"); }

  Database database_;
  Connection connection_ = database_.connect();
};

using Values = std::vector<std::string>;

TEST_F(ReaderFunctionsTest, EveryTypeIsReadWithItsOwnResultType) {
  fill({" 1 ", "NULL", "x"});
  const auto read = [&](std::string_view function, Type type) {
    return column(sql::call(function, {raw(), literal_spec(spec(std::move(type)))}));
  };
  EXPECT_EQ(read(fn::kReadString, {TypeKind::kString}), (Values{"1", "NULL", "x"}));
  EXPECT_EQ(read(fn::kReadBigint, {TypeKind::kBigint}), (Values{"1", "NULL", "NULL"}));
  EXPECT_EQ(read(fn::kReadInteger, {TypeKind::kInteger}), (Values{"1", "NULL", "NULL"}));
  EXPECT_EQ(read(fn::kReadBoolean, {TypeKind::kBoolean}), (Values{"true", "NULL", "NULL"}));
  EXPECT_EQ(read(fn::kReadDouble, {TypeKind::kDouble}).at(1), "NULL");
}

TEST_F(ReaderFunctionsTest, DecimalsOfEveryWidthKeepTheirDigits) {
  fill({"1.5", "-0.25"});
  for (const int precision : {4, 9, 18, 38}) {
    const Expr read =
        sql::call(fn::kReadDecimal, {raw(), literal_spec(spec(Type::decimal(precision, 2))),
                                     sql::literal(std::int64_t{precision}), sql::literal(std::int64_t{2})});
    EXPECT_EQ(column(read), (Values{"1.50", "-0.25"})) << precision;
  }
}

TEST_F(ReaderFunctionsTest, DatesAndTimesAreReadByTheirFormats) {
  fill({"31-05-2024", "20240531", "31-02-2024"});
  values::ValueSpec dates = spec({TypeKind::kDate});
  dates.formats = {"%d-%m-%Y", "%Y%m%d"};
  EXPECT_EQ(column(sql::call(fn::kReadDate, {raw(), literal_spec(dates)})),
            (Values{"2024-05-31", "2024-05-31", "NULL"}));
  dates.type = {TypeKind::kDatetime};
  EXPECT_EQ(column(sql::call(fn::kReadDatetime, {raw(), literal_spec(dates)})).at(0).substr(0, 19),
            "2024-05-31 00:00:00");
}

TEST_F(ReaderFunctionsTest, ADefaultStandsForNullRowsAndForAConstantNull) {
  fill({"NULL", "NA", "b"});
  values::ValueSpec text = spec({TypeKind::kString});
  text.default_value = "Unknown";
  EXPECT_EQ(column(sql::call(fn::kReadString, {raw(), literal_spec(text)})), (Values{"Unknown", "Unknown", "b"}));
  const Expr none = sql::null_of({TypeKind::kString});
  EXPECT_EQ(column(sql::call(fn::kReadString, {none, literal_spec(text)})), (Values{"Unknown", "Unknown", "Unknown"}));
}

TEST_F(ReaderFunctionsTest, JudgingNeverGivesNull) {
  fill({"NULL", "1", "x", "-1"});
  values::ValueSpec number = spec({TypeKind::kInteger});
  number.required = true;
  number.min = "0";
  EXPECT_EQ(column(sql::call(fn::kPassesRules, {raw(), literal_spec(number)})),
            (Values{"false", "true", "false", "false"}));
  const auto broken = [&](const char* rule) {
    return column(sql::call(fn::kBrokenRule, {raw(), literal_spec(number), sql::literal(rule)}));
  };
  EXPECT_EQ(broken("required"), (Values{"required(c)", "NULL", "NULL", "NULL"}));
  EXPECT_EQ(broken("type"), (Values{"NULL", "NULL", "type(c)", "NULL"}));
  EXPECT_EQ(broken("range"), (Values{"NULL", "NULL", "NULL", "range(c)"}));
  EXPECT_EQ(column(sql::call(fn::kExplainValue, {raw(), literal_spec(number)})),
            (Values{"c is missing", "NULL", "c 'x' is no integer", "c '-1' is below 0"}));
}

TEST_F(ReaderFunctionsTest, UsersMayAskWhetherATextIsAnAddress) {
  fill({"a@b.org", "a@b", "NULL"});
  EXPECT_EQ(column(sql::call(fn::kIsEmail, {raw()})), (Values{"true", "false", "NULL"}));
  EXPECT_EQ(column(sql::user_sql("is_email(raw)")), (Values{"true", "false", "NULL"}));
  EXPECT_EQ(column(sql::user_sql("is_phone('+49 30 1234567')")).at(0), "true");
}

TEST_F(ReaderFunctionsTest, ASpecThatMakesNoSenseEndsTheQueryWithItsOwnError) {
  fill({"a"});
  values::ValueSpec text = spec({TypeKind::kString});
  text.pattern = "(";
  try {
    column(sql::call(fn::kReadString, {raw(), literal_spec(text)}));
    FAIL() << "a broken pattern was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kProject);
    EXPECT_NE(error.message().find("no regular expression"), std::string::npos);
  }
}

TEST_F(ReaderFunctionsTest, ColumnNamesWithQuotesComeBackWhole) {
  fill({"NULL"});
  values::ValueSpec text = spec({TypeKind::kString});
  text.column = "it's \"quoted\"";
  text.required = true;
  EXPECT_EQ(column(sql::call(fn::kBrokenRule, {raw(), literal_spec(text), sql::literal("required")})),
            (Values{"required(it's \"quoted\")"}));
}

/// Texts as a kernel gets them, and room for what it makes of them.
class Batch {
 public:
  explicit Batch(int first) {
    for (int row = 0; row < kRows; ++row) texts_.push_back(std::to_string(first + row) + "    ");
    for (const std::string& text : texts_) cells_.push_back(TextCell::of(text));
  }

  void run(const ScalarKernel& kernel) {
    ScalarResults results(nullptr, numbers_.data(), validity_.data(), {TypeKind::kBigint});
    kernel(TextArguments(cells_.size(), cells_.data(), nullptr), results);
  }
  std::int64_t sum() const { return std::accumulate(numbers_.begin(), numbers_.end(), std::int64_t{0}); }

  static constexpr int kRows = 2048;

 private:
  std::vector<std::string> texts_;
  std::vector<TextCell> cells_;
  std::vector<std::int64_t> numbers_ = std::vector<std::int64_t>(kRows);
  std::vector<std::uint64_t> validity_ = std::vector<std::uint64_t>(kRows / 64, ~std::uint64_t{0});
};

TEST(ReaderKernelTest, ServesThreadsThatCallItAtOnce) {
  values::ValueSpec spec;
  spec.type = {TypeKind::kBigint};
  spec.clean = {{values::CleanStep::Kind::kDigits, {}, {}, {}}};
  const ScalarKernel kernel = native_function(std::string(fn::kReadBigint))->bind({spec.to_text()});
  constexpr int kFirst = 1'000'000'000;
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&kernel, &right, thread] {
      Batch batch(kFirst + thread);
      batch.run(kernel);
      const std::int64_t all = std::int64_t{Batch::kRows} * (kFirst + thread) + Batch::kRows * (Batch::kRows - 1) / 2;
      right += batch.sum() == all ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 4);
}

}  // namespace
}  // namespace c360::engine
