#include "c360/project/model_schema.h"

#include <algorithm>
#include <optional>

#include "c360/project/values.h"

namespace c360::project {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// "customer_id -> gold.dim_customer.customer_id"
std::optional<std::pair<std::string, std::string>> parse_model_reference(const std::string& written) {
  const std::size_t arrow = written.find("->");
  if (arrow == std::string::npos) return std::nullopt;
  const std::string column = trimmed(written.substr(0, arrow));
  const std::string target = trimmed(written.substr(arrow + 2));
  const auto dots = std::count(target.begin(), target.end(), '.');
  if (column.empty() || dots != 2 || target.front() == '.' || target.back() == '.') return std::nullopt;
  if (target.find("..") != std::string::npos) return std::nullopt;
  return std::pair(column, target);
}

Object<ModelSpec> make_model_object() {
  const Value<Materialize> materialize = one_of<Materialize>(
      {{"table", Materialize::kTable}, {"view", Materialize::kView}, {"parquet", Materialize::kParquet}});
  const auto model_reference =
      parsed_text<std::pair<std::string, std::string>>("column -> schema.table.column", "->", parse_model_reference);
  return Object<ModelSpec>("model", "The settings in the comment lines at the top of a model.")
      .field("grain", comma_separated(text("a column's name"), "columns, separated by commas"), &ModelSpec::grain,
             otherwise("not declared"), "The columns that are unique together; each run tests it.")
      .field("materialize", materialize, &ModelSpec::materialize, by_default("table"),
             "What the SELECT becomes: a Delta table, a view, or Parquet files.")
      .field("references", comma_separated(model_reference, "column -> schema.table.column, separated by commas"),
             &ModelSpec::references, otherwise("none"),
             "`customer_id -> gold.dim_customer.customer_id`: each value must be there; each run tests it.")
      .field(
          "adds_up_once", text("the name of a test"), &ModelSpec::adds_up_once, otherwise("none"),
          "The test in tests/ that proves that no join multiplies what this model adds up, where check cannot tell.");
}

}  // namespace

const Object<ModelSpec>& model_object() {
  static const Object<ModelSpec> object = make_model_object();
  return object;
}

}  // namespace c360::project
