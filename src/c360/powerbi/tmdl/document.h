// A TMDL document (Tabular Model Definition Language) as data: objects with properties and children, as Microsoft's
// "TMDL overview" describes its text. What the names mean is the business of objects.h and check.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/base/error.h"

namespace c360::powerbi::tmdl {

/// How a property's value is written.
enum class Assignment {
  kFlag,       ///< the name alone: true
  kValue,      ///< name: value
  kExpression  ///< name = expression, in one line or in a block of its own
};

struct Property {
  Location where;
  std::string name;
  Assignment assignment = Assignment::kValue;
  std::string value;  ///< as meant: without the quotes, the indentation and the backticks around it
  bool operator==(const Property& other) const {
    return name == other.name && assignment == other.assignment && value == other.value;
  }
};

/// One object, or with `is_reference` a `ref` to one. A plain value type; places do not count when two are compared.
struct Object {
  Location where;
  std::string type;
  std::string name;  ///< empty for objects without one
  bool is_reference = false;
  bool has_default = false;
  std::string default_value;  ///< what stands after the `=` of the declaration
  std::string description;    ///< the /// lines above it
  std::vector<Property> properties;
  std::vector<Object> children;

  const Property* find(std::string_view property) const;
  /// The value of a property, empty where there is none.
  std::string value(std::string_view property) const;

  Object& set(std::string property, std::string value);
  Object& set_flag(std::string property);
  Object& set_expression(std::string property, std::string expression);
  Object& add(Object child);

  bool operator==(const Object& other) const;
};

/// An object of a type and name, and with `= value` where a value is given.
Object object(std::string type, std::string name);
Object object(std::string type, std::string name, std::string default_value);

/// The objects of one file.
using Document = std::vector<Object>;

}  // namespace c360::powerbi::tmdl
