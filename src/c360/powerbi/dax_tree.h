// The engine's syntax tree of one expression, turned into DAX (dax_expression.h is the door to it).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "c360/powerbi/dax_expression.h"

namespace c360::powerbi {

/// Translates nodes of a syntax tree. SQL has three truth values and DAX two, so that a condition is translated twice:
/// as when it is true, and as when it is false.
class DaxTree {
 public:
  using Json = nlohmann::json;
  using Value = DaxExpressions::Value;

  explicit DaxTree(const DaxColumns& columns) : columns_(columns) {}

  Value value(const Json& node) const;
  std::string when_true(const Json& node) const { return when(node, true); }

 private:
  Value column(const Json& node) const;
  Value constant(const Json& node) const;
  Value cast(const Json& node) const;
  Value cast_text(const std::string& text, const std::string& to) const;
  Value function(const Json& node) const;
  Value arithmetic(const std::string& name, const std::vector<Value>& operands) const;
  Value part_of_date(const std::string& name, const Value& of) const;
  Value truncated(const std::string& unit, const Value& of) const;
  Value cases(const Json& node) const;
  Value first_not_null(const Json& node) const;
  Value truth(const Json& node) const;

  std::string when(const Json& node, bool wanted) const;
  std::string compared(const std::string& type, const Value& left, const Value& right, bool wanted) const;
  std::string combined(const Json& node, bool wanted) const;
  std::string one_of(const Json& node, bool wanted) const;
  std::string between(const Json& node, bool wanted) const;

  const DaxColumns& columns_;
};

}  // namespace c360::powerbi
