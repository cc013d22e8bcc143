// Random SELECTs over small tables: when the values of one column change, only those columns of the result may change
// whose lineage names it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "c360/base/error.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/model/column_lineage.h"
#include "c360/model/testing/random_words.h"

namespace c360::model {
namespace {

using testing::Chance;
using Texts = std::vector<std::string>;

const std::vector<std::pair<std::string, Texts>>& tables() {
  static const std::vector<std::pair<std::string, Texts>> all = {{"t", {"k", "a", "b", "c"}}, {"u", {"k", "x", "y"}}};
  return all;
}

/// Makes up SELECTs whose columns are all whole numbers.
class SelectWriter {
 public:
  explicit SelectWriter(Chance& chance) : chance_(chance) {}

  /// A SELECT of `width` columns called c0, c1, …
  std::string select(int width, int depth) {
    if (depth > 0 && chance_.one_in(6)) {
      const std::string how = chance_.of(Choices{"UNION ALL", "UNION", "EXCEPT", "INTERSECT"});
      return fmt::format("({}) {} ({})", plain(width, depth - 1), how, plain(width, depth - 1));
    }
    if (depth > 0 && chance_.one_in(5)) return with(width, depth);
    return plain(width, depth);
  }

 private:
  using Choices = std::vector<std::string>;

  std::string with(int width, int depth) {
    const std::string name = fmt::format("w{}", next_++);
    const std::string body = select(3, depth - 1);
    const std::string columns = items(width, {name + ".c0", name + ".c1", name + ".c2"}, depth - 1, false);
    return fmt::format("WITH {} AS ({}) SELECT {} FROM {}", name, body, columns, name);
  }

  std::string plain(int width, int depth) {
    Texts columns;
    const std::string from = from_clause(depth, columns);
    const bool grouped = chance_.one_in(4);
    std::string where = chance_.one_in(2) ? " WHERE " + condition(columns, depth) : "";
    if (grouped) {
      const std::string group = chance_.of(columns);
      std::string list = group + " AS c0";
      for (int i = 1; i < width; ++i) list += fmt::format(", {} AS c{}", aggregate(columns), i);
      const std::string having = chance_.one_in(4) ? fmt::format(" HAVING {} > 2", aggregate(columns)) : "";
      return fmt::format("SELECT {} FROM {}{} GROUP BY {}{}", list, from, where, group, having);
    }
    const bool windows = chance_.one_in(4);
    const std::string list = items(width, columns, depth, windows);
    const std::string distinct = !windows && chance_.one_in(6) ? "DISTINCT " : "";
    std::string end;
    if (windows && chance_.one_in(2)) {
      end = fmt::format(" QUALIFY row_number() OVER (PARTITION BY {} ORDER BY {}, {}) = 1", chance_.of(columns),
                        chance_.of(columns), chance_.of(columns));
    } else if (distinct.empty() && chance_.one_in(6)) {
      end = fmt::format(" ORDER BY {}, {} LIMIT 3", chance_.of(columns), chance_.of(columns));
    }
    return fmt::format("SELECT {}{} FROM {}{}{}", distinct, list, from, where, end);
  }

  std::string items(int width, const Texts& columns, int depth, bool windows) {
    std::string list;
    for (int i = 0; i < width; ++i) {
      const std::string value = windows && chance_.one_in(2) ? window(columns) : expression(columns, depth);
      list += fmt::format("{}{} AS c{}", i == 0 ? "" : ", ", value, i);
    }
    return list;
  }

  std::string relation(int depth, Texts& columns) {
    const std::string alias = fmt::format("r{}", next_++);
    if (depth > 0 && chance_.one_in(3)) {
      for (const char* column : {"c0", "c1", "c2"}) columns.push_back(alias + "." + column);
      return fmt::format("({}) AS {}", select(3, depth - 1), alias);
    }
    const auto [table, names] = chance_.of(tables());
    for (const std::string& name : names) columns.push_back(alias + "." + name);
    return fmt::format("s.{} AS {}", table, alias);
  }

