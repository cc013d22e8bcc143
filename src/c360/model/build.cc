#include "c360/model/build.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "c360/base/suggest.h"
#include "c360/sql/functions.h"

namespace c360::model {
namespace {

constexpr std::int64_t kShownRows = 3;

/// The error of a statement that the user wrote, at its place in the user's file.
Error at_source(const Error& error, const Location& file, const std::string& what) {
  if (error.code() != ErrorCode::kEngine) return error.in(what);
  const bool placed = error.where().line > 0;
  const Location where = placed ? Location{file.file, error.where().line, error.where().column} : file;
  return Error(ErrorCode::kProject, fmt::format("{}: {}", what, error.message()), error.hint(), where);
}

std::string model_name(const project::ModelSpec& spec) {
  return fmt::format("model {}.{}", spec.schema, spec.name);
}

sql::Relation view_of(const project::ModelSpec& spec) {
  return sql::table({spec.schema, spec.name}, "rows");
}

/// The first rows of a query, one a line, as "column = value, …".
std::string first_rows(engine::Connection& connection, sql::Query query) {
  query.limit = kShownRows;
  engine::Result result = connection.query(query);
  std::string text;
  while (auto chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      std::vector<std::string> values;
      for (std::size_t column = 0; column < result.columns().size(); ++column) {
        values.push_back(fmt::format("{} = {}", result.columns()[column].name,
                                     chunk->is_null(column, row) ? "NULL" : chunk->display(column, row)));
      }
      text += fmt::format("\n    {}", fmt::join(values, ", "));
    }
  }
  return text;
}

void test_grain(engine::Connection& connection, const project::ModelSpec& spec) {
  if (spec.grain.empty()) return;
  sql::Query repeated;
  repeated.from = view_of(spec);
  for (const std::string& name : spec.grain) {
    repeated.select.push_back({sql::column("rows", name), name});
    repeated.group_by.push_back(sql::column("rows", name));
  }
  const sql::Expr count = sql::call(sql::fn::kCount, {sql::star()});
  repeated.select.push_back({count, "rows"});
  repeated.having = sql::greater(count, sql::literal(std::int64_t{1}));
  const std::string rows = first_rows(connection, repeated);
  if (rows.empty()) return;
  throw Error(ErrorCode::kData,
              fmt::format("{} has several rows for one ({}):{}", model_name(spec), fmt::join(spec.grain, ", "), rows),
              "group by the grain, or declare the grain that the rows really have", spec.where);
}

/// "gold.dim_customer.customer_id" in its parts.
std::vector<std::string> parts_of(const std::string& target) {
  std::vector<std::string> parts(1);
  for (const char c : target) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

void test_reference(engine::Connection& connection, const project::ModelSpec& spec, const std::string& column,
                    const std::string& target) {
  const std::vector<std::string> parts = parts_of(target);
  if (parts.size() != 3) {
    throw Error(ErrorCode::kProject, fmt::format("'{}' is no column of a table", target),
                "write a reference as column -> schema.table.column", spec.where);
  }
  sql::Query orphans;
  orphans.distinct = true;
  orphans.select = {{sql::column("rows", column), column}};
  orphans.from = view_of(spec);
  orphans.where = sql::is_not_null(sql::column("rows", column));
  orphans.joins.push_back({sql::Join::Kind::kAnti,
                           std::make_shared<sql::Relation>(sql::table({parts[0], parts[1]}, "parent")),
                           sql::equal(sql::column("rows", column), sql::column("parent", parts[2]))});
  const std::string rows = first_rows(connection, orphans);
  if (rows.empty()) return;
  throw Error(ErrorCode::kData, fmt::format("{} has rows that {} does not know:{}", model_name(spec), target, rows),
              "join the referenced table in the model, or drop the reference", spec.where);
}

}  // namespace

std::vector<engine::ResultColumn> describe(engine::Connection& connection, const project::ModelSpec& spec) {
  try {
    return connection.describe(sql::user_query(spec.sql));
  } catch (const Error& error) {
    throw at_source(error, spec.where, model_name(spec));
  }
}

void check_columns(engine::Connection& connection, const project::ModelSpec& spec) {
  std::vector<std::string> names;
  sql::Query all;
  all.from = view_of(spec);
  for (const auto& column : connection.describe(all)) names.push_back(column.name);
  std::vector<std::string> wanted = spec.grain;
  for (const auto& [column, target] : spec.references) wanted.push_back(column);
  for (const std::string& name : wanted) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    throw Error(ErrorCode::kProject, fmt::format("{} has no column '{}'", model_name(spec), name),
                did_you_mean(name, names), spec.where);
  }
}

std::string parquet_folder(const project::ModelSpec& spec, const std::string& run_id) {
  return spec.name + "/" + run_id;
}

std::vector<engine::ResultColumn> describe(engine::Connection& connection, const project::TestSpec& test) {
  try {
    return connection.describe(sql::user_query(test.sql));
  } catch (const Error& error) {
    throw at_source(error, test.where, "test " + test.name);
  }
}

Built build(engine::Connection& connection, lakehouse::Lakehouse& lake, const project::ModelSpec& spec,
            const std::string& run_id) {
  Built built;
  built.spec = &spec;
  built.schema = lakehouse::schema_of(describe(connection, spec));
  try {
    if (spec.materialize == project::Materialize::kView) return built;
    const std::string folder =
        spec.materialize == project::Materialize::kParquet ? parquet_folder(spec, run_id) : spec.name;
    lakehouse::LakeTable table = lake.table({spec.schema, folder});
    built.written = lakehouse::write_files(connection, table, built.schema, sql::user_query(spec.sql));
    return built;
  } catch (const Error& error) {
    throw at_source(error, spec.where, model_name(spec));
  }
}

void test_promises(engine::Connection& connection, const project::ModelSpec& spec) {
  try {
    check_columns(connection, spec);
    test_grain(connection, spec);
    for (const auto& [column, target] : spec.references) test_reference(connection, spec, column, target);
  } catch (const Error& error) {
    throw error.code() == ErrorCode::kEngine ? at_source(error, spec.where, model_name(spec)) : error;
  }
}

void run_test(engine::Connection& connection, const project::TestSpec& test) {
  std::string rows;
  try {
    sql::Query failures;
    failures.from = sql::subquery(sql::user_query(test.sql), "failures");
    rows = first_rows(connection, failures);
  } catch (const Error& error) {
    throw at_source(error, test.where, "test " + test.name);
  }
  if (rows.empty()) return;
  const std::string why = test.description.empty() ? "" : " (" + test.description + ")";
  throw Error(ErrorCode::kData, fmt::format("test {} fails{}; its first rows:{}", test.name, why, rows),
              "nothing was published; look at these rows with c360 sql", test.where);
}

}  // namespace c360::model
