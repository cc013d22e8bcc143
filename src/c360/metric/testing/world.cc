#include "c360/metric/testing/world.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <random>

#include "c360/model/graph.h"

namespace c360::metric {
namespace {

using sql::TypeKind;

const std::vector<std::string>& words() {
  static const std::vector<std::string> list = {"Completed", "Success", "Failed",   "Pending", "Resolved", "Closed",
                                                "Open",      "Gold",    "Platinum", "Card",    "Cash",     "Unknown"};
  return list;
}

int up_to(std::mt19937& random, int most) {
  return std::uniform_int_distribution<int>(0, most)(random);
}

std::string day(std::mt19937& random) {
  return fmt::format("{}-{:02}-{:02}", 2023 + up_to(random, 1), 1 + up_to(random, 11), 1 + up_to(random, 27));
}

std::string value(std::mt19937& random, const project::ColumnSpec& column, int rows) {
  if (!column.required && !column.default_value && up_to(random, 9) == 0) return "NULL";
  if (column.references) return std::to_string(1 + up_to(random, rows - 1));
  switch (column.type.kind) {
    case TypeKind::kDecimal:
      return fmt::format("{}.{:02}", up_to(random, 200), up_to(random, 99));
    case TypeKind::kDate:
      return "'" + day(random) + "'";
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return fmt::format("'{} {:02}:{:02}:{:02}'", day(random), up_to(random, 23), up_to(random, 59),
                         up_to(random, 59));
    case TypeKind::kString:
      return "'" + words()[static_cast<std::size_t>(up_to(random, static_cast<int>(words().size()) - 1))] + "'";
    default:
      return std::to_string(up_to(random, 500) - (column.min ? 0 : 100));
  }
}

}  // namespace

World::World(const std::filesystem::path& folder, unsigned seed, int rows)
    : project_(project::load(folder)), connection_(database_.connect()) {
  connection_.create_schema("silver");
  for (const project::Contract& contract : project_.contracts) fill(contract, seed++, rows);
  for (const model::Node& node : model::in_build_order(connection_, project_)) {
    sql::Query query;
    query.user_sql = node.spec->sql;
    connection_.create_schema(node.spec->schema);
    connection_.create_table_as({node.spec->schema, node.spec->name}, query, false);
  }
  model_ = std::make_unique<TypedModel>(project_, connection_);
}

void World::run(const std::string& sql) {
  engine::Result result = connection_.query_user_sql(sql);
  while (result.next()) continue;
}

/// Keys count from 1, so that what references them finds them; of a key of several columns the first may be a
/// reference.
void World::fill(const project::Contract& contract, unsigned seed, int rows) {
  const sql::Dialect& dialect = database_.dialect();
  std::vector<std::string> columns;
  for (const project::ColumnSpec& column : contract.columns)
    columns.push_back(dialect.identifier(column.name) + " " + dialect.write(column.type));
  const std::string table = dialect.qualified({"silver", contract.entity});
  run(fmt::format("CREATE TABLE {} ({})", table, fmt::join(columns, ", ")));
  std::mt19937 random(seed);
  std::vector<std::string> lines;
  for (int row = 1; row <= rows; ++row) {
    std::vector<std::string> values;
    for (const project::ColumnSpec& column : contract.columns) {
      const bool is_key = contract.key.size() == 1 && contract.key.front() == column.name;
      values.push_back(is_key ? std::to_string(row) : value(random, column, rows));
    }
    lines.push_back(fmt::format("({})", fmt::join(values, ", ")));
  }
  if (rows > 0) run(fmt::format("INSERT INTO {} VALUES {}", table, fmt::join(lines, ", ")));
}

std::vector<std::vector<std::optional<std::string>>> World::answer(const Question& question) {
  Answering here(connection_);
  return here.ask(compile(*model_, question).query).rows;
}

}  // namespace c360::metric
