// What the reader of values (engine/values) thinks of a column's texts: the same reader judges them when data comes.
#pragma once

#include <optional>
#include <string>

#include "c360/base/error.h"
#include "c360/project/contract_spec.h"

namespace c360::project {

/// Why `format` cannot be read by: an error without a place, or nullopt.
std::optional<Error> fault_of_format(const std::string& format);
/// Why `pattern` is no regular expression of RE2.
std::optional<Error> fault_of_pattern(const std::string& pattern);
/// Why the step cannot be taken: its pattern, or its replacement.
std::optional<Error> fault_of_step(const CleanStep& step);

/// What is wrong with a text that should be a value of the column's type, as "<what> '1.234' has more than 2 decimals".
/// Times may be written by the column's formats, which must be right.
std::optional<std::string> fault_of_value(const ColumnSpec& column, const std::string& what, const std::string& text);

/// Whether the text has no more characters than the column allows.
bool is_within_length(const ColumnSpec& column, const std::string& text);

/// The first of the column's own rules (min, max, max_length, pattern, accepted) that its default breaks. The rules'
/// and the default's texts must be right themselves.
std::optional<std::string> rule_broken_by_default(const ColumnSpec& column);

/// True if the column's max is less than its min; both must be right themselves.
bool is_range_empty(const ColumnSpec& column);

}  // namespace c360::project
