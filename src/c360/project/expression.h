// The language of ${…} in pipelines: references and calls of functions, no operators. A text is parsed once, when its
// file is read.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "c360/project/problems.h"

namespace c360::project {

/// What an expression gives: text, number, true or false, nothing (null), a list or an object.
using JsonValue = nlohmann::ordered_json;

/// One node of an expression. A value; any thread may read it.
struct Expression {
  enum class Kind {
    kLiteral,    ///< `value`
    kReference,  ///< `name`: item, parameters, variables or run
    kCall,       ///< `name` of a function, its arguments in `parts`
    kMember,     ///< the value of the key `name` of parts[0]
    kIndex       ///< entry parts[1] of parts[0]: a number from 0 for a list, a text for an object
  };
  Kind kind = Kind::kLiteral;
  Location where;
  JsonValue value;
  std::string name;
  bool may_be_absent = false;  ///< kMember written `?.`: null where there is no such key
  std::vector<Expression> parts;
};

/// Parses all of `text`; `where` is the place of its first character. Mistakes go to `problems`, the names of functions
/// and the number of their arguments among them; what is given then is of no use.
Expression parse_expression(std::string_view text, const Location& where, Problems& problems);

/// The expression as parse_expression() reads it, in one way of writing.
std::string to_text(const Expression& expression);

/// Calls `see` with the expression and all its parts, outer ones first.
template <class See>
void for_each_part(const Expression& expression, const See& see) {
  see(expression);
  for (const Expression& part : expression.parts) for_each_part(part, see);
}

/// The activity that a call of activity(), error() or status() names; nullptr for any other expression.
const std::string* named_activity(const Expression& expression);

}  // namespace c360::project
