#include "c360/project/expression_functions.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>
#include <limits>

#include "c360/base/error.h"

namespace c360::project {
namespace {

using Json = JsonValue;

constexpr std::int64_t kMostEntries = 100'000;  // of a list that a function makes

[[noreturn]] void refuse(const std::string& function, const std::string& expected, const Json& given) {
  throw Error(ErrorCode::kProject, fmt::format("{}() takes {}, not {}", function, expected, kind_of(given)),
              find_function(function)->usage);
}

const Json& argument(const FunctionCall& call, std::size_t at) {
  return call.arguments[at];
}

std::string text_at(const FunctionCall& call, const char* function, std::size_t at) {
  if (!argument(call, at).is_string()) refuse(function, "a text", argument(call, at));
  return argument(call, at).get<std::string>();
}

bool truth(const FunctionCall& call, const char* function, std::size_t at) {
  if (!argument(call, at).is_boolean()) refuse(function, "true or false", argument(call, at));
  return argument(call, at).get<bool>();
}

std::int64_t whole(const FunctionCall& call, const char* function, std::size_t at) {
  if (!argument(call, at).is_number_integer()) refuse(function, "a whole number", argument(call, at));
  return argument(call, at).get<std::int64_t>();
}

const Json& list(const FunctionCall& call, const char* function, std::size_t at) {
  if (!argument(call, at).is_array()) refuse(function, "a list", argument(call, at));
  return argument(call, at);
}

/// Below 0, 0 or above it, of two numbers or two texts.
int order(const FunctionCall& call, const char* function) {
  const Json& a = argument(call, 0);
  const Json& b = argument(call, 1);
  const bool alike = (a.is_number() && b.is_number()) || (a.is_string() && b.is_string());
  if (!alike) refuse(function, "two numbers or two texts", a.is_number() || a.is_string() ? b : a);
  if (a.is_string()) return a.get_ref<const std::string&>().compare(b.get_ref<const std::string&>());
  return a < b ? -1 : b < a ? 1 : 0;
}

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_string() ? value.get_ref<const std::string&>().empty() : value.empty());
}

std::int64_t length(const FunctionCall& call) {
  const Json& value = argument(call, 0);
  if (value.is_string()) {  // characters, not bytes
    const std::string& bytes = value.get_ref<const std::string&>();
    return std::count_if(bytes.begin(), bytes.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  }
  if (!value.is_array() && !value.is_object()) refuse("length", "a text or a list", value);
  return static_cast<std::int64_t>(value.size());
}

bool contains(const FunctionCall& call) {
  const Json& where = argument(call, 0);
  const Json& what = argument(call, 1);
  if (where.is_string())
    return where.get_ref<const std::string&>().find(text_at(call, "contains", 1)) != std::string::npos;
  if (where.is_object()) return where.contains(text_at(call, "contains", 1));
  if (!where.is_array()) refuse("contains", "a text, a list or an object", where);
  return std::find(where.begin(), where.end(), what) != where.end();
}

Json replace(const FunctionCall& call) {
  const std::string whole_text = text_at(call, "replace", 0);
  const std::string old = text_at(call, "replace", 1);
  const std::string fresh = text_at(call, "replace", 2);
  if (old.empty()) return whole_text;
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = whole_text.find(old); at != std::string::npos; at = whole_text.find(old, from)) {
    result += whole_text.substr(from, at - from) + fresh;
    from = at + old.size();
  }
  return result + whole_text.substr(from);
}

Json split(const FunctionCall& call) {
  const std::string whole_text = text_at(call, "split", 0);
  const std::string between = text_at(call, "split", 1);
  Json parts = Json::array();
  std::size_t from = 0;
  for (std::size_t at = between.empty() ? std::string::npos : whole_text.find(between); at != std::string::npos;
       at = whole_text.find(between, from)) {
    parts.push_back(whole_text.substr(from, at - from));
    from = at + between.size();
  }
  parts.push_back(whole_text.substr(from));
  return parts;
}

Json join(const FunctionCall& call) {
  std::string result;
  const std::string between = text_at(call, "join", 1);
  for (const Json& part : list(call, "join", 0))
    result += (&part == &list(call, "join", 0).front() ? "" : between) + text_of(part);
  return result;
}

/// Entries `from` up to, but not, `to`; bounds outside are taken as the nearest.
Json part_of(const Json& all, std::int64_t from, std::int64_t to) {
  const auto size = static_cast<std::int64_t>(all.size());
  Json part = Json::array();
  for (std::int64_t at = std::clamp<std::int64_t>(from, 0, size); at < std::clamp<std::int64_t>(to, 0, size); ++at)
    part.push_back(all[static_cast<std::size_t>(at)]);
  return part;
}

