#include "c360/model/plan_expressions.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"

namespace c360::model {
namespace {

using Json = nlohmann::json;

/// The engine's names of operators, as SQL writes them; others are written as functions.
const std::map<std::string, std::string>& operators() {
  static const std::map<std::string, std::string> names = {
      {"COMPARE_EQUAL", "="},
      {"COMPARE_NOTEQUAL", "<>"},
      {"COMPARE_LESSTHAN", "<"},
      {"COMPARE_GREATERTHAN", ">"},
      {"COMPARE_LESSTHANOREQUALTO", "<="},
      {"COMPARE_GREATERTHANOREQUALTO", ">="},
      {"COMPARE_DISTINCT_FROM", "IS DISTINCT FROM"},
      {"COMPARE_NOT_DISTINCT_FROM", "IS NOT DISTINCT FROM"},
      {"COMPARE_IN", "IN"},
      {"COMPARE_NOT_IN", "NOT IN"},
      {"CONJUNCTION_AND", "AND"},
      {"CONJUNCTION_OR", "OR"},
      {"OPERATOR_NOT", "NOT"},
      {"OPERATOR_IS_NULL", "IS NULL"},
      {"OPERATOR_IS_NOT_NULL", "IS NOT NULL"},
  };
  return names;
}

Expression call(std::string name, std::vector<Expression> arguments, bool is_operator) {
  Expression result;
  result.kind = Expression::Kind::kCall;
  result.name = std::move(name);
  result.arguments = std::move(arguments);
  result.is_operator = is_operator;
  return result;
}

Expression operation(const std::string& type, std::vector<Expression> arguments) {
  const auto known = operators().find(type);
  if (known != operators().end()) return call(known->second, std::move(arguments), true);
  const std::string prefix = "OPERATOR_";
  return call(to_lower(type.starts_with(prefix) ? type.substr(prefix.size()) : type), std::move(arguments), false);
}

/// A decimal's digits with the point in its place: 1050 at scale 2 is 10.50.
std::string scaled(std::int64_t digits, std::size_t scale) {
  std::string text = std::to_string(digits < 0 ? -digits : digits);
  if (text.size() <= scale) text.insert(0, scale + 1 - text.size(), '0');
  if (scale > 0) text.insert(text.size() - scale, ".");
  return digits < 0 ? "-" + text : text;
}

std::string constant_text(const Json& value) {
  if (value.at("is_null").get<bool>()) return "NULL";
  const auto content = value.find("value");
  if (content == value.end()) return "…";
  if (content->is_string()) return "'" + content->get<std::string>() + "'";
  const Json& info = value.at("type").at("type_info");
  if (content->is_number_integer() && info.is_object() && info.contains("scale"))
    return scaled(content->get<std::int64_t>(), info["scale"].get<std::size_t>());
  return content->is_structured() ? "…" : content->dump();
}

struct NumberType {
  int digits = 0;  ///< before the point
  int scale = 0;
};

/// The range of a type whose values are exact numbers; nullopt for others.
std::optional<NumberType> number_type(const Json& type) {
  static const std::map<std::string, int> integers = {
      {"BOOLEAN", 1},   {"TINYINT", 3}, {"UTINYINT", 3}, {"SMALLINT", 5}, {"USMALLINT", 5}, {"INTEGER", 10},
      {"UINTEGER", 10}, {"BIGINT", 19}, {"UBIGINT", 20}, {"HUGEINT", 39}, {"UHUGEINT", 39}, {"INTEGER_LITERAL", 19}};
  const auto id = type.at("id").get<std::string>();
  const auto integer = integers.find(id);
  if (integer != integers.end()) return NumberType{integer->second, 0};
  if (id != "DECIMAL" || !type.at("type_info").is_object()) return std::nullopt;
  const int scale = type["type_info"].at("scale").get<int>();
  return NumberType{type["type_info"].at("width").get<int>() - scale, scale};
}

/// Whether a cast gives different values for different values: numbers to wider ones, dates to timestamps, anything
/// simple to text. A cast that fails for what is too large keeps the rest apart.
bool keeps_apart(const Json& from, const Json& to) {
  if (from.at("id") == to.at("id") && from.at("id") != "DECIMAL") return true;
  const auto number = number_type(from);
  const auto wider = number_type(to);
  if (number && wider) return wider->scale >= number->scale;
  const auto to_id = to.at("id").get<std::string>();
  const auto from_id = from.at("id").get<std::string>();
  if (to_id == "VARCHAR") return number.has_value() || from_id == "DATE" || from_id == "TIMESTAMP";
  return from_id == "DATE" && to_id.starts_with("TIMESTAMP");
}

/// The type of what an expression gives; of no known type where the engine leaves it out.
const Json& type_of(const Json& json) {
  static const Json unknown = {{"id", "UNKNOWN"}, {"type_info", nullptr}};
  const auto type = json.find("return_type");
  if (type != json.end()) return *type;
  const auto value = json.find("value");
  return value != json.end() && value->is_object() ? value->at("type") : unknown;
}

class ExpressionReader {
 public:
  explicit ExpressionReader(std::size_t outer_table) : outer_table_(outer_table) {}