  std::string from_clause(int depth, Texts& columns) {
    std::string from = relation(depth, columns);
    for (int joins = chance_.below(3); joins > 0; --joins) {
      const Texts left = columns;
      Texts right;
      if (chance_.one_in(6) && depth > 0) {
        const std::string alias = fmt::format("l{}", next_++);
        from += fmt::format(", LATERAL (SELECT {} AS c0, x + {} AS c1 FROM s.u WHERE u.k = {}) AS {}", chance_.of(left),
                            chance_.of(left), chance_.of(left), alias);
        right = {alias + ".c0", alias + ".c1"};
      } else {
        const std::string what = relation(depth, right);
        const std::string how = chance_.of(Choices{"JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"});
        from += fmt::format(" {} {} ON {} = {}", how, what, chance_.of(left), chance_.of(right));
      }
      columns.insert(columns.end(), right.begin(), right.end());
    }
    return from;
  }

  std::string expression(const Texts& columns, int depth) {
    const std::string a = chance_.of(columns);
    const std::string b = chance_.of(columns);
    switch (chance_.below(9)) {
      case 0:
        return fmt::format("({} + {})", a, b);
      case 1:
        return fmt::format("coalesce({}, {}, 7)", a, b);
      case 2:
        return fmt::format("CASE WHEN {} THEN {} ELSE {} END", condition(columns, 0), a, b);
      case 3:
        return fmt::format("greatest({}, 1)", a);
      case 4:
        if (depth == 0) return a;
        return fmt::format("(SELECT {}(x) FROM s.u WHERE u.k {} {})", chance_.of(Choices{"sum", "max", "count"}),
                           chance_.of(Choices{"=", "<"}), a);
      case 5:
        return fmt::format("nullif({}, 2)", a);
      case 6:
        return "3";
      default:
        return a;
    }
  }

  std::string window(const Texts& columns) {
    const std::string over =
        fmt::format("OVER (PARTITION BY {} ORDER BY {})", chance_.of(columns), chance_.of(columns));
    const std::string a = chance_.of(columns);
    return fmt::format(
        fmt::runtime(chance_.of(Choices{"sum({0}) {1}", "rank() {1}", "max({0}) {1}", "count({0}) {1}"})), a, over);
  }

  std::string aggregate(const Texts& columns) {
    const std::string a = chance_.of(columns);
    const std::string filter = chance_.one_in(4) ? fmt::format(" FILTER (WHERE {})", condition(columns, 0)) : "";
    const std::string call =
        chance_.of(Choices{"sum({})", "min({})", "max({})", "count({})", "count(DISTINCT {})", "sum({} * 2)"});
    return fmt::format(fmt::runtime(call), a) + filter;
  }

  std::string condition(const Texts& columns, int depth) {
    const std::string a = chance_.of(columns);
    if (depth > 0 && chance_.one_in(4)) return fmt::format("{} IN (SELECT y FROM s.u WHERE x > 1)", a);
    if (depth > 0 && chance_.one_in(5)) return fmt::format("EXISTS (SELECT 1 FROM s.t WHERE t.a = {})", a);
    if (depth > 0 && chance_.one_in(6)) return fmt::format("{} NOT IN (SELECT b FROM s.t WHERE b IS NOT NULL)", a);
    switch (chance_.below(4)) {
      case 0:
        return fmt::format("{} = {}", a, chance_.of(columns));
      case 1:
        return fmt::format("{} > 1", a);
      case 2:
        return fmt::format("({} IS NULL OR {} < 3)", a, chance_.of(columns));
      default:
        return fmt::format("{} BETWEEN 1 AND 3", a);
    }
  }

