#include "c360/powerbi/dax_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "c360/powerbi/dax_text.h"
#include "c360/project/column_types.h"
#include "c360/project/names.h"

namespace c360::powerbi {
namespace {

using Json = nlohmann::json;
using Value = DaxExpressions::Value;
using project::is_moment;
using sql::Type;
using sql::TypeKind;

bool is_integer(const Type& type) {
  return type.kind == TypeKind::kBigint || type.kind == TypeKind::kInteger || type.kind == TypeKind::kSmallint ||
         type.kind == TypeKind::kTinyint;
}
bool is_decimal(const Type& type) {
  return type.kind == TypeKind::kDecimal;
}
bool is_exact_number(const Type& type) {
  return is_integer(type) || is_decimal(type);
}
bool is_text(const Type& type) {
  return type.kind == TypeKind::kString;
}
bool is_null(const Value& value) {
  return value.dax == "BLANK()";
}

std::string not_blank(const Value& value) {
  return dax_not(dax_call("ISBLANK", {value.dax}));
}

/// `dax` where none of the operands is NULL, which DAX would take for 0 or an empty text; else BLANK().
Value guarded(std::string dax, Type type, const std::vector<Value>& operands) {
  std::string blank;
  for (const Value& operand : operands)
    if (operand.may_be_null) blank += (blank.empty() ? "" : " || ") + dax_call("ISBLANK", {operand.dax});
  if (blank.empty()) return {std::move(dax), type, false, false};
  return {dax_call("IF", {blank, "BLANK()", dax}), type, true, false};
}

std::string date_of(int year, int month, int day) {
  return fmt::format("DATE({}, {}, {})", year, month, day);
}

/// "date '2024-05-31'" and "timestamp '2024-05-31 08:15:00'".
std::string moment_of(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  char extra = 0;
  const int read = std::sscanf(text.c_str(), "%4d-%2d-%2d%*1[ T]%2d:%2d:%2d%c", &year, &month, &day, &hour, &minute,
                               &second, &extra);
  if (read == 6) return fmt::format("({} + TIME({}, {}, {}))", date_of(year, month, day), hour, minute, second);
  if (read == 3 && text.size() == 10) return date_of(year, month, day);
  refuse_as_inexact("the moment '" + text + "'");
}

bool is_comparison(const std::string& type) {
  return type.compare(0, 8, "COMPARE_") == 0;
}

/// The sign of a comparison, or of its opposite.
std::string sign_of(const std::string& type, bool wanted) {
  static const std::array<std::array<const char*, 3>, 6> kSigns = {{{"COMPARE_EQUAL", "=", "<>"},
                                                                    {"COMPARE_NOTEQUAL", "<>", "="},
                                                                    {"COMPARE_LESSTHAN", "<", ">="},
                                                                    {"COMPARE_GREATERTHANOREQUALTO", ">=", "<"},
                                                                    {"COMPARE_GREATERTHAN", ">", "<="},
                                                                    {"COMPARE_LESSTHANOREQUALTO", "<=", ">"}}};
  for (const auto& sign : kSigns)
    if (type == sign[0]) return sign[wanted ? 1 : 2];
  refuse_as_inexact("the comparison " + type);
}

std::string joined(const std::vector<std::string>& parts, bool all) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : all ? " && " : " || ") + part;
  return parts.size() == 1 ? text : "(" + text + ")";
}

}  // namespace

Value DaxTree::value(const Json& node) const {
  const std::string kind = node.value("class", "");
  if (kind == "COLUMN_REF") return column(node);
  if (kind == "CONSTANT") return constant(node);
  if (kind == "CAST") return cast(node);
  if (kind == "FUNCTION") return function(node);
  if (kind == "CASE") return cases(node);
  if (node.value("type", "") == "OPERATOR_COALESCE") return first_not_null(node);
  if (kind == "COMPARISON" || kind == "CONJUNCTION" || kind == "OPERATOR" || kind == "BETWEEN") return truth(node);
  refuse_as_inexact("a " + kind);
}

