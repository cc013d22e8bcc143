#include "c360/model/expression_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>

namespace c360::model {
namespace {

using Texts = std::vector<std::string>;

bool is_number_type(const std::string& type) {
  return type.starts_with("DECIMAL") || type.ends_with("INT") || type == "INTEGER" || type == "BIGINT" ||
         type == "INTEGER_LITERAL";
}

class ExpressionWriter {
 public:
  explicit ExpressionWriter(const Texts& columns) : columns_(columns) {}

  std::string text(const Expression& expression) const {
    switch (expression.kind) {
      case Expression::Kind::kColumn:
        return expression.column < columns_.size() ? columns_[expression.column] : "…";
      case Expression::Kind::kConstant:
        return expression.name;
      case Expression::Kind::kCall:
        return expression.is_operator ? operation(expression) : function(expression);
      case Expression::Kind::kCast:
        return cast(expression);
      case Expression::Kind::kCase:
        return case_text(expression);
      case Expression::Kind::kAggregate:
      case Expression::Kind::kWindow:
        return over(expression);
    }
    return {};
  }

 private:
  Texts texts(const std::vector<Expression>& expressions) const {
    Texts result;
    for (const Expression& expression : expressions) result.push_back(text(expression));
    return result;
  }

  /// An operand of an operator; in brackets where it has an operator itself.
  std::string operand(const Expression& expression) const {
    const bool inner = expression.kind == Expression::Kind::kCall && expression.is_operator;
    return inner ? "(" + text(expression) + ")" : text(expression);
  }

  std::string operation(const Expression& call) const {
    const auto& arguments = call.arguments;
    if (call.name.starts_with("IS ") && arguments.size() == 1) return operand(arguments[0]) + " " + call.name;
    if (arguments.size() == 1) {
      const bool is_word = std::isalpha(static_cast<unsigned char>(call.name[0])) != 0;
      return call.name + (is_word ? " " : "") + operand(arguments[0]);
    }
    if (call.name.ends_with("IN") && !arguments.empty()) {
      const Texts list = texts({arguments.begin() + 1, arguments.end()});
      return fmt::format("{} {} ({})", operand(arguments[0]), call.name, fmt::join(list, ", "));
    }
    Texts operands;
    for (const Expression& argument : arguments) operands.push_back(operand(argument));
    return fmt::format("{}", fmt::join(operands, " " + call.name + " "));
  }

  std::string function(const Expression& call) const {
    return fmt::format("{}({})", call.name, fmt::join(texts(call.arguments), ", "));
  }

  std::string cast(const Expression& cast) const {
    const Expression& inner = cast.arguments[0];
    if (inner.kind == Expression::Kind::kConstant || is_number_type(cast.name)) return text(inner);
    return operand(inner) + "::" + cast.name;
  }

  std::string case_text(const Expression& expression) const {
    std::string result = "CASE";
    const auto& parts = expression.arguments;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2)
      result += fmt::format(" WHEN {} THEN {}", text(parts[i]), text(parts[i + 1]));
    return result + " ELSE " + text(parts.back()) + " END";
  }

  std::string over(const Expression& call) const {
    const bool star = call.name == "count_star";
    const std::string arguments = star ? "*" : fmt::format("{}", fmt::join(texts(call.arguments), ", "));
    const std::string order =
        call.orders.empty() ? "" : fmt::format("ORDER BY {}", fmt::join(texts(call.orders), ", "));
    std::string result = fmt::format("{}({}{}{})", star ? "count" : call.name, call.distinct ? "DISTINCT " : "",
                                     arguments, call.over_window || order.empty() ? "" : " " + order);
    if (!call.filters.empty()) result += " FILTER (WHERE " + text(call.filters[0]) + ")";
    if (!call.over_window) return result;
    Texts parts;
    if (!call.partitions.empty())
      parts.push_back(fmt::format("PARTITION BY {}", fmt::join(texts(call.partitions), ", ")));
    if (!order.empty()) parts.push_back(order);
    return fmt::format("{} OVER ({})", result, fmt::join(parts, " "));
  }

  const Texts& columns_;
};

}  // namespace

std::string shortened(std::string text) {
  if (text.size() <= kMostText) return text;
  std::size_t end = kMostText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

std::string text_of(const Expression& expression, const std::vector<std::string>& columns) {
  return shortened(ExpressionWriter(columns).text(expression));
}

}  // namespace c360::model