  Chance& chance_;
  int next_ = 0;
};

class ColumnLineagePropertyTest : public ::testing::Test {
 protected:
  ColumnLineagePropertyTest() {
    connection_.create_schema("s");
    for (const auto& [table, columns] : tables()) {
      delta::Schema schema;
      std::string list;
      for (const std::string& column : columns) {
        schema.fields.push_back({column, lakehouse::delta_type({sql::TypeKind::kBigint}), true, {}});
        list += (list.empty() ? "" : ", ") + column + " BIGINT";
      }
      planner_.place({"s", table}, schema);
      run(fmt::format("CREATE TABLE s.{} (n INTEGER, {})", table, list));
    }
  }

  void run(const std::string& statement) {
    engine::Result result = connection_.query_user_sql(statement);
    while (result.next()) {
    }
  }

  void fill(Chance& chance) {
    for (const auto& [table, columns] : tables()) {
      run("DELETE FROM s." + table);
      for (int row = 0; row < 7; ++row) {
        std::string values = std::to_string(row);
        for (std::size_t i = 0; i < columns.size(); ++i) values += ", " + value(chance);
        run(fmt::format("INSERT INTO s.{} VALUES ({})", table, values));
      }
    }
  }

  static std::string value(Chance& chance) { return chance.one_in(8) ? "NULL" : std::to_string(chance.below(4)); }

  /// Other values for one column.
  void change(const std::string& table, const std::string& column, Chance& chance) {
    std::string cases = "CASE n";
    for (int row = 0; row < 7; ++row) cases += fmt::format(" WHEN {} THEN {}", row, value(chance));
    run(fmt::format("UPDATE s.{} SET {} = {} END", table, column, cases));
  }

  /// The values of each column of a SELECT, sorted.
  std::vector<Texts> columns_of(const std::string& select) {
    engine::Result result = connection_.query_user_sql(select);
    std::vector<Texts> columns(result.columns().size());
    while (const auto chunk = result.next()) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        for (std::size_t r = 0; r < chunk->rows(); ++r)
          columns[c].push_back(chunk->is_null(c, r) ? "NULL" : chunk->display(c, r));
      }
    }
    for (Texts& column : columns) std::sort(column.begin(), column.end());
    return columns;
  }

  /// nullopt for one that the engine itself refuses (some outer joins within laterals).
  std::optional<PlannedSelect> plan(const std::string& select) {
    try {
      return planner_.plan(select);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kEngine) throw;
      return std::nullopt;
    }
  }

  Planner planner_;
  engine::Database database_{engine::Options{0, {}, 1}};
  engine::Connection connection_ = database_.connect();
};

TEST_F(ColumnLineagePropertyTest, OnlyColumnsWhoseLineageNamesAColumnChangeWithIt) {
  int changes = 0;
  int untouched = 0;
  for (unsigned seed = 0; seed < testing::seeds(40); ++seed) {
    Chance chance(seed);
    const std::string select = SelectWriter(chance).select(3, 2);
    const auto planned = plan(select);
    if (!planned) continue;
    const SelectLineage lineage = lineage_of(*planned);
    fill(chance);
    for (const auto& [table, names] : tables()) {
      for (const std::string& name : names) {
        const SourceColumn source{{"s", table}, name};
        const std::vector<Texts> before = columns_of(select);
        change(table, name, chance);
        const std::vector<Texts> after = columns_of(select);
        if (lineage.rows.count(source) > 0) continue;
        for (std::size_t i = 0; i < lineage.columns.size(); ++i) {
          const bool named = lineage.columns[i].uses.count(source) > 0;
          if (named) changes += before[i] != after[i] ? 1 : 0;
          if (named) continue;
          ++untouched;
          ASSERT_EQ(before[i], after[i]) << "column " << i << " changes with " << table << "." << name << ", seed "
                                         << seed << "\n  " << select;
        }
      }
    }
  }
  EXPECT_GT(changes, 20);
  EXPECT_GT(untouched, 100);
}

}  // namespace
}  // namespace c360::model
