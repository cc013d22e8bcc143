#include "c360/project/check_column.h"

#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <string>

#include "c360/project/column_rules.h"
#include "c360/project/column_types.h"

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
  if (type.kind != sql::TypeKind::kString) refuse_keys(subject, {"max_length", "pattern"}, "strings");
}

bool check_value(const Subject& subject, const Location& where, const std::string& what, const std::string& value) {
  const std::optional<std::string> fault = fault_of_value(subject.column, what, value);
  if (fault) subject.problems.add(where, *fault, fmt::format("write {}", how_written(subject.column.type)));
  return !fault;
}

/// True if every bound is a value of the type.
bool check_bounds(const Subject& subject) {
  const ColumnSpec& column = subject.column;
  const bool is_ordered = is_number(column.type) || is_moment(column.type);
  if (!is_ordered) return !column.min && !column.max;
  const bool min_is_fine = !column.min || check_value(subject, subject.place("min"), "'min'", *column.min);
  const bool max_is_fine = !column.max || check_value(subject, subject.place("max"), "'max'", *column.max);
  if (!min_is_fine || !max_is_fine) return false;
  if (is_range_empty(column))
    subject.add("max", fmt::format("'max' {} is less than 'min' {}", *column.max, *column.min), "swap them");
  return true;
}

/// An accepted value that is too long would still never pass.
bool check_length(const Subject& subject, const Location& where, const std::string& value) {
  const bool fits = is_within_length(subject.column, value);
  if (!fits)
    subject.problems.add(
        where, fmt::format("the accepted value '{}' is longer than 'max_length' {}", value, *subject.column.max_length),
        "no row could have it; change one of the two");
  return fits;
}

bool check_accepted(const Subject& subject) {
  const YamlNode* accepted = subject.node.find("accepted");
  bool all_fine = true;
  for (std::size_t i = 0; i < subject.column.accepted.size(); ++i) {
    const Location where = accepted->place_of_item(i);
    all_fine &= check_value(subject, where, "the accepted value", subject.column.accepted[i]) &&
                check_length(subject, where, subject.column.accepted[i]);
  }
  if (accepted != nullptr && accepted->kind == YamlNode::Kind::kList && accepted->items.empty())
    subject.add("accepted", "'accepted' is empty: no value could ever pass", "list the values, or remove the key");
  return all_fine;
}

void check_values(const Subject& subject, bool pattern_is_fine) {
  const ColumnSpec& column = subject.column;
  const bool bounds_are_fine = check_bounds(subject);
  const bool accepted_is_fine = check_accepted(subject);
  if (!column.default_value) return;
  const bool is_value = check_value(subject, subject.place("default"), "the default", *column.default_value);
  if (!is_value || !bounds_are_fine || !accepted_is_fine || !pattern_is_fine) return;
  if (const auto rule = rule_broken_by_default(column))
    subject.add("default",
                fmt::format("the default '{}' breaks the column's own rule '{}'", *column.default_value, *rule),
                "every row without a value would be quarantined; change one of the two");
}

/// True if every format can be read by.
bool check_formats(const Subject& subject) {
  const YamlNode* formats = subject.node.find("formats");
  bool all_fine = true;
  for (std::size_t i = 0; i < subject.column.formats.size(); ++i) {
    const auto fault = fault_of_format(subject.column.formats[i]);
    if (fault) subject.problems.add(formats->place_of_item(i), fault->message(), fault->hint());
    all_fine &= !fault;
  }
  return all_fine;
}

/// True if the pattern is a regular expression.
bool check_pattern(const Subject& subject) {
  if (!subject.column.pattern) return true;
  const auto fault = fault_of_pattern(*subject.column.pattern);
  if (fault) subject.add("pattern", fault->message(), fault->hint());
  return !fault;
}

/// The place of the step's pattern: the only step with one that has this text, or the list of steps.
Location place_of_step(const Subject& subject, const CleanStep& step) {
  const YamlNode* steps = subject.node.find("clean");
  for (const YamlNode& written : steps->items) {
    const YamlNode* replace = written.find("replace");
    const YamlNode* pattern = replace == nullptr ? nullptr : replace->find("pattern");
    if (pattern != nullptr && pattern->text == step.pattern) return pattern->where;
  }
  return steps->where;
}

void check_steps(const Subject& subject) {
  for (const CleanStep& step : subject.column.clean)
    if (const auto fault = fault_of_step(step))
      subject.problems.add(place_of_step(subject, step), fault->message(), fault->hint());
}

void check_separators(const Subject& subject) {
  const char decimal = subject.column.decimal_separator.value_or('.');
  const bool clash = subject.column.thousands_separator == decimal;
  if (clash)
    subject.add("thousands_separator", fmt::format("'{}' stands for thousands and for decimals", decimal),
                "say both: decimal_separator: ',' with thousands_separator: '.'");
}

void check_orphans(const Subject& subject) {
  if (subject.has("orphans") && !subject.has("references"))
    subject.add("orphans", "'orphans' needs a reference to judge by", "add 'references', or remove the key");
}

}  // namespace

void check_column(const ColumnSpec& column, const YamlNode& node, Problems& problems) {
  const Subject subject{column, node, problems};
  const bool pattern_is_fine = check_pattern(subject);
  check_steps(subject);
  check_separators(subject);
  check_orphans(subject);
  const bool has_type =
      node.kind == YamlNode::Kind::kScalar || (subject.has("type") && !problems.reported(subject.place("type")));
  if (!has_type || problems.reported(node.where)) return;
  check_keys_fit_type(subject);
  if (check_formats(subject)) check_values(subject, pattern_is_fine);
}

}  // namespace c360::project
