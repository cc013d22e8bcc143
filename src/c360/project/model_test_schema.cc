#include "c360/project/model_test_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "c360/project/names.h"
#include "c360/project/text_file.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

/// "gold.monthly_revenue"
Value<PlacedText> table_of_a_schema(std::string expected) {
  const Value<std::string> inner = text(expected);
  return {inner.shape,
          [inner](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<PlacedText> {
            const std::optional<std::string> name = inner.read(node, what, problems);
            if (!name) return std::nullopt;
            const std::size_t dot = name->find('.');
            if (dot != std::string::npos && dot > 0 && dot + 1 < name->size()) return PlacedText{node.where, *name};
            add_mismatch(node, what, inner.shape.expected, problems);
            return std::nullopt;
          }};
}

std::optional<TestCell> read_cell(const YamlNode& key, const YamlNode& value, Problems& problems) {
  TestCell cell{{key.where, key.text}, value.where, std::nullopt};
  if (value.kind == YamlNode::Kind::kNothing) return cell;
  if (value.kind == YamlNode::Kind::kScalar) {
    cell.text = value.text;
    return cell;
  }
  add_mismatch(value, fmt::format("'{}'", key.text), "a value, or null", problems);
  return std::nullopt;
}

/// A map from a column's name to its value.
Value<TestRow> row() {
  Shape value;
  value.expected = "a value, or null";
  value.allows_null = true;
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.expected = "a map from a column's name to its value";
  shape.inner = std::make_shared<const Shape>(std::move(value));
  return {shape, [shape](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<TestRow> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            TestRow read{node.where, {}};
            for (std::size_t i = 0; i < node.items.size(); ++i)
              if (auto cell = read_cell(node.keys[i], node.items[i], problems)) read.cells.push_back(std::move(*cell));
            return read;
          }};
}

/// A map from tables to their rows.
Value<std::vector<GivenTable>> given_tables() {
  const Value<PlacedText> name = table_of_a_schema("a table such as silver.orders");
  const Value<std::vector<TestRow>> rows = list_of(row(), "a list of rows");
  Shape shape;
  shape.kind = Shape::Kind::kMap;
  shape.expected = "a map from a table such as silver.orders to its rows";
  shape.inner = std::make_shared<const Shape>(rows.shape);
  return {shape,
          [shape, name, rows](const YamlNode& node, const std::string& what,
                              Problems& problems) -> std::optional<std::vector<GivenTable>> {
            if (node.kind != YamlNode::Kind::kMap) {
              add_mismatch(node, what, shape.expected, problems);
              return std::nullopt;
            }
            std::vector<GivenTable> tables;
            for (std::size_t i = 0; i < node.items.size(); ++i) {
              auto table = name.read(node.keys[i], fmt::format("'{}'", node.keys[i].text), problems);
              auto read = rows.read(node.items[i], fmt::format("'{}'", node.keys[i].text), problems);
              if (table && read) tables.push_back({std::move(*table), std::move(*read)});
            }
            return tables;
          }};
}

Object<ModelTestSpec> make_model_test_object() {
  return Object<ModelTestSpec>("test", "tests/*.yaml: the rows that a model makes of given ones.")
      .field("model", table_of_a_schema("a model such as gold.monthly_revenue"), &ModelTestSpec::model, required(),
             "The model under test.")
      .field("description", text("a text"), &ModelTestSpec::description, otherwise("none"), "What the test is about.")
      .field("given", given_tables(), &ModelTestSpec::given, otherwise("no rows in any table"),
             "Rows of tables that the model reads, directly or through other models. Columns that a row leaves out are "
             "NULL, and tables that are not given have no rows.")
      .field("expect", list_of(row(), "a list of rows"), &ModelTestSpec::expect, required(),
             "The rows that the model then has, in any order. Columns that no row names are not compared.");
}

std::set<std::string> columns_of(const TestRow& row) {
  std::set<std::string> names;
  for (const TestCell& cell : row.cells) names.insert(cell.column.text);
  return names;
}

/// Which columns are compared must not depend on the row.
void check_expected_rows(const ModelTestSpec& test, Problems& problems) {
  for (const TestRow& row : test.expect) {
    if (row.cells.empty()) problems.add(row.where, "an expected row has no columns", "name those that are compared");
    if (columns_of(row) == columns_of(test.expect.front())) continue;
    problems.add(row.where, "this row has other columns than the first one",
                 "give every expected row the same columns; write null where there is no value");
  }
}

}  // namespace

const Object<ModelTestSpec>& model_test_object() {
  static const Object<ModelTestSpec> object = make_model_test_object();
  return object;
}

std::vector<ModelTestSpec> read_model_tests(const std::filesystem::path& root, Problems& problems) {
  std::vector<ModelTestSpec> tests;
  for (const std::string& file : files_below(root, "tests", ".yml", false))
    problems.add({file}, "tests are files that end in .yaml or .sql", "rename it");
  for (const std::string& file : files_below(root, "tests", ".yaml", false)) {
    const std::optional<std::string> text = read_text(root / file, file, problems);
    const std::optional<YamlNode> document = text ? parse_yaml(*text, file, problems) : std::nullopt;
    if (!document) continue;
    std::optional<ModelTestSpec> test = model_test_object().read(*document, "a test", problems);
    if (!test) continue;
    test->where = {file, 1, 1};
    test->name = std::filesystem::path(file).stem().string();
    if (const auto fault = fault_of_table_name(test->name))
      problems.add({file}, fmt::format("'{}' cannot be the name of a test: {}", test->name, *fault),
                   "rename it: letters, digits and '_', a letter first");
    check_expected_rows(*test, problems);
    tests.push_back(std::move(*test));
  }
  return tests;
}

}  // namespace c360::project
