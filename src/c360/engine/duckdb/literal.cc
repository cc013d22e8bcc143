#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "c360/base/error.h"
#include "c360/engine/duckdb/sql_writer.h"
#include "c360/engine/duckdb/types.h"

namespace c360::engine {

namespace {

using sql::TypeKind;

std::string doubled(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    if (c == quote) result += quote;
    result += c;
  }
  return result + quote;
}

bool is_small_number(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  return !digits.empty() && digits.size() <= kMostDigits &&
         std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::string hexadecimal(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
  return text;
}

}  // namespace

std::string quote_identifier(std::string_view name) {
  if (name.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::kUnsupported,
                fmt::format("the name '{}' holds a NUL byte", name.substr(0, name.find('\0'))));
  }
  return doubled(name, '"');
}

std::string quote_text(std::string_view text) {
  std::string result;
  for (std::size_t zero = text.find('\0'); zero != std::string_view::npos; zero = text.find('\0')) {
    result += doubled(text.substr(0, zero), '\'') + " || chr(0) || ";
    text.remove_prefix(zero + 1);
  }
  return result.empty() ? doubled(text, '\'') : "(" + result + doubled(text, '\'') + ")";
}

std::string write_literal(const sql::ExprNode& literal) {
  const std::string type = engine_name(literal.type);
  if (literal.is_null) return fmt::format("CAST(NULL AS {})", type);
  switch (literal.type.kind) {
    case TypeKind::kString:
      return quote_text(literal.text);
    case TypeKind::kBinary:
      return fmt::format("CAST('{}' AS BLOB)", hexadecimal(literal.text));
    case TypeKind::kStringList:
      throw Error(ErrorCode::kInternal, "a list has no literal: call list() instead");
    case TypeKind::kBoolean:
      if (literal.text == "true") return "TRUE";
      if (literal.text == "false") return "FALSE";
      break;
    case TypeKind::kBigint:
      if (is_small_number(literal.text)) return fmt::format("CAST({} AS BIGINT)", literal.text);
      break;
    default:
      break;
  }
  return fmt::format("CAST({} AS {})", quote_text(literal.text), type);
}

}  // namespace c360::engine
