#include "c360/project/expression.h"

#include <fmt/core.h>

namespace c360::project {
namespace {

/// 'it''s'
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += '\'';
    result += c;
  }
  return result + "'";
}

std::string call_text(const Expression& call) {
  std::string text = call.name + "(";
  for (const Expression& argument : call.parts) {
    if (text.back() != '(') text += ", ";
    text += to_text(argument);
  }
  return text + ")";
}

}  // namespace

std::string to_text(const Expression& expression) {
  switch (expression.kind) {
    case Expression::Kind::kLiteral:
      return expression.value.is_string() ? quoted(expression.value.get<std::string>()) : expression.value.dump();
    case Expression::Kind::kReference:
      return expression.name;
    case Expression::Kind::kCall:
      return call_text(expression);
    case Expression::Kind::kMember:
      return to_text(expression.parts[0]) + (expression.may_be_absent ? "?." : ".") + expression.name;
    case Expression::Kind::kIndex:
      return fmt::format("{}[{}]", to_text(expression.parts[0]), to_text(expression.parts[1]));
  }
  return {};
}

const std::string* named_activity(const Expression& expression) {
  if (expression.kind != Expression::Kind::kCall || expression.parts.size() != 1) return nullptr;
  if (expression.name != "activity" && expression.name != "error" && expression.name != "status") return nullptr;
  const Expression& name = expression.parts[0];
  return name.value.is_string() ? name.value.get_ptr<const std::string*>() : nullptr;
}

}  // namespace c360::project
