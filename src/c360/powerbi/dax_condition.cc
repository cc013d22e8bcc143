#include "c360/powerbi/dax_condition.h"

#include <fmt/core.h>

#include <cstdio>

#include "c360/powerbi/dax_text.h"

namespace c360::powerbi {
namespace {

using metric::Condition;
using Op = metric::Condition::Op;
using sql::TypeKind;

bool is_number(const std::string& text) {
  const std::size_t start = text.find_first_not_of("+-") == 1 ? 1 : 0;
  return text.size() > start && text.find_first_not_of("0123456789.", start) == std::string::npos;
}

std::string literal(const std::string& text, const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::kString:
      return dax_string(text);
    case TypeKind::kBoolean:
      if (text == "true" || text == "false") return text == "true" ? "TRUE()" : "FALSE()";
      break;
    case TypeKind::kBigint:
    case TypeKind::kInteger:
    case TypeKind::kSmallint:
    case TypeKind::kTinyint:
    case TypeKind::kDecimal:
      if (is_number(text)) return text;
      break;
    case TypeKind::kDate: {
      int year = 0, month = 0, day = 0;
      if (std::sscanf(text.c_str(), "%4d-%2d-%2d", &year, &month, &day) == 3)
        return fmt::format("DATE({}, {}, {})", year, month, day);
      break;
    }
    default:
      break;
  }
  refuse_as_inexact(fmt::format("'{}' as a {}", text, type.to_string()));
}

std::string equal(const DaxColumn& column, const std::string& text) {
  const std::string value = literal(text, column.type);
  if (column.type.kind == TypeKind::kString) return dax_call("EXACT", {column.dax, value});
  return column.dax + " == " + value;
}

std::string equal_to_any(const DaxColumn& column, const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : " || ") + equal(column, value);
  return values.size() == 1 ? text : "(" + text + ")";
}

const char* sign_of(Op op) {
  switch (op) {
    case Op::kLess:
      return "<";
    case Op::kLessEqual:
      return "<=";
    case Op::kGreater:
      return ">";
    default:
      return ">=";
  }
}

}  // namespace

std::string dax_condition(const Condition& condition, const DaxColumn& column) {
  const std::string blank = dax_call("ISBLANK", {column.dax});
  switch (condition.op) {
    case Op::kIsNull:
      return blank;
    case Op::kIsNotNull:
      return dax_not(blank);
    case Op::kEqual:
    case Op::kIn:
      return equal_to_any(column, condition.values);
    case Op::kNotEqual:
    case Op::kNotIn:
      return dax_not(blank) + " && " + dax_not(equal_to_any(column, condition.values));
    default:
      break;
  }
  if (column.type.kind == TypeKind::kString) refuse_as_inexact("an order of texts");
  return fmt::format("{} && {} {} {}", dax_not(blank), column.dax, sign_of(condition.op),
                     literal(condition.values.at(0), column.type));
}

}  // namespace c360::powerbi
