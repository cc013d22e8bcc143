#include "c360/project/evaluate.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/project/expression_functions.h"

namespace c360::project {
namespace {

/// Errors without a place get that of the part.
template <class Give>
JsonValue at_place(const Location& where, const Give& give) {
  try {
    return give();
  } catch (const Error& error) {
    if (!error.where().file.empty()) throw;
    throw Error(error.code(), error.message(), error.hint(), where);
  }
}

std::vector<std::string> keys_of(const JsonValue& object) {
  std::vector<std::string> keys;
  for (const auto& entry : object.items()) keys.push_back(entry.key());
  return keys;
}

JsonValue key_of(const JsonValue& whole, const std::string& key, const Expression& expression) {
  if (whole.is_object() && whole.contains(key)) return whole[key];
  if (expression.may_be_absent && (whole.is_object() || whole.is_null())) return {};
  const std::string of = to_text(expression.parts[0]);
  if (!whole.is_object())
    throw Error(ErrorCode::kProject, fmt::format("{} is {} and has no key '{}'", of, kind_of(whole), key), {},
                expression.where);
  const std::string hint = whole.empty() ? "it has no keys at all" : did_you_mean(key, keys_of(whole));
  throw Error(ErrorCode::kProject, fmt::format("{} has no key '{}'", of, key), hint, expression.where);
}

JsonValue entry_of(const JsonValue& whole, const JsonValue& index, const Expression& expression) {
  if (index.is_string()) return key_of(whole, index.get<std::string>(), expression);
  const std::string of = to_text(expression.parts[0]);
  if (!whole.is_array() || !index.is_number_integer())
    throw Error(ErrorCode::kProject, fmt::format("{} is {}, which has no entry {}", of, kind_of(whole), text_of(index)),
                "a list has entries by number, from 0; an object by the texts of its keys", expression.where);
  const std::int64_t at = index.get<std::int64_t>();
  if (at < 0 || at >= static_cast<std::int64_t>(whole.size()))
    throw Error(ErrorCode::kProject, fmt::format("{} has {} entries and no entry {}", of, whole.size(), at),
                "entries count from 0", expression.where);
  return whole[static_cast<std::size_t>(at)];
}

JsonValue call(const Expression& expression, const Surroundings& surroundings) {
  const ExpressionFunction& function = *find_function(expression.name);
  return at_place(expression.where, [&]() -> JsonValue {
    if (const std::string* activity = named_activity(expression))
      return surroundings.of_activity(expression.name, *activity);
    std::vector<JsonValue> arguments;
    const bool chooses = function.name == "if";
    for (const Expression& part : expression.parts) {
      arguments.push_back(chooses && !arguments.empty() ? JsonValue() : evaluate(part, surroundings));
    }
    if (!chooses) return function.give({arguments, surroundings.now});
    arguments = {arguments[0], 1, 2};  // only what is chosen is worked out
    return evaluate(expression.parts[function.give({arguments, surroundings.now}).get<std::size_t>()], surroundings);
  });
}

}  // namespace

JsonValue evaluate(const Expression& expression, const Surroundings& surroundings) {
  switch (expression.kind) {
    case Expression::Kind::kLiteral:
      return expression.value;
    case Expression::Kind::kReference:
      return at_place(expression.where, [&] { return surroundings.reference(expression.name); });
    case Expression::Kind::kCall:
      return call(expression, surroundings);
    case Expression::Kind::kMember:
      return key_of(evaluate(expression.parts[0], surroundings), expression.name, expression);
    case Expression::Kind::kIndex:
      return entry_of(evaluate(expression.parts[0], surroundings), evaluate(expression.parts[1], surroundings),
                      expression);
  }
  return {};
}

JsonValue evaluate(const Template& value, const Surroundings& surroundings) {
  switch (value.kind) {
    case Template::Kind::kConstant:
      return value.value;
    case Template::Kind::kExpression:
      return evaluate(*value.parts[0].expression, surroundings);
    case Template::Kind::kText: {
      std::string text;
      for (const Template::Part& part : value.parts) {
        text += part.expression ? text_of(evaluate(*part.expression, surroundings)) : part.text;
      }
      return text;
    }
    case Template::Kind::kList:
    case Template::Kind::kMap:
      break;
  }
  JsonValue result = value.kind == Template::Kind::kList ? JsonValue::array() : JsonValue::object();
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    JsonValue item = evaluate(value.items[i], surroundings);
    if (value.kind == Template::Kind::kList)
      result.push_back(std::move(item));
    else
      result[value.keys[i]] = std::move(item);
  }
  return result;
}

}  // namespace c360::project
