// Random statements over a table of many files give the same rows as over a copy of it that the engine holds itself.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <random>

#include "c360/base/error.h"
#include "c360/lakehouse/file_rows.h"
#include "c360/lakehouse/testing/lake_fixture.h"

namespace c360::lakehouse {
namespace {

/// Counts the files that statements open.
class CountedRows final : public engine::LateTable {
 public:
  CountedRows(std::shared_ptr<const storage::ObjectStore> store, const delta::Snapshot& snapshot)
      : rows_(std::move(store), snapshot) {}
  const std::vector<engine::TableColumn>& columns() const override { return rows_.columns(); }
  sql::Relation rows(const std::optional<sql::Expr>& condition) const override {
    sql::Relation relation = rows_.rows(condition);
    opened += relation.scan->files.size();
    ++asked;
    return relation;
  }

  mutable std::atomic<std::size_t> opened = 0;
  mutable std::atomic<std::size_t> asked = 0;

 private:
  FileRows rows_;
};

/// Writes conditions and statements at random, over columns whose values follow a number from 0 to about 180.
class Author {
 public:
  explicit Author(unsigned seed) : random_(seed) {}

  std::string statement() {
    const std::string where = condition(2);
    switch (pick(14)) {
      case 0:
        return "SELECT count(*), sum(id), min(name), max(day) FROM {t} WHERE " + where;
      case 1:
        return "SELECT a.id, b.id, b.name FROM {t} a LEFT JOIN {t} b ON a.id = b.id AND b." + comparison() +
               " WHERE a." + comparison();
      case 2:
        return "SELECT a.id, b.day FROM {t} a FULL JOIN (SELECT * FROM {t} WHERE " + where + ") b ON a.id = b.id + 1";
      case 3:
        return "SELECT a.id FROM {t} a JOIN {t} b USING (id) WHERE b." + comparison() + " AND a." + comparison();
      case 4:
        return "SELECT id FROM {t} WHERE id IN (SELECT id FROM {t} WHERE " + where + ")";
      case 5:
        return "SELECT id, name FROM {t} WHERE id NOT IN (SELECT id FROM {t} WHERE id IS NOT NULL AND " + where + ")";
      case 6:
        return "WITH x AS (SELECT * FROM {t} WHERE " + where + ") SELECT a.id, b.name FROM x a, x b WHERE a." +
               comparison() + " AND a.small = b.small";
      case 7:
        return "SELECT part, count(*), sum(amount) FROM {t} WHERE " + where + " GROUP BY part HAVING part <> 'p1'";
      case 8:
        return "SELECT id FROM {t} WHERE " + where + " UNION ALL SELECT small FROM {t} WHERE " + condition(1);
      case 9:
        return "SELECT id, n FROM (SELECT id, day, row_number() OVER (PARTITION BY id ORDER BY seen) AS n FROM {t}) "
               "WHERE " +
               number_of("id");
      case 10:
        return "SELECT a.id FROM {t} a WHERE EXISTS (FROM {t} b WHERE b.day = a.day AND b." + comparison() + ")";
      case 11:
        return "SELECT id FROM {t} EXCEPT SELECT id FROM {t} WHERE " + where;
      default:
        return "SELECT * FROM {t} WHERE " + where;
    }
  }

 private:
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  std::string one_of(const std::vector<std::string>& texts) {
    return texts[static_cast<std::size_t>(pick(static_cast<int>(texts.size())))];
  }

  std::string condition(int depth) {
    if (depth == 0 || pick(3) == 0) return comparison();
    switch (pick(5)) {
      case 0:
        return "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
      case 1:
        return "NOT (" + condition(depth - 1) + ")";
      default:
        return "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
    }
  }

