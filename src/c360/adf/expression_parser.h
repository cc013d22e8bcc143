// The expression language of Data Factory: "@concat(pipeline().parameters.a, item()['b'])", "day=@{utcNow()}".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/project/expression.h"

namespace c360::adf {

/// Nodes as those of c360's own language, with their names and functions as Data Factory has them: item() is a call.
using Expression = project::Expression;

/// A text taken apart: literals and expressions, in their order.
struct TextParts {
  std::vector<Expression> parts;
  bool is_one_expression = false;  ///< "@…": its value is that of parts[0], whatever it is
};

/// Whether a text has an expression in it at all, or an escaped @.
bool has_expression(std::string_view text);

/// Takes a text apart: "@…" is one expression, "@@…" and "@@{" stand for the characters, "…@{…}…" holds expressions.
/// Throws NoCounterpart, with the position, for what is no such expression or nested more than 50 deep.
TextParts parse_text(std::string_view text);

/// All of `text` as one expression, without its @.
Expression parse_expression(std::string_view text);

}  // namespace c360::adf
