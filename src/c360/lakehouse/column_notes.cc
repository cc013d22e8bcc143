#include "c360/lakehouse/column_notes.h"

#include <charconv>
#include <nlohmann/json.hpp>

namespace c360::lakehouse {
namespace {

constexpr const char* kComment = "comment";
constexpr const char* kPersonalData = "c360.pii";
/// Spark's CharVarcharUtils: a VARCHAR(n) column of a table is a string with its own type's text beside it.
constexpr const char* kSparkVarchar = "__CHAR_VARCHAR_TYPE_STRING";
constexpr std::string_view kVarchar = "varchar(";

/// The text under a key; empty where there is none, also where another writer keeps something else there.
std::string text_of(const delta::Field& field, const char* key) {
  const auto found = field.metadata.find(key);
  if (found == field.metadata.end()) return {};
  const nlohmann::json value = nlohmann::json::parse(found->second, nullptr, false);
  return value.is_string() ? value.get<std::string>() : std::string();
}

void set_text(delta::Field& field, const char* key, std::string_view text) {
  if (text.empty()) {
    field.metadata.erase(key);
  } else {
    field.metadata[key] = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
}

}  // namespace

std::string comment_of(const delta::Field& field) {
  return text_of(field, kComment);
}

std::string personal_data_of(const delta::Field& field) {
  return text_of(field, kPersonalData);
}

std::optional<std::size_t> max_length_of(const delta::Field& field) {
  const std::string type = text_of(field, kSparkVarchar);
  if (!type.starts_with(kVarchar)) return std::nullopt;
  const char* digits = type.data() + kVarchar.size();
  std::size_t characters = 0;
  const auto [end, error] = std::from_chars(digits, type.data() + type.size(), characters);
  const bool is_whole = error == std::errc() && end + 1 == type.data() + type.size() && *end == ')';
  return is_whole && characters > 0 ? std::optional(characters) : std::nullopt;
}

void set_comment(delta::Field& field, std::string_view comment) {
  set_text(field, kComment, comment);
}

void set_personal_data(delta::Field& field, std::string_view kind) {
  set_text(field, kPersonalData, kind);
}

void set_max_length(delta::Field& field, std::optional<std::size_t> characters) {
  set_text(field, kSparkVarchar,
           characters ? std::string(kVarchar) + std::to_string(*characters) + ")" : std::string());
}

}  // namespace c360::lakehouse