Json first(const FunctionCall& call) {
  const Json& all = list(call, "first", 0);
  return all.empty() ? Json() : all.front();
}

Json last(const FunctionCall& call) {
  const Json& all = list(call, "last", 0);
  return all.empty() ? Json() : all.back();
}

/// Bytes of UTF-8 are never cut: positions count characters.
Json substring(const FunctionCall& call) {
  const std::string bytes = text_at(call, "substring", 0);
  const std::int64_t from = std::max<std::int64_t>(whole(call, "substring", 1), 0);
  const std::int64_t count = call.arguments.size() < 3 ? std::numeric_limits<std::int64_t>::max()
                                                       : std::max<std::int64_t>(whole(call, "substring", 2), 0);
  std::string result;
  std::int64_t at = -1;
  for (const char c : bytes) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++at;
    if (at >= from && at - from < count) result += c;
  }
  return result;
}

Json in_case(const FunctionCall& call, const char* function, char from, char to, int change) {
  std::string result = text_at(call, function, 0);
  for (char& c : result)
    if (c >= from && c <= to) c = static_cast<char>(c + change);
  return result;
}

Json trim(const FunctionCall& call) {
  const std::string all = text_at(call, "trim", 0);
  const std::size_t start = all.find_first_not_of(" \t\r\n");
  return start == std::string::npos ? "" : all.substr(start, all.find_last_not_of(" \t\r\n") - start + 1);
}

/// Two numbers: whole ones stay whole, and what is too large for them is refused.
Json count(const FunctionCall& call, const char* function, bool (*exact)(std::int64_t, std::int64_t, std::int64_t*),
           double (*real)(double, double)) {
  const Json& a = argument(call, 0);
  const Json& b = argument(call, 1);
  if (!a.is_number() || !b.is_number()) refuse(function, "two numbers", a.is_number() ? b : a);
  if (!a.is_number_integer() || !b.is_number_integer()) return real(a.get<double>(), b.get<double>());
  std::int64_t result = 0;
  if (exact(a.get<std::int64_t>(), b.get<std::int64_t>(), &result)) return result;
  throw Error(ErrorCode::kProject,
              fmt::format("{}({}, {}) is no number that can be told", function, a.dump(), b.dump()));
}

Json add(const FunctionCall& call) {
  return count(
      call, "add", [](std::int64_t a, std::int64_t b, std::int64_t* sum) { return !__builtin_add_overflow(a, b, sum); },
      [](double a, double b) { return a + b; });
}
Json sub(const FunctionCall& call) {
  return count(
      call, "sub",
      [](std::int64_t a, std::int64_t b, std::int64_t* result) { return !__builtin_sub_overflow(a, b, result); },
      [](double a, double b) { return a - b; });
}
Json mul(const FunctionCall& call) {
  return count(
      call, "mul",
      [](std::int64_t a, std::int64_t b, std::int64_t* result) { return !__builtin_mul_overflow(a, b, result); },
      [](double a, double b) { return a * b; });
}
bool divisible(std::int64_t a, std::int64_t b) {
  return b != 0 && !(b == -1 && a == std::numeric_limits<std::int64_t>::min());
}
Json div(const FunctionCall& call) {
  return count(
      call, "div",
      [](std::int64_t a, std::int64_t b, std::int64_t* result) { return divisible(a, b) && ((*result = a / b), true); },
      [](double a, double b) { return a / b; });
}
Json mod(const FunctionCall& call) {
  return count(
      call, "mod",
      [](std::int64_t a, std::int64_t b, std::int64_t* result) { return divisible(a, b) && ((*result = a % b), true); },
      [](double a, double b) { return std::fmod(a, b); });
}

Json to_int(const FunctionCall& call) {
  const Json& value = argument(call, 0);
  if (value.is_number_integer()) return value;
  const std::string digits = text_at(call, "int", 0);
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, number);
  if (digits.empty() || error != std::errc() || rest != end)
    throw Error(ErrorCode::kProject, fmt::format("int('{}'): this is no whole number", digits));
  return number;
}

Json from_json(const FunctionCall& call) {
  const std::string written = text_at(call, "json", 0);
  Json value = Json::parse(written, nullptr, false);
  if (value.is_discarded())
    throw Error(ErrorCode::kProject, fmt::format("json(): '{}' is no JSON", written.substr(0, 60)));
  return value;
}

Json range(const FunctionCall& call) {
  const std::int64_t start = whole(call, "range", 0);
  const std::int64_t many = whole(call, "range", 1);
  if (many < 0 || many > kMostEntries)
    throw Error(ErrorCode::kProject, fmt::format("range() makes at most {} entries", kMostEntries));
  Json numbers = Json::array();
  for (std::int64_t at = 0; at < many; ++at) numbers.push_back(start + at);
  return numbers;
}

