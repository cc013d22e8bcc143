// Data Factory's expressions as c360's.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "c360/adf/expression_parser.h"
#include "c360/adf/json_text.h"

namespace c360::adf {

/// What an activity that comes before has become, for those that use its output.
struct KnownActivity {
  std::string name;    ///< here
  std::string type;    ///< there: "Lookup"
  bool fails = false;  ///< it stands for something without a counterpart
};

/// What the expressions of an activity may name.
struct Scope {
  const std::map<std::string, std::string>* parameters = nullptr;  ///< names there to names here
  const std::map<std::string, std::string>* variables = nullptr;
  const std::set<std::string>* list_variables = nullptr;  ///< names there of those that are lists
  std::map<std::string, KnownActivity> before;            ///< activities by their names there
  bool has_item = false;
  /// Of a dataset or linked service: its parameters as expressions of c360.
  std::map<std::string, Expression> dataset;
  std::map<std::string, Expression> linked_service;
};

/// An expression of c360's that gives what `expression` gives there. Throws NoCounterpart.
Expression translate(const Expression& expression, const Scope& scope);

/// A value of a definition, in which texts may be expressions, as one expression of c360's. Throws NoCounterpart, also
/// for lists and objects.
Expression translate_text(const Json& value, const Scope& scope);

/// A value of a definition as a value of a pipeline's file: constants as they are, expressions as ${…}. Throws
/// NoCounterpart, also where a secret stood.
Json translate_value(const Json& value, const Scope& scope);

/// An expression as a value of a pipeline's file.
Json to_yaml_value(const Expression& expression);

/// The text or number that an expression always gives; nullopt where that is not known before it runs.
std::optional<Json> constant_of(const Expression& expression);

/// A text for where no expression may stand, nor what looks like one: names and descriptions.
std::string without_expressions(std::string text);

/// A text with nothing in it that a pipeline's file would take for an expression.
std::string escaped(const std::string& text);

}  // namespace c360::adf
