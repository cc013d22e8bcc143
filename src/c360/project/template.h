// A value of a pipeline's file in which ${…} may stand: a text, a number, a list or a map of such values.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/project/expression.h"
#include "c360/project/yaml_document.h"

namespace c360::project {

/// A value; any thread may read it.
struct Template {
  /// A piece of a text: as it is, or an expression.
  struct Part {
    std::string text;
    std::optional<Expression> expression;
  };
  enum class Kind {
    kConstant,    ///< `value`
    kExpression,  ///< parts[0] alone: the expression's value, whatever it is
    kText,        ///< `parts` put together as text
    kList,        ///< `items`
    kMap          ///< `items` by `keys`
  };
  Kind kind = Kind::kConstant;
  Location where;
  JsonValue value;
  std::vector<Part> parts;
  std::vector<Template> items;
  std::vector<std::string> keys;
};

/// Reads a value: unquoted numbers, true, false and null are what they look like, `$${` in a text is "${". Mistakes go
/// to `problems`, references to secrets (`${env:NAME}`, `${file:PATH}`) among them: what activities are given is shown.
Template read_template(const YamlNode& node, Problems& problems);

/// The value where it holds no ${…} at all; nullopt otherwise.
std::optional<JsonValue> constant_of(const Template& value);

/// Calls `see` with every expression in it, not with their parts.
template <class See>
void for_each_expression(const Template& value, const See& see) {
  for (const Template::Part& part : value.parts)
    if (part.expression) see(*part.expression);
  for (const Template& item : value.items) for_each_expression(item, see);
}

}  // namespace c360::project