Value DaxTree::column(const Json& node) const {
  const std::string name = node.at("column_names").back().get<std::string>();
  const auto found = columns_.find(project::folded(name));
  if (found == columns_.end()) refuse_as_inexact("the column " + name + ", which the export lacks");
  return {found->second.dax, found->second.type, found->second.may_be_null, true};
}

Value DaxTree::constant(const Json& node) const {
  const Json& value = node.at("value");
  const std::string type = value.at("type").at("id").get<std::string>();
  if (value.value("is_null", false)) return {"BLANK()", Type{}, true, false};
  const Json content = value.value("value", Json(0));
  if (type == "VARCHAR")
    return {dax_string(content.is_string() ? content.get<std::string>() : ""), Type{}, false, false};
  if (type == "BOOLEAN") return {content == true ? "TRUE()" : "FALSE()", Type{TypeKind::kBoolean}, false, false};
  if (!content.is_number_integer()) refuse_as_inexact("the number " + content.dump());
  const auto number = content.get<std::int64_t>();
  if (type == "DECIMAL") {
    const int scale = value["type"]["type_info"].value("scale", 0);
    std::int64_t one = 1;
    for (int i = 0; i < scale; ++i) one *= 10;
    if (scale > 4 || number < 0) refuse_as_inexact("a number of more than four decimals");
    const std::string decimals = scale == 0 ? "" : fmt::format(".{:0{}}", number % one, scale);
    return {fmt::format("{}{}", number / one, decimals), Type::decimal(18, scale), false, false};
  }
  return {std::to_string(number), Type{TypeKind::kBigint}, false, false};
}

Value DaxTree::cast(const Json& node) const {
  const Json& child = node.at("child");
  const std::string to = node.at("cast_type").at("id").get<std::string>();
  const Value from = value(child);
  if (is_null(from)) return from;
  if (child.value("class", "") == "CONSTANT" && is_text(from.type))
    return cast_text(child.at("value").value("value", ""), to);
  if (is_exact_number(from.type) && to == "BIGINT" && is_integer(from.type)) return from;
  if (is_exact_number(from.type) && to == "DECIMAL") {
    const int scale = node["cast_type"]["type_info"].value("scale", 0);
    if (scale <= 4 && scale >= from.type.scale) return {from.dax, Type::decimal(38, scale), from.may_be_null, false};
  }
  if (to == "DATE" && is_moment(from.type)) return truncated("day", from);
  if (to == "VARCHAR" && is_text(from.type)) return from;
  refuse_as_inexact(fmt::format("a cast of {} to {}", from.type.to_string(), to));
}

Value DaxTree::cast_text(const std::string& text, const std::string& to) const {
  if (to == "DATE") return {moment_of(text.substr(0, 10)), Type{TypeKind::kDate}, false, false};
  if (to == "TIMESTAMP") return {moment_of(text), Type{TypeKind::kDatetime}, false, false};
  if (to == "BOOLEAN" && (text == "t" || text == "true")) return {"TRUE()", Type{TypeKind::kBoolean}, false, false};
  if (to == "BOOLEAN" && (text == "f" || text == "false")) return {"FALSE()", Type{TypeKind::kBoolean}, false, false};
  if (to == "VARCHAR") return {dax_string(text), Type{}, false, false};
  refuse_as_inexact(fmt::format("a cast of a text to {}", to));
}

Value DaxTree::function(const Json& node) const {
  const std::string name = node.at("function_name").get<std::string>();
  std::vector<Value> arguments;
  for (const Json& child : node.at("children")) arguments.push_back(value(child));
  if (name == "+" || name == "-" || name == "*") return arithmetic(name, arguments);
  if (name == "||" && is_text(arguments[0].type) && is_text(arguments[1].type))
    return guarded(arguments[0].dax + " & " + arguments[1].dax, Type{}, arguments);
  if ((name == "lower" || name == "upper") && arguments.size() == 1)
    return guarded(dax_call(name == "lower" ? "LOWER" : "UPPER", {arguments[0].dax}), Type{}, arguments);
  if (name == "abs" && is_exact_number(arguments.at(0).type))
    return guarded(dax_call("ABS", {arguments[0].dax}), arguments[0].type, arguments);
  if (name == "date_trunc" && arguments.size() == 2 && node["children"][0].value("class", "") == "CONSTANT")
    return truncated(node["children"][0]["value"].value("value", ""), arguments[1]);
  if (arguments.size() == 1 && is_moment(arguments[0].type)) return part_of_date(name, arguments[0]);
  refuse_as_inexact("the function " + name);
}