/// An instant that is written as format_utc() writes it.
Micros instant(const FunctionCall& call, const char* function, std::size_t at) {
  try {
    return parse_utc(text_at(call, function, at));
  } catch (const Error& error) {
    throw Error(ErrorCode::kProject, fmt::format("{}(): {}", function, error.message()), error.hint());
  }
}

Json format_time(const FunctionCall& call) {
  const std::time_t seconds = instant(call, "format_time", 0) / kMicrosPerSecond;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char written[200];
  const std::string format =
      text_at(call, "format_time", 1) + " ";  // so that it is never empty, which looks like a failure
  const std::size_t size = std::strftime(written, sizeof written, format.c_str(), &parts);
  if (size == 0) throw Error(ErrorCode::kProject, "format_time() makes at most 200 bytes");
  return std::string(written, size - 1);
}

Json add_seconds(const FunctionCall& call) {
  return format_utc(instant(call, "add_seconds", 0) +
                    std::clamp<std::int64_t>(whole(call, "add_seconds", 1), -100'000'000'000, 100'000'000'000) *
                        kMicrosPerSecond);
}

bool all_true(const FunctionCall& call) {
  for (std::size_t at = 0; at < call.arguments.size(); ++at)
    if (!truth(call, "and", at)) return false;
  return true;
}

bool any_true(const FunctionCall& call) {
  for (std::size_t at = 0; at < call.arguments.size(); ++at)
    if (truth(call, "or", at)) return true;
  return false;
}

Json coalesce(const FunctionCall& call) {
  const auto found =
      std::find_if(call.arguments.begin(), call.arguments.end(), [](const Json& value) { return !value.is_null(); });
  return found == call.arguments.end() ? Json() : *found;
}

Json concat(const FunctionCall& call) {
  if (!argument(call, 0).is_array()) {
    std::string result;
    for (const Json& part : call.arguments) result += text_of(part);
    return result;
  }
  Json result = Json::array();
  for (std::size_t at = 0; at < call.arguments.size(); ++at)
    for (const Json& entry : list(call, "concat", at)) result.push_back(entry);
  return result;
}

Json index_of(const FunctionCall& call) {
  const std::string all = text_at(call, "index_of", 0);
  const std::size_t at = all.find(text_at(call, "index_of", 1));
  if (at == std::string::npos) return -1;
  return length({{Json(all.substr(0, at))}, call.now});
}

constexpr int kAny = -1;

std::vector<ExpressionFunction> comparing() {
  return {
      {"equals", 2, 2, "equals(a, b): whether two values are the same; texts with their capitals",
       [](const FunctionCall& c) -> Json { return argument(c, 0) == argument(c, 1); }},
      {"not", 1, 1, "not(condition)", [](const FunctionCall& c) -> Json { return !truth(c, "not", 0); }},
      {"and", 1, kAny, "and(condition, …): whether all are true",
       [](const FunctionCall& c) -> Json { return all_true(c); }},
      {"or", 1, kAny, "or(condition, …): whether one is true",
       [](const FunctionCall& c) -> Json { return any_true(c); }},
      {"greater", 2, 2, "greater(a, b): of two numbers or two texts",
       [](const FunctionCall& c) -> Json { return order(c, "greater") > 0; }},
      {"greater_or_equals", 2, 2, "greater_or_equals(a, b)",
       [](const FunctionCall& c) -> Json { return order(c, "greater_or_equals") >= 0; }},
      {"less", 2, 2, "less(a, b): of two numbers or two texts",
       [](const FunctionCall& c) -> Json { return order(c, "less") < 0; }},
      {"less_or_equals", 2, 2, "less_or_equals(a, b)",
       [](const FunctionCall& c) -> Json { return order(c, "less_or_equals") <= 0; }},
      {"if", 3, 3, "if(condition, then, else)",
       [](const FunctionCall& c) -> Json { return argument(c, truth(c, "if", 0) ? 1 : 2); }},
      {"empty", 1, 1, "empty(value): whether it is null, '' or a list or object without entries",
       [](const FunctionCall& c) -> Json { return is_empty(argument(c, 0)); }},
      {"coalesce", 1, kAny, "coalesce(value, …): the first that is not null", coalesce},
  };
}

