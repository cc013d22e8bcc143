#include "c360/pipeline/model_tests.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "c360/base/suggest.h"
#include "c360/contract/refine.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/model/build.h"
#include "c360/pipeline/row_difference.h"
#include "c360/pipeline/table_rows.h"
#include "c360/project/column_rules.h"
#include "c360/project/column_types.h"

namespace c360::pipeline {
namespace {

using lakehouse::TableName;
using project::ModelTestSpec;
using project::TestCell;
using project::TestRow;

/// What a table's rows are made of: its columns and their types.
using Columns = std::map<std::string, sql::Type>;

Columns columns_of(const delta::Schema& schema) {
  Columns columns;
  for (const delta::Field& field : schema.fields) columns[field.name] = lakehouse::sql_type(field.type);
  return columns;
}

bool can_be_written(const sql::Type& type) {
  return type.kind == sql::TypeKind::kString || type.kind == sql::TypeKind::kBoolean || project::is_number(type) ||
         project::is_moment(type);
}

/// The value of a cell in the column's type. Throws Error(kProject) at the cell.
sql::Expr value_of(const TestCell& cell, const std::string& table, const Columns& columns) {
  const auto column = columns.find(cell.column.text);
  if (column == columns.end()) {
    std::vector<std::string> names;
    for (const auto& [name, type] : columns) names.push_back(name);
    throw Error(ErrorCode::kProject, fmt::format("{} has no column '{}'", table, cell.column.text),
                did_you_mean(cell.column.text, names), cell.column.where);
  }
  if (!cell.text) return sql::null_of(column->second);
  if (!can_be_written(column->second))
    throw Error(ErrorCode::kProject,
                fmt::format("'{}' is {}, which a test cannot hold", column->first, column->second.to_string()),
                "leave the column out", cell.where);
  project::ColumnSpec spec;
  spec.type = column->second;
  if (const auto fault = project::fault_of_value(spec, fmt::format("'{}'", column->first), *cell.text))
    throw Error(ErrorCode::kProject, *fault, "write " + project::how_written(spec.type), cell.where);
  return sql::literal(*cell.text, column->second);
}

/// Rows of the given columns, in this order; those that a row leaves out are NULL.
sql::Query rows_of(const std::vector<TestRow>& rows, const std::string& table, const Columns& types,
                   const std::vector<std::string>& names) {
  sql::Query all;
  for (const TestRow& row : rows) {
    std::map<std::string, sql::Expr> values;
    for (const TestCell& cell : row.cells) values.emplace(cell.column.text, value_of(cell, table, types));
    sql::Query& one = all.union_all.emplace_back();
    for (const std::string& name : names) {
      const auto value = values.find(name);
      one.select.push_back({value == values.end() ? sql::null_of(types.at(name)) : value->second, name});
    }
  }
  return all;
}

/// All rows of a query as texts.
std::vector<RowTexts> texts_of(engine::Connection& connection, const sql::Query& query) {
  std::vector<RowTexts> rows;
  engine::Result result = connection.query(query);
  while (const auto chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      RowTexts& texts = rows.emplace_back();
      for (std::size_t column = 0; column < result.columns().size(); ++column) {
        texts.push_back(chunk->is_null(column, row) ? std::nullopt : std::optional(chunk->display(column, row)));
      }
    }
  }
  return rows;
}

/// One test on its way: the tables its model reads, made of the given rows.
class ModelTest {
 public:
  ModelTest(engine::Connection& connection, const project::Project& project, const std::vector<model::Node>& models,
            const ModelTestSpec& test)
      : connection_(connection), project_(project), models_(models), test_(test) {}

  void run() {
    const model::Node& node = model_under_test();
    add_inputs(node);
    check_given();
    place_base_tables();
    for (const model::Node& each : models_) {
      if (inputs_.count(each.name()) > 0) place_model(*each.spec);
    }
    compare(*node.spec);
  }

 private:
  const model::Node& model_under_test() const {
    std::vector<std::string> names;
    for (const model::Node& node : models_) {
      if (node.name().to_string() == test_.model.text) return node;
      names.push_back(node.name().to_string());
    }
    throw Error(ErrorCode::kProject, fmt::format("there is no model '{}'", test_.model.text),
                did_you_mean(test_.model.text, names), test_.model.where);
  }

  void add_inputs(const model::Node& node) {
    for (const TableName& input : node.inputs) {
      if (!inputs_.insert(input).second) continue;
      for (const model::Node& each : models_) {
        if (each.name() == input) add_inputs(each);
      }
    }
  }

