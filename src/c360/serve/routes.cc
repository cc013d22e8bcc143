#include "c360/serve/routes.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "c360/base/error.h"
#include "c360/base/suggest.h"

namespace c360::serve {
namespace {

bool is_name(const std::string& part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

std::optional<Arguments> match(const std::string& pattern, const std::vector<std::string>& given) {
  const std::vector<std::string> wanted = http::segments_of(pattern);
  if (wanted.size() != given.size()) return std::nullopt;
  Arguments arguments;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_name(wanted[i]) && !given[i].empty()) {
      arguments.put(wanted[i].substr(1, wanted[i].size() - 2), given[i]);
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return arguments;
}

bool is_among(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::vector<std::string> methods_of(const Endpoint& endpoint) {
  if (endpoint.method != "GET") return {endpoint.method};
  if (endpoint.takes_post) return {"GET", "HEAD", "POST"};
  return {"GET", "HEAD"};
}

const Parameter& parameter_named(const Endpoint& endpoint, const std::string& name) {
  std::vector<std::string> names;
  for (const Parameter& parameter : endpoint.parameters) {
    if (parameter.in_path) continue;
    if (parameter.name == name) return parameter;
    names.push_back(parameter.name);
  }
  throw Error(ErrorCode::kUsage, fmt::format("there is no parameter '{}'", name), did_you_mean(name, names));
}

[[noreturn]] void refuse_kind(const Parameter& parameter, const std::string& wanted) {
  throw Error(ErrorCode::kUsage, fmt::format("'{}' must be {}", parameter.name, wanted), parameter.description);
}

Json whole_number(const Parameter& parameter, const std::string& text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number < 0)
    refuse_kind(parameter, fmt::format("a whole number that is not negative, not '{}'", text));
  return number;
}

/// What stands in the path is text there, whatever it is to the endpoint.
void read_path(const Endpoint& endpoint, Arguments& arguments) {
  for (const Parameter& parameter : endpoint.parameters)
    if (parameter.in_path && parameter.kind == Parameter::Kind::kWholeNumber)
      arguments.put(parameter.name, whole_number(parameter, arguments.text(parameter.name)));
}

Json flag(const Parameter& parameter, const std::string& text) {
  if (text != "true" && text != "false") refuse_kind(parameter, fmt::format("true or false, not '{}'", text));
  return text == "true";
}

bool takes_several(const Parameter& parameter) {
  return parameter.kind == Parameter::Kind::kTexts || parameter.kind == Parameter::Kind::kWholeNumbers;
}

Json value_of(const Parameter& parameter, const std::string& text) {
  if (parameter.kind == Parameter::Kind::kFlag) return flag(parameter, text);
  const bool is_text = parameter.kind == Parameter::Kind::kText || parameter.kind == Parameter::Kind::kTexts;
  return is_text ? Json(text) : whole_number(parameter, text);
}

Json values_of(const Parameter& parameter, const std::vector<std::string>& texts) {
  Json values = Json::array();
  for (const std::string& text : texts) values.push_back(value_of(parameter, text));
  return values;
}

void take_query(const Endpoint& endpoint, const http::Fields& query, Arguments& arguments) {
  for (const auto& [name, text] : query.all()) {
    const Parameter& parameter = parameter_named(endpoint, name);
    if (parameter.is_secret)
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is not read from an address", name), "send it in the body");
    if (takes_several(parameter)) {
      arguments.put(name, values_of(parameter, query.values(name)));
    } else if (arguments.has(name)) {
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is given twice", name), "give it once");
    } else {
      arguments.put(name, value_of(parameter, text));
    }
  }
}

bool is_texts(const Json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); });
}

bool is_whole_number(const Json& value) {
  return value.is_number_unsigned() && value.get<std::uint64_t>() <= INT64_MAX;
}

void take_value(const Parameter& parameter, const Json& value, Arguments& arguments) {
  if (value.is_null()) return;
  switch (parameter.kind) {
    case Parameter::Kind::kText:
      if (!value.is_string()) refuse_kind(parameter, "a text");
      return arguments.put(parameter.name, value);
    case Parameter::Kind::kTexts:
      if (!value.is_string() && !is_texts(value)) refuse_kind(parameter, "an array of texts");
      return arguments.put(parameter.name, value.is_string() ? Json::array({value}) : value);
    case Parameter::Kind::kWholeNumber:
      if (!is_whole_number(value)) refuse_kind(parameter, "a whole number that is not negative");
      return arguments.put(parameter.name, value);
    case Parameter::Kind::kWholeNumbers:
      if (!value.is_array() || !std::all_of(value.begin(), value.end(), is_whole_number))
        refuse_kind(parameter, "an array of whole numbers that are not negative");
      return arguments.put(parameter.name, value);
    case Parameter::Kind::kFlag:
      if (!value.is_boolean()) refuse_kind(parameter, "true or false");
      return arguments.put(parameter.name, value);
  }
}

void take_body(const Endpoint& endpoint, const std::string& body, Arguments& arguments) {
  const Json json = Json::parse(body.empty() ? "{}" : body, nullptr, false);
  if (!json.is_object())
    throw Error(ErrorCode::kUsage, "the body is no JSON object", R"(write it as {"parameter": "value"})");
  for (const auto& [name, value] : json.items()) take_value(parameter_named(endpoint, name), value, arguments);
}

}  // namespace

Found find_endpoint(const std::vector<Endpoint>& endpoints, const std::string& method, const std::string& path) {
  Found found;
  const std::vector<std::string> segments = http::segments_of(path);
  for (const Endpoint& endpoint : endpoints) {
    auto arguments = match(endpoint.path, segments);
    if (!arguments) continue;
    const std::vector<std::string> methods = methods_of(endpoint);
    for (const std::string& taken : methods)
      if (!is_among(found.methods, taken)) found.methods.push_back(taken);
    if (is_among(methods, method) && !found.match) found.match = Match{&endpoint, std::move(*arguments)};
  }
  return found;
}

Arguments arguments_of(const Match& match, const http::Request& request) {
  Arguments arguments = match.in_path;
  read_path(*match.endpoint, arguments);
  take_query(*match.endpoint, request.query, arguments);
  if (request.method == "POST") take_body(*match.endpoint, request.body, arguments);
  for (const Parameter& parameter : match.endpoint->parameters) {
    if (parameter.required && !arguments.has(parameter.name))
      throw Error(ErrorCode::kUsage, fmt::format("'{}' is missing", parameter.name), parameter.description);
  }
  return arguments;
}

}  // namespace c360::serve
