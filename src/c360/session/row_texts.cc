#include "c360/session/row_texts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace c360::session {
namespace {

bool starts_with_any(const std::string& type, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* name) { return type.rfind(name, 0) == 0; });
}

/// An empty text is quoted, so that it is not taken for NULL.
std::string csv_field(const std::string& text) {
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

bool is_number(const engine::ResultColumn& column) {
  return column.type.back() != ']' &&
         starts_with_any(column.type, {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
                                       "UINTEGER", "UBIGINT", "UHUGEINT", "DECIMAL", "DOUBLE", "FLOAT"});
}

std::string csv_line(const RowTexts& row) {
  std::string line;
  for (const auto& field : row) {
    if (&field != &row.front()) line += ',';
    if (field) line += csv_field(*field);
  }
  return line;
}

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_value(const engine::ResultColumn& column, const std::optional<std::string>& value) {
  if (!value) return "null";
  const bool finite = value->find_first_of("in") == std::string::npos;
  const bool plain = (is_number(column) && finite) || column.type == "BOOLEAN" || column.type == "JSON";
  return plain ? *value : json_text(*value);
}

}  // namespace c360::session
