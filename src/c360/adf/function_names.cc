#include "c360/adf/function_names.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "c360/adf/finding.h"
#include "c360/base/letter_case.h"
#include "c360/project/expression_functions.h"

namespace c360::adf {
namespace {

using Arguments = std::vector<Expression>;
using Kind = Expression::Kind;

/// Those that differ by name alone.
const std::map<std::string, std::string>& same_functions() {
  static const std::map<std::string, std::string> names = {{"equals", "equals"},
                                                           {"not", "not"},
                                                           {"and", "and"},
                                                           {"or", "or"},
                                                           {"greater", "greater"},
                                                           {"greaterorequals", "greater_or_equals"},
                                                           {"less", "less"},
                                                           {"lessorequals", "less_or_equals"},
                                                           {"if", "if"},
                                                           {"empty", "empty"},
                                                           {"coalesce", "coalesce"},
                                                           {"concat", "concat"},
                                                           {"length", "length"},
                                                           {"contains", "contains"},
                                                           {"replace", "replace"},
                                                           {"split", "split"},
                                                           {"join", "join"},
                                                           {"substring", "substring"},
                                                           {"tolower", "to_lower"},
                                                           {"toupper", "to_upper"},
                                                           {"trim", "trim"},
                                                           {"first", "first"},
                                                           {"last", "last"},
                                                           {"skip", "skip"},
                                                           {"take", "take"},
                                                           {"createarray", "create_array"},
                                                           {"array", "create_array"},
                                                           {"range", "range"},
                                                           {"add", "add"},
                                                           {"sub", "sub"},
                                                           {"mul", "mul"},
                                                           {"div", "div"},
                                                           {"mod", "mod"},
                                                           {"int", "int"},
                                                           {"string", "text"},
                                                           {"json", "json"}};
  return names;
}

/// Those that do not mind capitals there, and do here.
const std::map<std::string, std::string> kInAnyCase = {
    {"startswith", "starts_with"}, {"endswith", "ends_with"}, {"indexof", "index_of"}};

const std::map<std::string, std::int64_t> kSecondsOf = {
    {"addseconds", 1}, {"addminutes", 60}, {"addhours", 3600}, {"adddays", 86400}};

const std::map<std::string, std::int64_t> kSecondsOfUnit = {
    {"second", 1}, {"minute", 60}, {"hour", 3600}, {"day", 86400}, {"week", 604800}};

std::optional<std::string> text_of(const Expression& expression) {
  if (expression.kind != Kind::kLiteral || !expression.value.is_string()) return std::nullopt;
  return expression.value.get<std::string>();
}

Expression with_format(Expression time, const Arguments& arguments, std::size_t at) {
  if (arguments.size() <= at) return time;
  const auto format = text_of(arguments[at]);
  if (!format) throw NoCounterpart{"a format that is worked out while it runs"};
  return call_of("format_time", {std::move(time), literal_of(translate_time_format(*format))});
}

Expression product(const Expression& count, std::int64_t seconds) {
  if (count.kind == Kind::kLiteral && count.value.is_number_integer()) {
    std::int64_t result = 0;
    if (!__builtin_mul_overflow(count.value.get<std::int64_t>(), seconds, &result)) return literal_of(result);
  }
  return seconds == 1 ? count : call_of("mul", {count, literal_of(seconds)});
}

/// addToTime(time, 3, 'Day'), getPastTime(3, 'Day'): the seconds of its count and unit.
Expression seconds_of(const Arguments& arguments, std::size_t count, int sign) {
  const auto unit = text_of(arguments[count + 1]);
  const auto seconds = unit ? kSecondsOfUnit.find(to_lower(*unit)) : kSecondsOfUnit.end();
  if (seconds == kSecondsOfUnit.end()) throw NoCounterpart{"months and years have no fixed length"};
  return product(arguments[count], sign * seconds->second);
}

void need(const std::string& name, const Arguments& arguments, std::size_t least, std::size_t most) {
  if (arguments.size() < least || arguments.size() > most)
    throw NoCounterpart{fmt::format("{}() has {} arguments", name, arguments.size())};
}

std::optional<Expression> time_call(const std::string& name, const Arguments& arguments) {
  const Expression now = call_of("utc_now", {});
  if (name == "utcnow") return need(name, arguments, 0, 1), with_format(now, arguments, 0);
  if (name == "formatdatetime") {
    need(name, arguments, 2, 2);
    return with_format(arguments[0], arguments, 1);
  }
  if (const auto unit = kSecondsOf.find(name); unit != kSecondsOf.end()) {
    need(name, arguments, 2, 3);
    return with_format(call_of("add_seconds", {arguments[0], product(arguments[1], unit->second)}), arguments, 2);
  }
  if (name == "addtotime" || name == "subtractfromtime") {
    need(name, arguments, 3, 4);
    const int sign = name == "addtotime" ? 1 : -1;
    return with_format(call_of("add_seconds", {arguments[0], seconds_of(arguments, 1, sign)}), arguments, 3);
  }
  if (name == "getpasttime" || name == "getfuturetime") {
    need(name, arguments, 2, 3);
    const int sign = name == "getfuturetime" ? 1 : -1;
    return with_format(call_of("add_seconds", {now, seconds_of(arguments, 0, sign)}), arguments, 2);
  }
  return std::nullopt;
}

}  // namespace

Expression literal_of(project::JsonValue value) {
  Expression node;
  node.value = std::move(value);
  return node;
}

Expression call_of(const std::string& name, Arguments arguments) {
  Expression node;
  node.kind = Kind::kCall;
  node.name = name;
  node.parts = std::move(arguments);
  return node;
}

Expression translate_call(const std::string& name, Arguments arguments) {
  if (auto time = time_call(name, arguments)) return std::move(*time);
  if (const auto found = kInAnyCase.find(name); found != kInAnyCase.end()) {
    need(name, arguments, 2, 2);
    for (Expression& argument : arguments) argument = call_of("to_lower", {std::move(argument)});
    return call_of(found->second, std::move(arguments));
  }
  const auto same = same_functions().find(name);
  if (same == same_functions().end()) throw NoCounterpart{fmt::format("the function {}() is not known here", name)};
  const project::ExpressionFunction& function = *project::find_function(same->second);
  const auto count = static_cast<int>(arguments.size());
  if (count < function.least || (function.most >= 0 && count > function.most))
    throw NoCounterpart{
        fmt::format("{}() takes {} here, not {}", function.name, project::arguments_of(function), count)};
  if (name == "concat")  // texts alone there; a list in front would mean another thing here
    for (Expression& argument : arguments)
      if (argument.kind == Kind::kLiteral && !argument.value.is_string())
        argument = literal_of(project::text_of(argument.value));
  return call_of(same->second, std::move(arguments));
}

std::string translate_time_format(const std::string& format) {
  static const std::map<std::string, std::string> known = {
      {"yyyy", "%Y"}, {"yy", "%y"}, {"MMMM", "%B"}, {"MMM", "%b"}, {"MM", "%m"}, {"dddd", "%A"}, {"ddd", "%a"},
      {"dd", "%d"},   {"HH", "%H"}, {"hh", "%I"},   {"mm", "%M"},  {"ss", "%S"}, {"tt", "%p"}};
  constexpr std::string_view kSpecifiers = "yMdHhmsftFzKgU";
  std::string result;
  for (std::size_t at = 0; at < format.size();) {
    const char c = format[at];
    const std::size_t end = std::min(format.find_first_not_of(c, at), format.size());
    const std::string run = format.substr(at, end - at);
    if (c == '\'' || c == '\\') throw NoCounterpart{"a time format with quotes"};
    if (kSpecifiers.find(c) == std::string_view::npos) {
      for (const char plain : run) result += plain == '%' ? std::string("%%") : std::string(1, plain);
    } else if (const auto found = known.find(run); found != known.end()) {
      result += found->second;
    } else {
      throw NoCounterpart{fmt::format("the time format '{}'", run)};
    }
    at = end;
  }
  if (format.size() < 2) throw NoCounterpart{"one of the standard time formats"};
  return result;
}

}  // namespace c360::adf
