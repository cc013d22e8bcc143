#include "c360/project/column_rules.h"

#include <fmt/core.h>

#include <utility>

#include "c360/engine/values/civil_time.h"
#include "c360/engine/values/unicode_text.h"
#include "c360/engine/values/value_reader.h"

namespace c360::project {
namespace {

using values::ValueReader;
using values::ValueSpec;

std::optional<Error> fault_of(ValueSpec spec) {
  try {
    const ValueReader reader(std::move(spec));
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  }
}

bool holds(ValueSpec spec) {
  return !fault_of(std::move(spec));
}

ValueSpec typed_as(const ColumnSpec& column) {
  ValueSpec spec;
  spec.type = column.type;
  spec.formats = column.formats;
  return spec;
}

ValueSpec with_default(const ColumnSpec& column, const std::string& text) {
  ValueSpec spec = typed_as(column);
  spec.default_value = text;
  return spec;
}

}  // namespace

std::optional<Error> fault_of_format(const std::string& format) {
  try {
    const values::TimeFormat compiled(format);
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  }
}

std::optional<Error> fault_of_pattern(const std::string& pattern) {
  ValueSpec spec;
  spec.pattern = pattern;
  return fault_of(std::move(spec));
}

std::optional<Error> fault_of_step(const CleanStep& step) {
  if (step.kind != CleanStep::Kind::kReplace) return std::nullopt;
  ValueSpec spec;
  spec.clean = {step};
  return fault_of(std::move(spec));
}

std::optional<std::string> fault_of_value(const ColumnSpec& column, const std::string& what, const std::string& text) {
  if (holds(with_default(column, text))) return std::nullopt;
  ValueSpec spec;
  spec.type = column.type;
  spec.column = what;
  values::CleaningBuffers buffers;
  const std::string reason = ValueReader(std::move(spec)).explain(text, buffers);
  return reason.empty() ? fmt::format("{} '{}' is no {}", what, text, column.type.to_string()) : reason;
}

bool is_within_length(const ColumnSpec& column, const std::string& text) {
  return !column.max_length || values::count_characters(text) <= static_cast<std::size_t>(*column.max_length);
}

std::optional<std::string> rule_broken_by_default(const ColumnSpec& column) {
  const auto breaks = [&](auto member) {
    ValueSpec spec = with_default(column, *column.default_value);
    member(spec);
    return !holds(std::move(spec));
  };
  if (breaks([&](ValueSpec& spec) { spec.min = column.min; })) return "min";
  if (breaks([&](ValueSpec& spec) { spec.max = column.max; })) return "max";
  if (!is_within_length(column, *column.default_value)) return "max_length";
  if (breaks([&](ValueSpec& spec) { spec.pattern = column.pattern; })) return "pattern";
  if (breaks([&](ValueSpec& spec) { spec.accepted = column.accepted; })) return "accepted";
  return std::nullopt;
}

bool is_range_empty(const ColumnSpec& column) {
  if (!column.min || !column.max) return false;
  ValueSpec spec = with_default(column, *column.max);
  spec.min = column.min;
  return !holds(std::move(spec));
}

}  // namespace c360::project
