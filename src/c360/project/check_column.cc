#include "c360/project/check_column.h"

#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <string>

#include "c360/project/moment_format.h"
#include "c360/project/regex_syntax.h"
#include "c360/project/typed_text.h"

namespace c360::project {
namespace {

/// One column under examination.
struct Subject {
  const ColumnSpec& column;
  const YamlNode& node;
  Problems& problems;

  Location place(std::string_view key) const { return node.place({key}); }
  bool has(std::string_view key) const { return node.find(key) != nullptr; }
  void add(std::string_view key, std::string message, std::string hint = {}) const {
    problems.add(place(key), std::move(message), std::move(hint));
  }
};

void refuse_keys(const Subject& subject, std::initializer_list<std::string_view> keys, const std::string& meant_for) {
  for (const std::string_view key : keys) {
    if (!subject.has(key)) continue;
    subject.add(key, fmt::format("'{}' does not go with type {}", key, subject.column.type.to_string()),
                fmt::format("it is for {}; remove it or change the type", meant_for));
  }
}

void check_keys_fit_type(const Subject& subject) {
  const sql::Type& type = subject.column.type;
  if (!is_moment(type)) refuse_keys(subject, {"formats"}, "date, timestamp and datetime");
  if (!is_number(type)) refuse_keys(subject, {"decimal_separator", "thousands_separator", "prefix"}, "numbers");
  if (!is_number(type) && !is_moment(type)) refuse_keys(subject, {"min", "max"}, "numbers, dates and times");
  if (type.kind != sql::TypeKind::kDecimal) {
    if (subject.column.round) refuse_keys(subject, {"round"}, "decimals");
  }
  if (type.kind != sql::TypeKind::kString) refuse_keys(subject, {"pattern"}, "strings");
}

bool check_value(const Subject& subject, const Location& where, const std::string& what, const std::string& value) {
  const sql::Type& type = subject.column.type;
  const std::optional<std::string> fault = fault_of_value(value, type);
  if (fault)
    subject.problems.add(where, fmt::format("{} '{}' is no {}: {}", what, value, type.to_string(), *fault),
                         fmt::format("write {}", how_written(type)));
  return !fault;
}

bool is_accepted(const ColumnSpec& column, const std::string& value) {
  return column.accepted.empty() ||
         std::find(column.accepted.begin(), column.accepted.end(), value) != column.accepted.end();
}

void check_default_passes(const Subject& subject) {
  const ColumnSpec& column = subject.column;
  const std::string& value = *column.default_value;
  std::string broken;
  if (!is_accepted(column, value)) broken = "accepted";
  const bool is_ordered = is_number(column.type) || is_moment(column.type);
  if (is_ordered && column.min && !fault_of_value(*column.min, column.type) && is_less(value, *column.min, column.type))
    broken = "min";
  if (is_ordered && column.max && !fault_of_value(*column.max, column.type) && is_less(*column.max, value, column.type))
    broken = "max";
  if (!broken.empty())
    subject.add("default", fmt::format("the default '{}' breaks the column's own rule '{}'", value, broken),
                "every row without a value would be quarantined; change one of the two");
}

void check_bounds(const Subject& subject) {
  const ColumnSpec& column = subject.column;
  if (!is_number(column.type) && !is_moment(column.type)) return;
  const bool min_is_fine = column.min && check_value(subject, subject.place("min"), "'min'", *column.min);
  const bool max_is_fine = column.max && check_value(subject, subject.place("max"), "'max'", *column.max);
  if (min_is_fine && max_is_fine && is_less(*column.max, *column.min, column.type))
    subject.add("max", fmt::format("'max' {} is less than 'min' {}", *column.max, *column.min), "swap them");
}

void check_values(const Subject& subject) {
  const ColumnSpec& column = subject.column;
  check_bounds(subject);
  const YamlNode* accepted = subject.node.find("accepted");
  for (std::size_t i = 0; i < column.accepted.size(); ++i)
    check_value(subject, accepted->place_of_item(i), "the accepted value", column.accepted[i]);
  if (accepted != nullptr && accepted->kind == YamlNode::Kind::kList && accepted->items.empty())
    subject.add("accepted", "'accepted' is empty: no value could ever pass", "list the values, or remove the key");
  if (!column.default_value) return;
  if (check_value(subject, subject.place("default"), "the default", *column.default_value))
    check_default_passes(subject);
}

void check_formats(const Subject& subject) {
  const YamlNode* formats = subject.node.find("formats");
  for (std::size_t i = 0; i < subject.column.formats.size(); ++i) {
    const std::string& format = subject.column.formats[i];
    if (const auto fault = fault_of_format(format))
      subject.problems.add(formats->place_of_item(i), fmt::format("the format '{}' is wrong: {}", format, *fault),
                           "use %Y %m %d %b %B %H %I %M %S %f %p %z and what stands between them");
  }
}

void check_regex(const Subject& subject, const Location& where, const std::string& pattern) {
  if (const auto fault = fault_of_regex(pattern))
    subject.problems.add(where, fmt::format("the pattern '{}' is wrong: {}", pattern, fault->message),
                         "patterns are RE2 regular expressions");
}

void check_patterns(const Subject& subject) {
  if (subject.column.pattern) check_regex(subject, subject.place("pattern"), *subject.column.pattern);
  const YamlNode* steps = subject.node.find("clean");
  if (steps == nullptr) return;
  for (const YamlNode& step : steps->items) {
    const YamlNode* replace = step.find("replace");
    const YamlNode* pattern = replace == nullptr ? nullptr : replace->find("pattern");
    if (pattern != nullptr && pattern->kind == YamlNode::Kind::kScalar)
      check_regex(subject, pattern->where, pattern->text);
  }
}

void check_separators(const Subject& subject) {
  const char decimal = subject.column.decimal_separator.value_or('.');
  const bool clash = subject.column.thousands_separator == decimal;
  if (clash)
    subject.add("thousands_separator", fmt::format("'{}' stands for thousands and for decimals", decimal),
                "say both: decimal_separator: ',' with thousands_separator: '.'");
}

}  // namespace

void check_column(const ColumnSpec& column, const YamlNode& node, Problems& problems) {
  const Subject subject{column, node, problems};
  check_patterns(subject);
  check_separators(subject);
  const bool has_type =
      node.kind == YamlNode::Kind::kScalar || (subject.has("type") && !problems.reported(subject.place("type")));
  if (!has_type || problems.reported(node.where)) return;
  check_keys_fit_type(subject);
  check_values(subject);
  check_formats(subject);
}

}  // namespace c360::project
