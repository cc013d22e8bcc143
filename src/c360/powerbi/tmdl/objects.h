// The objects and properties that TMDL knows, as data: from Microsoft's reference of the Tabular Object Model and of
// TMSL. Names and words are written in camel case, as TMDL writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/powerbi/tmdl/document.h"

namespace c360::powerbi::tmdl {

enum class ValueKind {
  kText,
  kBoolean,    ///< true or false, or the name alone
  kInteger,    ///< a whole number that is not negative
  kWord,       ///< one of `words`
  kGuid,       ///< a UUID
  kName,       ///< the name of another object, with quotes where it needs them
  kColumn,     ///< table.column
  kExpression  ///< behind an equals sign
};

struct PropertyRule {
  std::string_view name;
  ValueKind kind = ValueKind::kText;
  std::vector<std::string_view> words = {};
  bool required = false;
  bool repeats = false;
};

enum class Naming { kNamed, kMayBeNamed, kUnnamed };

struct ObjectRule {
  std::string_view type;
  Naming naming = Naming::kNamed;
  /// What stands behind the equals sign of its declaration: nothing, one of `default_words`, or an expression.
  bool has_default = false;
  bool needs_default = false;
  std::vector<std::string_view> default_words;
  std::vector<PropertyRule> properties;
  std::vector<std::string_view> children;
};

/// nullptr for a type that is no object of TMDL.
const ObjectRule* find_rule(std::string_view type);
const PropertyRule* find_rule(const ObjectRule& object, std::string_view property);

/// The types of all objects.
std::vector<std::string> object_types();
/// Those that may stand at the left margin of a file.
bool is_root_object(std::string_view type);

}  // namespace c360::powerbi::tmdl