Value DaxTree::arithmetic(const std::string& name, const std::vector<Value>& operands) const {
  for (const Value& operand : operands)
    if (!is_exact_number(operand.type)) refuse_as_inexact("arithmetic with a " + operand.type.to_string());
  if (operands.size() == 1) return guarded("-" + operands[0].dax, operands[0].type, operands);
  const Type& left = operands[0].type;
  const Type& right = operands[1].type;
  if (name == "*" && is_decimal(left) && is_decimal(right))
    refuse_as_inexact("a product of two decimals, which it rounds");
  const Type result = is_integer(left) && is_integer(right) ? Type{TypeKind::kBigint}
                                                            : Type::decimal(38, std::max(left.scale, right.scale));
  return guarded(fmt::format("({} {} {})", operands[0].dax, name, operands[1].dax), result, operands);
}

Value DaxTree::part_of_date(const std::string& name, const Value& of) const {
  static const std::map<std::string, std::string> kParts = {
      {"year", "YEAR({})"},      {"month", "MONTH({})"},       {"day", "DAY({})"},
      {"dayofmonth", "DAY({})"}, {"quarter", "QUARTER({})"},   {"hour", "HOUR({})"},
      {"minute", "MINUTE({})"},  {"isodow", "WEEKDAY({}, 2)"}, {"dayofweek", "(WEEKDAY({}, 1) - 1)"}};
  const auto part = kParts.find(name);
  if (part == kParts.end()) refuse_as_inexact("the function " + name);
  std::string dax = part->second;
  dax.replace(dax.find("{}"), 2, of.dax);
  return guarded(std::move(dax), Type{TypeKind::kBigint}, {of});
}

Value DaxTree::truncated(const std::string& unit, const Value& of) const {
  if (!is_moment(of.type)) refuse_as_inexact("date_trunc of a " + of.type.to_string());
  const std::string& x = of.dax;
  const std::string day = fmt::format("DATE(YEAR({0}), MONTH({0}), DAY({0}))", x);
  std::string dax;
  if (unit == "day") dax = day;
  if (unit == "week") dax = fmt::format("({} - WEEKDAY({}, 3))", day, x);
  if (unit == "month") dax = fmt::format("DATE(YEAR({0}), MONTH({0}), 1)", x);
  if (unit == "quarter") dax = fmt::format("DATE(YEAR({0}), 3 * QUARTER({0}) - 2, 1)", x);
  if (unit == "year") dax = fmt::format("DATE(YEAR({}), 1, 1)", x);
  if (dax.empty()) refuse_as_inexact("date_trunc to " + unit);
  return guarded(std::move(dax), Type{TypeKind::kDate}, {of});
}

Value DaxTree::cases(const Json& node) const {
  Value result = value(node.at("else_expr"));
  const Json& checks = node.at("case_checks");
  for (auto check = checks.rbegin(); check != checks.rend(); ++check) {
    const Value then = value(check->at("then_expr"));
    result = {dax_call("IF", {when(check->at("when_expr"), true), then.dax, result.dax}),
              is_null(then) ? result.type : then.type, then.may_be_null || result.may_be_null, false};
  }
  return result;
}

Value DaxTree::first_not_null(const Json& node) const {
  std::vector<std::string> texts;
  bool may_be_null = true;
  Type type;
  for (const Json& child : node.at("children")) {
    const Value each = value(child);
    texts.push_back(each.dax);
    may_be_null = may_be_null && each.may_be_null;
    if (texts.size() == 1 || is_decimal(each.type)) type = each.type;
  }
  return {dax_call("COALESCE", texts), type, may_be_null, false};
}