  Expression read(const Json& json) const {
    using Reader = Expression (ExpressionReader::*)(const Json&) const;
    static const std::map<std::string, Reader> readers = {
        {"BOUND_REF", &ExpressionReader::column},
        {"BOUND_COLUMN_REF", &ExpressionReader::outer_column},
        {"BOUND_CONSTANT", &ExpressionReader::constant},
        {"BOUND_FUNCTION", &ExpressionReader::function},
        {"BOUND_CAST", &ExpressionReader::cast},
        {"BOUND_COMPARISON", &ExpressionReader::comparison},
        {"BOUND_CONJUNCTION", &ExpressionReader::operation_of_children},
        {"BOUND_OPERATOR", &ExpressionReader::operation_of_children},
        {"BOUND_BETWEEN", &ExpressionReader::between},
        {"BOUND_CASE", &ExpressionReader::case_of},
        {"BOUND_AGGREGATE", &ExpressionReader::aggregate},
        {"BOUND_WINDOW", &ExpressionReader::window},
        {"BOUND_UNNEST", &ExpressionReader::unnest},
    };
    const auto name = json.at("expression_class").get<std::string>();
    const auto reader = readers.find(name);
    if (reader != readers.end()) return (this->*reader->second)(json);
    throw Error(ErrorCode::kUnsupported, fmt::format("an expression of the kind {} cannot be followed", name));
  }

  std::vector<Expression> read_all(const Json& list) const {
    std::vector<Expression> result;
    for (const Json& json : list) result.push_back(read(json));
    return result;
  }

 private:
  Expression column(const Json& json) const {
    Expression result;
    result.kind = Expression::Kind::kColumn;
    result.column = json.at("index").get<std::size_t>();
    return result;
  }

  /// The engine leaves these where a table function reads columns of the rows that it stands beside.
  Expression outer_column(const Json& json) const {
    const Json& binding = json.at("binding");
    if (binding.at("table_index").get<std::size_t>() != outer_table_)
      throw Error(ErrorCode::kUnsupported, "a column of an outer SELECT cannot be followed here");
    Expression result;
    result.kind = Expression::Kind::kColumn;
    result.column = binding.at("column_index").get<std::size_t>();
    return result;
  }

  Expression constant(const Json& json) const {
    Expression result;
    result.name = constant_text(json.at("value"));
    return result;
  }

  Expression function(const Json& json) const {
    return call(json.at("name").get<std::string>(), read_all(json.at("children")), json.value("is_operator", false));
  }

  Expression cast(const Json& json) const {
    Expression result;
    result.kind = Expression::Kind::kCast;
    result.name = type_text(type_of(json));
    result.arguments.push_back(read(json.at("child")));
    result.keeps_apart = !json.value("try_cast", false) && keeps_apart(type_of(json["child"]), type_of(json));
    return result;
  }

  Expression comparison(const Json& json) const {
    return compared(read(json.at("left")), json.at("type").get<std::string>(), read(json.at("right")));
  }

