#include "c360/engine/table_function.h"

#include <atomic>
#include <mutex>

#include "c360/engine/duckdb/engine_fixture.h"
#include "c360/sql/functions.h"

namespace c360::engine {
namespace {

constexpr std::int64_t kNumbers = 300'000;

/// Numbers 0 … kNumbers-1 as "n", "short" and long texts, a constant, and NULL for every third; handed out by an atomic
/// counter, so that every reader gets some.
class NumberSource final : public RowSource {
 public:
  const std::vector<TableColumn>& columns() const override { return columns_; }
  std::size_t max_readers() const override { return 4; }
  std::unique_ptr<RowReader> open_reader(const std::vector<std::size_t>& projected) override;
  std::int64_t estimated_rows() const override { return kNumbers; }
  std::int64_t take(std::int64_t count) { return next_.fetch_add(count); }

 private:
  std::vector<TableColumn> columns_{
      {"n", {sql::TypeKind::kBigint}},     {"copied", {sql::TypeKind::kString}},  {"stable", {sql::TypeKind::kString}},
      {"third", {sql::TypeKind::kBigint}}, {"file", {sql::TypeKind::kString}},    {"file_no", {sql::TypeKind::kBigint}},
      {"day", {sql::TypeKind::kDate}},     {"nothing", {sql::TypeKind::kString}}, {"half", {sql::TypeKind::kDouble}},
      {"even", {sql::TypeKind::kBoolean}}, {"at", {sql::TypeKind::kTimestamp}}};
  std::atomic<std::int64_t> next_{0};
};

class NumberReader final : public RowReader {
 public:
  explicit NumberReader(NumberSource& source) : source_(source) {}

  void next(ChunkWriter& out) override {
    const auto capacity = static_cast<std::int64_t>(out.capacity());
    const std::int64_t first = source_.take(capacity);
    const std::int64_t count = std::max<std::int64_t>(0, std::min(capacity, kNumbers - first));
    buffer_.assign(static_cast<std::size_t>(count), {});
    for (std::size_t output = 0; output < out.projected().size(); ++output) fill(out, output, first, count);
    out.set_rows(static_cast<std::size_t>(count));
  }

 private:
  void fill(ChunkWriter& out, std::size_t output, std::int64_t first, std::int64_t count) {
    const std::size_t column = out.projected()[output];
    if (column == 4) return out.set_constant(output, "a file with a long name.csv");
    if (column == 5) return out.set_constant_bigint(output, 42);
    if (column == 7) return out.set_constant_null(output);
    if (column == 10) return out.set_constant_bigint(output, 1'500'000);
    for (std::int64_t i = 0; i < count; ++i) set(out, output, column, static_cast<std::size_t>(i), first + i);
  }

  void set(ChunkWriter& out, std::size_t output, std::size_t column, std::size_t row, std::int64_t n) {
    const std::string text = n % 2 == 0 ? std::to_string(n) : "the long text of number " + std::to_string(n);
    switch (column) {
      case 0:
        return out.set_bigint(output, row, n);
      case 1:
        return out.set_text(output, row, text);
      case 2:
        buffer_[row] = text;
        return out.set_stable_text(output, row, buffer_[row]);
      case 3:
        return n % 3 == 0 ? out.set_null(output, row) : out.set_bigint(output, row, n);
      case 6:
        return out.set_integer(output, row, static_cast<std::int32_t>(n % 1000));
      case 8:
        return out.set_double(output, row, static_cast<double>(n) / 2);
      default:
        return out.set_boolean(output, row, n % 2 == 0);
    }
  }

  NumberSource& source_;
  std::vector<std::string> buffer_;
};

std::unique_ptr<RowReader> NumberSource::open_reader(const std::vector<std::size_t>&) {
  return std::make_unique<NumberReader>(*this);
}

class FailingReader final : public RowReader {
 public:
  void next(ChunkWriter&) override {
    throw Error(ErrorCode::kData, "record 7 is broken", "mend it", {"orders.csv", 8, 3});
  }
};

class FailingSource final : public RowSource {
 public:
  const std::vector<TableColumn>& columns() const override { return columns_; }
  std::size_t max_readers() const override { return 2; }
  std::unique_ptr<RowReader> open_reader(const std::vector<std::size_t>&) override {
    return std::make_unique<FailingReader>();
  }