  /// A table that the model does not read would change nothing: a mistake.
  void check_given() const {
    std::vector<std::string> names;
    for (const TableName& input : inputs_) names.push_back(input.to_string());
    for (const auto& given : test_.given) {
      if (std::find(names.begin(), names.end(), given.table.text) != names.end()) continue;
      throw Error(ErrorCode::kProject, fmt::format("{} does not read '{}'", test_.model.text, given.table.text),
                  names.empty() ? "it reads no table" : did_you_mean(given.table.text, names), given.table.where);
    }
  }

  const project::GivenTable* given(const TableName& name) const {
    for (const auto& table : test_.given) {
      if (table.table.text == name.to_string()) return &table;
    }
    return nullptr;
  }

  void place_base_tables() {
    for (const project::Contract& contract : project_.contracts) {
      const delta::Schema bronze = expected_bronze_schema(contract);
      place_table({"bronze", contract.from}, bronze);
      place_table({"silver", contract.entity}, contract::silver_schema(contract));
      place_table({"quarantine", contract.entity}, contract::quarantine_schema(bronze));
    }
  }

  void place_table(const TableName& name, const delta::Schema& schema) {
    if (inputs_.count(name) == 0) return;
    const project::GivenTable* table = given(name);
    sql::Query rows;
    if (table == nullptr || table->rows.empty()) {
      rows.from = no_rows(schema);
    } else {
      std::vector<std::string> names;
      for (const delta::Field& field : schema.fields) names.push_back(field.name);
      rows = rows_of(table->rows, name.to_string(), columns_of(schema), names);
    }
    place(name, rows);
  }

  /// By its own SELECT, unless its rows are given.
  void place_model(const project::ModelSpec& spec) {
    const TableName name{spec.schema, spec.name};
    if (given(name) != nullptr) return place_table(name, lakehouse::schema_of(model::describe(connection_, spec)));
    sql::Query select;
    select.user_sql = spec.sql;
    place(name, select);
  }

  void place(const TableName& name, const sql::Query& rows) {
    connection_.create_schema(name.layer);
    connection_.create_view({name.layer, name.name}, rows);
  }

  void compare(const project::ModelSpec& spec) {
    const delta::Schema schema = lakehouse::schema_of(model::describe(connection_, spec));
    const std::vector<std::string> names = compared_columns(schema);
    std::vector<RowTexts> expected;
    if (!test_.expect.empty())
      expected = texts_of(connection_, rows_of(test_.expect, test_.model.text, columns_of(schema), names));
    const std::string difference = row_difference(names, std::move(expected), actual_rows(spec, names));
    if (difference.empty()) return;
    const std::string about = test_.description.empty() ? "" : " (" + test_.description + ")";
    throw Error(ErrorCode::kData,
                fmt::format("test {} fails{}: {} makes other rows:{}", test_.name, about, test_.model.text, difference),
                fmt::format("change {}, or what the test expects", spec.where.file), test_.where);
  }

  /// Those that the expected rows name; all where no row is expected.
  std::vector<std::string> compared_columns(const delta::Schema& schema) const {
    std::vector<std::string> names;
    if (test_.expect.empty()) {
      for (const delta::Field& field : schema.fields) names.push_back(field.name);
    } else {
      for (const TestCell& cell : test_.expect.front().cells) names.push_back(cell.column.text);
    }
    return names;
  }

  std::vector<RowTexts> actual_rows(const project::ModelSpec& spec, const std::vector<std::string>& names) {
    sql::Query model;
    model.user_sql = spec.sql;
    sql::Query query;
    query.from = sql::subquery(std::move(model), "rows");
    for (const std::string& name : names) query.select.push_back({sql::column("rows", name), name});
    try {
      return texts_of(connection_, query);
    } catch (const Error& error) {
      throw Error(ErrorCode::kProject,
                  fmt::format("test {}: model {} fails: {}", test_.name, test_.model.text, error.message()),
                  error.hint(), test_.where);
    }
  }

  engine::Connection& connection_;
  const project::Project& project_;
  const std::vector<model::Node>& models_;
  const ModelTestSpec& test_;
  std::set<TableName> inputs_;  // of the model, directly or through other models
};

}  // namespace

void run_model_test(engine::Connection& connection, const project::Project& project,
                    const std::vector<model::Node>& models, const ModelTestSpec& test) {
  ModelTest(connection, project, models, test).run();
}

}  // namespace c360::pipeline
