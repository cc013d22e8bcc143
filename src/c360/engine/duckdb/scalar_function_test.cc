#include "c360/engine/scalar_function.h"

#include <algorithm>
#include <atomic>

#include "c360/engine/duckdb/engine_fixture.h"

namespace c360::engine {
namespace {

/// Repeats a text as often as its constant says.
ScalarFunction repeated() {
  return {"repeated", 1, {sql::TypeKind::kString}, [](const std::vector<std::string>& constants) -> ScalarKernel {
            const int times = std::stoi(constants.at(0));
            if (times < 0) throw Error(ErrorCode::kProject, "cannot repeat " + constants[0] + " times");
            return [times](const TextArguments& in, ScalarResults& out) {
              for (std::size_t row = 0; row < in.rows(); ++row) {
                if (in.is_null(row)) {
                  out.set_null(row);
                  continue;
                }
                if (in.text(row) == "!") throw Error(ErrorCode::kData, "found a !");
                std::string text;
                for (int i = 0; i < times; ++i) text += in.text(row);
                out.set_text(row, text);
              }
            };
          }};
}

/// The length of a text as an amount; counts the rows it is called for.
ScalarFunction length_as(std::string name, sql::Type type, std::atomic<std::size_t>& rows) {
  return {std::move(name), 0, type, [&rows](const std::vector<std::string>&) -> ScalarKernel {
            return [&rows](const TextArguments& in, ScalarResults& out) {
              rows += in.rows();
              for (std::size_t row = 0; row < in.rows(); ++row) {
                in.is_null(row) ? out.set_null(row) : out.set_decimal(row, -static_cast<__int128>(in.text(row).size()));
              }
            };
          }};
}

class ScalarFunctionTest : public EngineTest {
 protected:
  ScalarFunctionTest() { database.add(repeated()); }
};

TEST_F(ScalarFunctionTest, RunsOverRowsWithItsConstant) {
  EXPECT_EQ(rows("SELECT repeated(x, 3) FROM (VALUES ('ab'), (NULL), (''), ('a longer text ')) t(x)"),
            (std::vector<std::string>{"ababab", "-", "", "a longer text a longer text a longer text "}));
}

TEST_F(ScalarFunctionTest, RunsInParallelOverManyRows) {
  EXPECT_EQ(one("SELECT count(*) FROM range(500000) WHERE repeated(range::VARCHAR, 2) = range::VARCHAR || range"),
            "500000");
}

TEST_F(ScalarFunctionTest, FoldsOverConstants) {
  EXPECT_EQ(one("SELECT repeated('ab', 1 + 1)"), "abab");
}

TEST_F(ScalarFunctionTest, DecimalsOfEveryWidthComeOut) {
  std::atomic<std::size_t> called{0};
  for (const int precision : {4, 9, 18, 38}) {
    const std::string name = "length_" + std::to_string(precision);
    database.add(length_as(name, sql::Type::decimal(precision, 2), called));
    EXPECT_EQ(one("SELECT " + name + "('abc')"), "-0.03");
  }
}

TEST_F(ScalarFunctionTest, ADictionaryIsReadOnceForEachDistinctValue) {
  const TemporaryDirectory folder;
  const auto file = (folder.path() / "x.parquet").string();
  rows("COPY (SELECT 'category ' || (range % 5) AS c FROM range(100000)) TO '" + file + "' (FORMAT parquet)");
  std::atomic<std::size_t> called{0};
  database.add(length_as("counted", sql::Type::decimal(9, 0), called));
  EXPECT_EQ(one("SELECT sum(counted(c)) FROM '" + file + "'"), "-1000000");
  EXPECT_LE(called, 100U);
}

TEST_F(ScalarFunctionTest, AKernelsErrorEndsTheQueryAsItself) {
  const Error error = error_of("SELECT repeated(x, 2) FROM (VALUES ('a'), ('!')) t(x)");
  EXPECT_EQ(error.code(), ErrorCode::kData);
  EXPECT_EQ(error.message(), "found a !");
}

TEST_F(ScalarFunctionTest, ABindErrorComesOutAsItself) {
  const Error error = error_of("SELECT repeated('a', -1)");
  EXPECT_EQ(error.code(), ErrorCode::kProject);
  EXPECT_EQ(error.message(), "cannot repeat -1 times");
}

TEST_F(ScalarFunctionTest, AConstantMustBeOne) {
  EXPECT_EQ(error_of("SELECT repeated('a', range) FROM range(3)").message(), "argument 2 must be a constant");
}

TEST_F(ScalarFunctionTest, AnythingThrownIsAnErrorNotACrash) {
  EXPECT_EQ(error_of("SELECT repeated('a', 'no number')").code(), ErrorCode::kInternal);
}

}  // namespace
}  // namespace c360::engine