 private:
  std::vector<TableColumn> columns_{{"a", {sql::TypeKind::kString}}};
};

class NumbersFunction final : public TableFunction {
 public:
  std::string name() const override { return "numbers"; }
  std::unique_ptr<RowSource> bind(const std::string& argument) const override {
    if (argument == "failing") return std::make_unique<FailingSource>();
    if (argument != "all") throw Error(ErrorCode::kNotFound, "no numbers called '" + argument + "'", "try all");
    return std::make_unique<NumberSource>();
  }
};

class TableFunctionTest : public EngineTest {
 protected:
  TableFunctionTest() { database.add(std::make_shared<NumbersFunction>()); }
};

TEST_F(TableFunctionTest, EveryRowComesOnceFromParallelReaders) {
  EXPECT_EQ(one("SELECT count(*), sum(n), count(DISTINCT n) FROM numbers('all')"), "300000|44999850000|300000");
}

TEST_F(TableFunctionTest, CountingAloneNeedsNoColumn) {
  EXPECT_EQ(one("SELECT count(*) FROM numbers('all')"), "300000");
}

TEST_F(TableFunctionTest, CopiedAndStableTextsAreAllRight) {
  EXPECT_EQ(one("SELECT count(*) FROM numbers('all') WHERE copied <> stable OR copied <> CASE WHEN n % 2 = 0 THEN "
                "n::VARCHAR ELSE 'the long text of number ' || n END"),
            "0");
}

TEST_F(TableFunctionTest, TextsOutliveTheReadersBuffersWhereTheEngineKeepsThem) {
  EXPECT_EQ(one("SELECT count(*) FROM (SELECT n, stable, copied FROM numbers('all') ORDER BY n DESC) WHERE "
                "stable <> copied OR right(stable, length(n::VARCHAR)) <> n::VARCHAR"),
            "0");
  EXPECT_EQ(one("SELECT count(DISTINCT stable) FROM (SELECT a.stable FROM numbers('all') a JOIN numbers('all') b ON "
                "a.stable = b.copied)"),
            "300000");
}

TEST_F(TableFunctionTest, AStreamedResultKeepsItsTexts) {
  Result result = connection.query_user_sql("SELECT n, stable FROM numbers('all')");
  std::int64_t wrong = 0;
  while (const auto chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      if (!chunk->text(1, row).ends_with(std::to_string(chunk->bigint(0, row)))) ++wrong;
    }
  }
  EXPECT_EQ(wrong, 0);
}

TEST_F(TableFunctionTest, NullsConstantsAndEveryTypeCome) {
  EXPECT_EQ(one("SELECT count(third), count(*) FILTER (WHERE third % 3 = 0), min(file), max(file), min(file_no), "
                "max(file_no), count(nothing), min(\"at\"), max(\"at\") FROM numbers('all')"),
            "200000|0|a file with a long name.csv|a file with a long name.csv|42|42|0|1970-01-01 00:00:01.5+00|"
            "1970-01-01 00:00:01.5+00");
  EXPECT_EQ(one("SELECT day, half, even FROM numbers('all') WHERE n = 1001"), "1970-01-02|500.5|false");
}

TEST_F(TableFunctionTest, ReadersAreToldWhichColumnsAreNeeded) {
  EXPECT_EQ(one("SELECT max(half), max(third) FROM numbers('all')"), "149999.5|299999");
}

TEST_F(TableFunctionTest, AQueryTreeMayReadIt) {
  sql::Query query;
  query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
  query.from = sql::table_function("numbers", {sql::literal("all")});
  EXPECT_EQ(connection.query_bigint(query), kNumbers);
}

TEST_F(TableFunctionTest, AReadersErrorEndsTheQueryAsItself) {
  const Error error = error_of("SELECT * FROM numbers('failing')");
  EXPECT_EQ(error.code(), ErrorCode::kData);
  EXPECT_EQ(error.message(), "record 7 is broken");
  EXPECT_EQ(error.hint(), "mend it");
  EXPECT_EQ(error.where().to_string(), "orders.csv:8:3");
}

TEST_F(TableFunctionTest, ABindErrorComesOutAsItself) {
  const Error error = error_of("SELECT * FROM numbers('none')");
  EXPECT_EQ(error.code(), ErrorCode::kNotFound);
  EXPECT_EQ(error.message(), "no numbers called 'none'");
}

TEST_F(TableFunctionTest, ANameCanBeTakenOnce) {
  EXPECT_THROW(database.add(std::make_shared<NumbersFunction>()), Error);
}

}  // namespace
}  // namespace c360::engine
