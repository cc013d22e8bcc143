#include "c360/delta/json_fields.h"

#include <fmt/core.h>

#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

#include "c360/base/error.h"

namespace c360::delta {
namespace {

using nlohmann::json;

[[noreturn]] void refuse_member(const char* key, std::string_view expected, const json& found) {
  throw Error(ErrorCode::kCorrupt, fmt::format("'{}' must be {}, not {}", key, expected, found.type_name()));
}

[[noreturn]] void refuse_absent(const char* key) {
  throw Error(ErrorCode::kCorrupt, fmt::format("'{}' is missing", key));
}

std::string as_text(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

std::optional<std::int64_t> parse_integer(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

json parse_json(std::string_view text, std::string_view what) {
  json value = json::parse(text, nullptr, false);
  if (value.is_discarded()) throw Error(ErrorCode::kCorrupt, fmt::format("{} is not JSON", what));
  return value;
}

std::string write_json(const nlohmann::ordered_json& value) {
  try {
    return value.dump();
  } catch (const nlohmann::ordered_json::exception& failure) {
    throw Error(ErrorCode::kCorrupt, fmt::format("text for the log is not UTF-8: {}", failure.what()));
  }
}

const json* find_field(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> text_field(const json& object, const char* key) {
  const json* value = find_field(object, key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) refuse_member(key, "a string", *value);
  return value->get<std::string>();
}

std::optional<std::int64_t> integer_field(const json& object, const char* key) {
  const json* value = find_field(object, key);
  if (value == nullptr) return std::nullopt;
  const bool is_too_large = value->is_number_unsigned() && value->get<std::uint64_t>() > kLargest;
  if (value->is_number_integer() && !is_too_large) return value->get<std::int64_t>();
  const auto parsed = value->is_string() ? parse_integer(value->get<std::string>()) : std::nullopt;
  if (!parsed) refuse_member(key, "an integer", *value);
  return parsed;
}

std::optional<bool> flag_field(const json& object, const char* key) {
  const json* value = find_field(object, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  if (*value == "true" || *value == "false") return *value == "true";
  refuse_member(key, "true or false", *value);
}

std::optional<std::vector<std::string>> text_list_field(const json& object, const char* key) {
  const json* list = find_field(object, key);
  if (list == nullptr) return std::nullopt;
  if (!list->is_array()) refuse_member(key, "a list", *list);
  std::vector<std::string> texts;
  for (const json& item : *list) {
    if (!item.is_string()) refuse_member(key, "a list of strings", item);
    texts.push_back(item.get<std::string>());
  }
  return texts;
}

std::string required_text(const json& object, const char* key) {
  std::optional<std::string> value = text_field(object, key);
  if (!value) refuse_absent(key);
  return *std::move(value);
}

std::int64_t required_integer(const json& object, const char* key) {
  const std::optional<std::int64_t> value = integer_field(object, key);
  if (!value) refuse_absent(key);
  return *value;
}

std::map<std::string, std::string> text_map_field(const json& object, const char* key) {
  std::map<std::string, std::string> texts;
  for (auto& [name, value] : nullable_text_map_field(object, key)) {
    if (value) texts.emplace(name, *value);
  }
  return texts;
}

std::map<std::string, std::optional<std::string>> nullable_text_map_field(const json& object, const char* key) {
  std::map<std::string, std::optional<std::string>> texts;
  const json* map = find_field(object, key);
  if (map == nullptr) return texts;
  if (!map->is_object()) refuse_member(key, "an object", *map);
  for (const auto& [name, value] : map->items()) {
    texts.emplace(name, value.is_null() ? std::nullopt : std::optional(as_text(value)));
  }
  return texts;
}

}  // namespace c360::delta
