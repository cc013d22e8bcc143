#include "c360/pipeline/column_choice.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/base/suggest.h"

namespace c360::pipeline {
namespace {

using project::JsonValue;

const std::string kAddedForms = "a text, a whole number, true, false, null, { column: NAME } or { file: path }";

[[noreturn]] void refuse_form(const std::string& what, const std::string& expected) {
  throw Error(ErrorCode::kProject, fmt::format("{} must be {}", what, expected));
}

std::string column_name(const JsonValue& value) {
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    refuse_form("what stands in 'columns'", "a column's name");
  return value.get<std::string>();
}

AddedColumn added_column(const std::string& name, const JsonValue& value) {
  if (value.is_object() && value.size() == 1 && value.contains("column") && value["column"].is_string())
    return {name, AddedColumn::Kind::kColumn, {}, value["column"].get<std::string>()};
  if (value.is_object() && value.size() == 1 && value.contains("file") && value["file"] == "path")
    return {name, AddedColumn::Kind::kPath, {}, {}};
  if (value.is_structured()) refuse_form(fmt::format("the column '{}' of 'added_columns'", name), kAddedForms);
  return {name, AddedColumn::Kind::kValue, value, {}};
}

/// Rows' columns by name; the first of those that differ by case alone.
class NamedColumns {
 public:
  void add(const std::string& name, sql::Expr value) {
    names_.push_back(name);
    values_.push_back(std::move(value));
  }
  bool has(const std::string& name) const {
    return std::any_of(names_.begin(), names_.end(),
                       [&](const std::string& each) { return equal_ignoring_case(each, name); });
  }
  const sql::Expr& at(const std::string& name) const {
    const auto exact = std::find(names_.begin(), names_.end(), name);
    const auto found =
        exact != names_.end() ? exact : std::find_if(names_.begin(), names_.end(), [&](const std::string& each) {
          return equal_ignoring_case(each, name);
        });
    if (found == names_.end())
      throw Error(ErrorCode::kData, fmt::format("the rows have no column '{}'", name), did_you_mean(name, names_));
    return values_[static_cast<std::size_t>(found - names_.begin())];
  }
  std::vector<sql::SelectItem> all() const {
    std::vector<sql::SelectItem> items;
    for (std::size_t at = 0; at < names_.size(); ++at) items.push_back({values_[at], names_[at]});
    return items;
  }

 private:
  std::vector<std::string> names_;
  std::vector<sql::Expr> values_;
};

sql::Expr literal_value(const JsonValue& value) {
  if (value.is_null()) return sql::null_of({sql::TypeKind::kString});
  if (value.is_boolean()) return sql::literal(value.get<bool>());
  if (value.is_number_integer()) return sql::literal(value.get<std::int64_t>());
  return sql::literal(std::string_view(value.is_string() ? value.get<std::string>() : value.dump()));
}

sql::Expr added_expression(const AddedColumn& added, const NamedColumns& columns) {
  if (added.kind == AddedColumn::Kind::kColumn) return columns.at(added.column);
  return added.kind == AddedColumn::Kind::kPath ? sql::column(kPathColumn) : literal_value(added.value);
}

}  // namespace

bool ColumnChoice::wants_path() const {
  return std::any_of(added.begin(), added.end(),
                     [](const AddedColumn& column) { return column.kind == AddedColumn::Kind::kPath; });
}

ColumnChoice read_column_choice(const JsonValue& columns, const JsonValue& added) {
  ColumnChoice choice;
  if (columns.is_object()) {
    for (const auto& entry : columns.items()) choice.chosen.emplace_back(entry.key(), column_name(entry.value()));
  } else if (columns.is_array()) {
    for (const JsonValue& name : columns) choice.chosen.emplace_back(column_name(name), column_name(name));
  } else if (!columns.is_null()) {
    refuse_form("'columns'", "a map from the table's columns to those of the rows, or a list of columns");
  }
  if (!columns.is_null() && choice.chosen.empty()) refuse_form("'columns'", "at least one column");
  if (!added.is_null() && !added.is_object()) refuse_form("'added_columns'", "a map from names to values");
  for (const auto& entry : added.items()) choice.added.push_back(added_column(entry.key(), entry.value()));
  return choice;
}

std::vector<sql::SelectItem> chosen_columns(const ColumnChoice& choice, const std::vector<std::string>& there) {
  NamedColumns columns;
  for (const std::string& name : there)
    if (name != kPathColumn) columns.add(name, sql::column(name));
  for (const AddedColumn& added : choice.added) {
    if (columns.has(added.name))
      throw Error(ErrorCode::kData, fmt::format("the rows have a column '{}' already", added.name),
                  "call the one in 'added_columns' otherwise");
    columns.add(added.name, added_expression(added, columns));
  }
  if (choice.chosen.empty()) return columns.all();
  std::vector<sql::SelectItem> items;
  for (const auto& [name, column] : choice.chosen) items.push_back({columns.at(column), name});
  return items;
}

}  // namespace c360::pipeline