  Expression operation_of_children(const Json& json) const {
    return operation(json.at("type").get<std::string>(), read_all(json.at("children")));
  }

  Expression between(const Json& json) const {
    std::vector<Expression> arguments;
    for (const char* part : {"input", "lower", "upper"}) arguments.push_back(read(json.at(part)));
    return call("between", std::move(arguments), false);
  }

  Expression case_of(const Json& json) const {
    Expression result;
    result.kind = Expression::Kind::kCase;
    for (const Json& check : json.at("case_checks")) {
      result.arguments.push_back(read(check.at("when_expr")));
      result.arguments.push_back(read(check.at("then_expr")));
    }
    result.arguments.push_back(read(json.at("else_expr")));
    return result;
  }

  Expression aggregate(const Json& json) const {
    Expression result;
    result.kind = Expression::Kind::kAggregate;
    result.name = json.at("name").get<std::string>();
    result.arguments = read_all(json.at("children"));
    result.distinct = json.value("aggregate_type", "") == "DISTINCT";
    add(json, "filter", result.filters);
    const auto orders = json.find("order_bys");
    if (orders != json.end() && orders->is_object()) result.orders = orders_of(orders->at("orders"));
    return result;
  }

  Expression window(const Json& json) const {
    Expression result;
    const auto type = json.at("type").get<std::string>();
    const std::string prefix = "WINDOW_";
    const bool is_aggregate = type == "WINDOW_AGGREGATE";
    result.kind = is_aggregate ? Expression::Kind::kAggregate : Expression::Kind::kWindow;
    result.name = is_aggregate ? json.at("name").get<std::string>() : to_lower(type.substr(prefix.size()));
    result.arguments = read_all(json.at("children"));
    result.distinct = json.value("distinct", false);
    result.over_window = true;
    result.partitions = read_all(json.at("partitions"));
    result.orders = orders_of(json.at("orders"));
    for (const Expression& order : orders_of(json.value("arg_orders", Json::array()))) result.orders.push_back(order);
    add(json, "filters", result.filters);
    for (const char* bound : {"start_expr", "end_expr"}) add(json, bound, result.orders);
    for (const char* value : {"offset_expr", "default_expr"}) add(json, value, result.arguments);
    return result;
  }

  Expression unnest(const Json& json) const { return call("unnest", {read(json.at("child"))}, false); }

  std::vector<Expression> orders_of(const Json& orders) const {
    std::vector<Expression> result;
    for (const Json& order : orders) result.push_back(read(order.at("expression")));
    return result;
  }

  void add(const Json& json, const char* key, std::vector<Expression>& to) const {
    const auto part = json.find(key);
    if (part != json.end() && part->is_object()) to.push_back(read(*part));
  }

  std::size_t outer_table_;
};

}  // namespace

Expression read_expression(const Json& json, std::size_t outer_table) {
  return ExpressionReader(outer_table).read(json);
}

std::vector<Expression> read_expressions(const Json& list, std::size_t outer_table) {
  return ExpressionReader(outer_table).read_all(list);
}

std::vector<Expression> read_orders(const Json& orders) {
  std::vector<Expression> result;
  for (const Json& order : orders) result.push_back(read_expression(order.at("expression")));
  return result;
}

Expression compared(Expression left, const std::string& comparison, Expression right) {
  std::vector<Expression> sides;
  sides.push_back(std::move(left));
  sides.push_back(std::move(right));
  return operation(comparison, std::move(sides));
}

std::string type_text(const Json& type) {
  const auto id = type.at("id").get<std::string>();
  const auto info = type.find("type_info");
  if (id != "DECIMAL" || info == type.end() || !info->is_object()) return id;
  return fmt::format("DECIMAL({},{})", info->at("width").get<int>(), info->at("scale").get<int>());
}

void shift_columns(Expression& expression, std::size_t by) {
  expression.column += by;
  for (auto* parts : {&expression.arguments, &expression.filters, &expression.partitions, &expression.orders}) {
    for (Expression& part : *parts) shift_columns(part, by);
  }
}

}  // namespace c360::model