Value DaxTree::truth(const Json& node) const {
  const Type boolean{TypeKind::kBoolean};
  return {dax_call("SWITCH", {"TRUE()", when(node, true), "TRUE()", when(node, false), "FALSE()"}), boolean, true,
          false};
}

std::string DaxTree::when(const Json& node, bool wanted) const {
  const std::string kind = node.value("class", "");
  const std::string type = node.value("type", "");
  if (kind == "CONJUNCTION") return combined(node, wanted);
  if (kind == "BETWEEN") return between(node, wanted);
  if (type == "OPERATOR_NOT") return when(node.at("children").at(0), !wanted);
  if (type == "OPERATOR_IS_NULL" || type == "OPERATOR_IS_NOT_NULL") {
    const std::string blank = dax_call("ISBLANK", {value(node.at("children").at(0)).dax});
    return (type == "OPERATOR_IS_NULL") == wanted ? blank : dax_not(blank);
  }
  if (type == "COMPARE_IN") return one_of(node, wanted);
  if (type == "COMPARE_NOT_IN") return one_of(node, !wanted);
  if (kind == "COMPARISON" && is_comparison(type))
    return compared(type, value(node.at("left")), value(node.at("right")), wanted);
  if (kind == "OPERATOR" && type != "OPERATOR_COALESCE") refuse_as_inexact("the operator " + type);
  const Value boolean = value(node);
  if (boolean.type.kind != TypeKind::kBoolean) refuse_as_inexact("a " + boolean.type.to_string() + " as a condition");
  return fmt::format("{} == {}", boolean.dax, wanted ? "TRUE()" : "FALSE()");
}

std::string DaxTree::combined(const Json& node, bool wanted) const {
  std::vector<std::string> parts;
  for (const Json& child : node.at("children")) parts.push_back(when(child, wanted));
  return joined(parts, (node.at("type") == "CONJUNCTION_AND") == wanted);
}

std::string DaxTree::compared(const std::string& type, const Value& left, const Value& right, bool wanted) const {
  const std::string sign = sign_of(type, wanted);
  std::vector<std::string> parts;
  for (const Value* side : {&left, &right})
    if (side->may_be_null) parts.push_back(not_blank(*side));
  if (is_text(left.type) && is_text(right.type)) {
    // Signs ignore capitals in DAX, and which letter comes before which is another matter there.
    if (sign != "=" && sign != "<>") refuse_as_inexact("an order of texts");
    const std::string same = dax_call("EXACT", {left.dax, right.dax});
    parts.push_back(sign == "=" ? same : dax_not(same));
  } else {
    const bool comparable = (is_exact_number(left.type) && is_exact_number(right.type)) ||
                            (is_moment(left.type) && is_moment(right.type)) || left.type == right.type;
    if (!comparable)
      refuse_as_inexact(fmt::format("a {} compared with a {}", left.type.to_string(), right.type.to_string()));
    parts.push_back(fmt::format("{} {} {}", left.dax, sign, right.dax));
  }
  return joined(parts, true);
}

std::string DaxTree::one_of(const Json& node, bool wanted) const {
  const Json& children = node.at("children");
  const Value tested = value(children.at(0));
  std::vector<std::string> parts;
  for (std::size_t i = 1; i < children.size(); ++i)
    parts.push_back(compared("COMPARE_EQUAL", tested, value(children[i]), wanted));
  return joined(parts, !wanted);
}

std::string DaxTree::between(const Json& node, bool wanted) const {
  const Value input = value(node.at("input"));
  return joined({compared("COMPARE_GREATERTHANOREQUALTO", input, value(node.at("lower")), wanted),
                 compared("COMPARE_LESSTHANOREQUALTO", input, value(node.at("upper")), wanted)},
                wanted);
}

}  // namespace c360::powerbi