  std::string comparison() {
    switch (pick(12)) {
      case 0:
        return one_of({"id", "day", "seen", "moment", "name", "amount", "wide", "rate", "flag", "small", "part"}) +
               one_of({" IS NULL", " IS NOT NULL"});
      case 1:
        return one_of({"flag", "flag = true", "flag = false", "flag IS NOT TRUE", "flag <> true"});
      case 2:
        return "part " + relation() + " 'p" + std::to_string(pick(5)) + "'";
      case 3:
        return one_of({"id", "small"}) + " IN (" + list_of_numbers() + ")";
      case 4:
        return "name LIKE '" + letter() + one_of({"%", "x%", "%x", "_%"}) + "'";
      case 5:
        return "name " + relation() + " '" + letter() +
               one_of({"", "x", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}) + "'";
      case 6:
        return "day " + relation() + " " + date_literal();
      case 7:
        return one_of({"seen ", "moment "}) + relation() + " " + time_literal();
      case 8:
        return "amount " + relation() + " " + std::to_string(number()) + one_of({"", ".5", ".555", "::DOUBLE"});
      case 9:
        return "rate " + relation() + " " + one_of({"'nan'", "'inf'", "0", "3.25", "1e2"});
      case 10:
        return one_of({"year(day) = 2024", "day::VARCHAR LIKE '2024-01%'", "date_trunc('month', day) = '2024-02-01'",
                       "id % 3 = 1", "coalesce(id, 7) = 7", "lower(name) < 'f'", "TRY_CAST(name AS INTEGER) IS NULL",
                       "wide < 0", "wide BETWEEN -30.5 AND 3", "id + 3 = 40", "id = small"});
      default:
        return number_of(one_of({"id", "small", "wide"}));
    }
  }

  std::string number_of(const std::string& column) {
    if (pick(4) == 0) return column + " BETWEEN " + std::to_string(number()) + " AND " + std::to_string(number());
    return column + " " + relation() + " " + std::to_string(number()) +
           one_of({"", "", "", "::SMALLINT", ".5", "::DOUBLE"});
  }
  std::string relation() { return one_of({"=", "=", "<", "<=", ">", ">=", "<>", "IS NOT DISTINCT FROM"}); }
  int number() { return pick(200) - 10; }
  std::string letter() { return std::string(1, static_cast<char>('a' + pick(18))); }

  std::string list_of_numbers() {
    std::string list = pick(5) == 0 ? "NULL" : std::to_string(number());
    for (int more = pick(12); more > 0; --more) list += ", " + std::to_string(number());
    return list;
  }
  std::string date_literal() {
    const std::string date = fmt::format("2024-{:02}-{:02}", 1 + pick(3), 1 + pick(28));
    return one_of({"'" + date + "'", "DATE '" + date + "'", "TIMESTAMP '" + date + " 12:00:00'",
                   "TIMESTAMPTZ '" + date + " 00:00:00+02'", "DATE '" + date + "' + INTERVAL 3 DAY"});
  }
  std::string time_literal() {
    const std::string time = fmt::format("2024-01-01 00:00:{:02}.{:06}", pick(18), pick(1'000'000));
    return one_of({"'" + time + "'", "TIMESTAMP '" + time + "'", "TIMESTAMPTZ '" + time + "+00'", "DATE '2024-01-01'",
                   "'" + time.substr(0, 23) + "'"});
  }