std::vector<ExpressionFunction> of_texts() {
  return {
      {"concat", 1, kAny, "concat(value, …): texts or lists put together", concat},
      {"length", 1, 1, "length(value): characters of a text, entries of a list",
       [](const FunctionCall& c) -> Json { return length(c); }},
      {"contains", 2, 2, "contains(where, what): a text in a text, an entry in a list, a key in an object",
       [](const FunctionCall& c) -> Json { return contains(c); }},
      {"replace", 3, 3, "replace(text, old, new): every occurrence", replace},
      {"split", 2, 2, "split(text, between): a list", split},
      {"join", 2, 2, "join(list, between): a text", join},
      {"starts_with", 2, 2, "starts_with(text, start)",
       [](const FunctionCall& c) -> Json {
         return text_at(c, "starts_with", 0).starts_with(text_at(c, "starts_with", 1));
       }},
      {"ends_with", 2, 2, "ends_with(text, end)",
       [](const FunctionCall& c) -> Json { return text_at(c, "ends_with", 0).ends_with(text_at(c, "ends_with", 1)); }},
      {"index_of", 2, 2, "index_of(text, part): from 0; -1 where it is not there", index_of},
      {"substring", 2, 3, "substring(text, from[, length]): positions count from 0", substring},
      {"to_lower", 1, 1, "to_lower(text): letters A to Z",
       [](const FunctionCall& c) -> Json { return in_case(c, "to_lower", 'A', 'Z', 'a' - 'A'); }},
      {"to_upper", 1, 1, "to_upper(text): letters a to z",
       [](const FunctionCall& c) -> Json { return in_case(c, "to_upper", 'a', 'z', 'A' - 'a'); }},
      {"trim", 1, 1, "trim(text): without blanks at its ends", trim},
  };
}

std::vector<ExpressionFunction> of_lists_and_numbers() {
  return {
      {"first", 1, 1, "first(list): null where it is empty", first},
      {"last", 1, 1, "last(list): null where it is empty", last},
      {"skip", 2, 2, "skip(list, count): without its first entries",
       [](const FunctionCall& c) -> Json {
         return part_of(list(c, "skip", 0), whole(c, "skip", 1), std::numeric_limits<std::int64_t>::max());
       }},
      {"take", 2, 2, "take(list, count): its first entries",
       [](const FunctionCall& c) -> Json { return part_of(list(c, "take", 0), 0, whole(c, "take", 1)); }},
      {"create_array", 0, kAny, "create_array(value, …): a list",
       [](const FunctionCall& c) -> Json { return Json(c.arguments); }},
      {"range", 2, 2, "range(start, count): a list of whole numbers", range},
      {"add", 2, 2, "add(a, b)", add},
      {"sub", 2, 2, "sub(a, b)", sub},
      {"mul", 2, 2, "mul(a, b)", mul},
      {"div", 2, 2, "div(a, b): of whole numbers the whole part", div},
      {"mod", 2, 2, "mod(a, b)", mod},
      {"int", 1, 1, "int(text): a whole number", to_int},
      {"text", 1, 1, "text(value): as it is written within a text",
       [](const FunctionCall& c) -> Json { return text_of(argument(c, 0)); }},
      {"json", 1, 1, "json(text): the value that JSON stands for", from_json},
      {"utc_now", 0, 0, "utc_now(): the time, as 2024-05-31T08:15:00.000000Z",
       [](const FunctionCall& c) -> Json { return format_utc(c.now); }},
      {"format_time", 2, 2, "format_time(time, '%Y-%m-%d')", format_time},
      {"add_seconds", 2, 2, "add_seconds(time, seconds)", add_seconds},
      {"activity", 1, 1, "activity('NAME'): its output", nullptr},
      {"error", 1, 1, "error('NAME'): the message of an activity that failed, or null", nullptr},
      {"status", 1, 1, "status('NAME'): 'succeeded', 'failed' or 'skipped'", nullptr},
  };
}

std::vector<ExpressionFunction> all_functions() {
  std::vector<ExpressionFunction> all;
  for (const auto& group : {comparing(), of_texts(), of_lists_and_numbers()})
    all.insert(all.end(), group.begin(), group.end());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

}  // namespace

const std::vector<ExpressionFunction>& expression_functions() {
  static const std::vector<ExpressionFunction> functions = all_functions();
  return functions;
}

const ExpressionFunction* find_function(std::string_view name) {
  for (const ExpressionFunction& function : expression_functions())
    if (function.name == name) return &function;
  return nullptr;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const ExpressionFunction& function : expression_functions()) names.push_back(function.name);
  return names;
}

std::string arguments_of(const ExpressionFunction& function) {
  const bool one = function.least == 1 && function.most == 1;
  if (function.most < 0) return fmt::format("{} or more arguments", function.least);
  if (function.most > function.least) return fmt::format("{} to {} arguments", function.least, function.most);
  return fmt::format("{} argument{}", function.least, one ? "" : "s");
}

std::string kind_of(const JsonValue& value) {
  if (value.is_null()) return "nothing";
  if (value.is_string()) return "a text";
  if (value.is_number()) return "a number";
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  return value.is_array() ? "a list" : "an object";
}

std::string text_of(const JsonValue& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, JsonValue::error_handler_t::replace);
}

}  // namespace c360::project