  std::mt19937 random_;
};

constexpr int kFiles = 18;

/// The rows of one file: most columns near ten times its number, some null, text long enough to have its bounds cut.
std::string rows_of_file(int file) {
  return fmt::format(
      "SELECT CASE WHEN h % 10 > 0 THEN {0} * 10 + h % 15 END AS id,"
      " CASE WHEN h % 9 > 0 THEN DATE '2024-01-01' + ({0} * 5 + h % 7)::INTEGER END AS day,"
      " TIMESTAMP '2024-01-01' + to_microseconds({0} * 1000000 + h % 1100000) AS seen,"
      " CASE WHEN h % 8 > 0 THEN TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_microseconds({0} * 1000000 + h % 1100000) "
      "END"
      " AS moment,"
      " CASE WHEN {0} <> 4 THEN chr((97 + {0})::INTEGER) || repeat('x', (h % 3 * 20)::INTEGER) || CASE WHEN h % 2 > 0"
      " THEN 'é🙂' ELSE '' END END AS name,"
      " ({0} * 10 + h % 60 / 4)::DECIMAL(12,2) AS amount,"
      " (({0} - 6) * 1000 + h % 999)::DECIMAL(38,4) / 100 AS wide,"
      " CASE h % 7 WHEN 0 THEN 'nan' WHEN 1 THEN '-inf' WHEN 2 THEN NULL ELSE ({0} + h % 5)::VARCHAR END::DOUBLE AS "
      "rate,"
      " CASE {0} % 4 WHEN 0 THEN true WHEN 1 THEN false WHEN 2 THEN NULL ELSE h % 2 > 0 END AS flag,"
      " ({0} * 10 + h % 13)::SMALLINT AS small,"
      " {1} AS part FROM (SELECT (hash(i + {0} * 1000) % 1000003)::BIGINT AS h FROM range(20) t(i))",
      file, file % 5 == 4 ? "NULL::VARCHAR" : fmt::format("'p{}'", file % 5));
}

class SkippingPropertyTest : public testing::LakeFixture {
 protected:
  SkippingPropertyTest() {
    connection_.create_schema("copy");
    connection_.create_table_as({"copy", "t"}, typed(0, true), false);
    delta::Metadata metadata;
    metadata.schema = schema_of(connection_.describe(typed(0, true)));
    metadata.partition_columns = {"part"};
    std::vector<delta::AddFile> files;
    for (int file = 0; file < kFiles; ++file) {
      for (auto& written : write_partitioned(connection_, table_, metadata.schema, {"part"}, typed(file)).files) {
        files.push_back(std::move(written));
      }
      run("INSERT INTO copy.t " + rows_of_file(file));
    }
    rows_ = std::make_shared<CountedRows>(storage::open_substore(*real_, "lake/t"),
                                          table_.log().create(metadata, "WRITE", files));
    sql::Query all;
    all.from = database_.add("t", rows_);
    connection_.create_schema("lake");
    connection_.create_view({"lake", "t"}, all);
  }

  static sql::Query typed(int file, bool none = false) {
    return testing::query_of(rows_of_file(file) + (none ? " WHERE false" : ""));
  }

  void run(const std::string& statement) {
    engine::Result result = connection_.query_user_sql(statement);
    while (result.next()) continue;
  }

  /// The rows of a statement over one of the two, sorted; or why there are none.
  std::vector<std::string> ask(std::string statement, const std::string& schema) {
    for (auto at = statement.find("{t}"); at != std::string::npos; at = statement.find("{t}")) {
      statement.replace(at, 3, schema + ".t");
    }
    std::vector<std::string> texts;
    try {
      engine::Result result = connection_.query_user_sql(statement);
      while (const auto chunk = result.next()) {
        for (std::size_t row = 0; row < chunk->rows(); ++row) {
          std::string& text = texts.emplace_back();
          for (std::size_t column = 0; column < result.columns().size(); ++column) {
            text += (chunk->is_null(column, row) ? "NULL" : chunk->display(column, row)) + "|";
          }
        }
      }
    } catch (const Error& error) {
      return {error.message()};
    }
    std::sort(texts.begin(), texts.end());
    return texts;
  }

  LakeTable table_ = lake_.table({"lake", "t"});
  std::shared_ptr<const CountedRows> rows_;
};

TEST_F(SkippingPropertyTest, NoStatementLosesARow) {
  const char* more = std::getenv("C360_SKIPPING_ROUNDS");  // another number, other statements
  const int rounds = more == nullptr ? 200 : std::atoi(more);
  Author author(static_cast<unsigned>(rounds));
  for (int round = 0; round < rounds; ++round) {
    const std::string statement = author.statement();
    ASSERT_EQ(ask(statement, "lake"), ask(statement, "copy")) << statement;
  }
  const double share = static_cast<double>(rows_->opened) / static_cast<double>(rows_->asked) / kFiles;
  EXPECT_LT(share, 0.9) << "hardly any file was skipped";
}

}  // namespace
}  // namespace c360::lakehouse
