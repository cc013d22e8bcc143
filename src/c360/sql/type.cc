#include "c360/sql/type.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/base/suggest.h"

namespace c360::sql {

namespace {

constexpr std::array<std::pair<std::string_view, TypeKind>, 14> kNames{{
    {"string", TypeKind::kString},
    {"bigint", TypeKind::kBigint},
    {"integer", TypeKind::kInteger},
    {"smallint", TypeKind::kSmallint},
    {"tinyint", TypeKind::kTinyint},
    {"decimal", TypeKind::kDecimal},
    {"double", TypeKind::kDouble},
    {"float", TypeKind::kFloat},
    {"boolean", TypeKind::kBoolean},
    {"date", TypeKind::kDate},
    {"timestamp", TypeKind::kTimestamp},
    {"datetime", TypeKind::kDatetime},
    {"binary", TypeKind::kBinary},
    {"list(string)", TypeKind::kStringList},
}};

constexpr int kMostDigits = 38;

std::string lower_without_blanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      result += to_lower(c);
    }
  }
  return result;
}

std::optional<TypeKind> find_kind(std::string_view name) {
  for (const auto& [known, kind] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

[[noreturn]] void throw_unknown(std::string_view text) {
  std::vector<std::string> names;
  for (const auto& [name, kind] : kNames) {
    names.emplace_back(kind == TypeKind::kDecimal ? "decimal(p,s)" : name);
  }
  throw Error(ErrorCode::kProject, fmt::format("unknown type '{}'", text), did_you_mean(text, names));
}

std::optional<int> read_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "12,2" of "decimal(12,2)".
Type read_decimal(std::string_view digits, std::string_view whole) {
  const auto comma = digits.find(',');
  const auto precision = read_number(digits.substr(0, comma));
  const auto scale = comma == std::string_view::npos ? 0 : read_number(digits.substr(comma + 1));
  const bool fits =
      precision && scale && *precision >= 1 && *precision <= kMostDigits && *scale >= 0 && *scale <= *precision;
  if (!fits) {
    throw Error(ErrorCode::kProject, fmt::format("'{}' is not a decimal type", whole),
                "write decimal(p,s) with p digits in all, 1 to 38, and s of them after the point, 0 to p");
  }
  return Type::decimal(*precision, *scale);
}

std::string parts_of(const Type& type) {
  std::string text;
  for (const NestedField& part : *type.nested) {
    if (!text.empty()) text += ',';
    text += type.kind == TypeKind::kStruct ? part.name + " " + part.type.to_string() : part.type.to_string();
  }
  return text;
}

Type nested_type(TypeKind kind, std::vector<NestedField> parts) {
  Type type{kind};
  type.nested = std::make_shared<const std::vector<NestedField>>(std::move(parts));
  return type;
}

}  // namespace

Type Type::list(Type element) {
  return nested_type(TypeKind::kList, {{"element", std::move(element)}});
}

Type Type::map(Type key, Type value) {
  return nested_type(TypeKind::kMap, {{"key", std::move(key)}, {"value", std::move(value)}});
}

Type Type::structure(std::vector<NestedField> fields) {
  return nested_type(TypeKind::kStruct, std::move(fields));
}

bool Type::operator==(const Type& other) const {
  if (kind != other.kind || precision != other.precision || scale != other.scale) return false;
  if (nested == nullptr || other.nested == nullptr) return nested == other.nested;
  return *nested == *other.nested;
}

std::string Type::to_string() const {
  if (kind == TypeKind::kDecimal) return fmt::format("decimal({},{})", precision, scale);
  if (kind == TypeKind::kList) return fmt::format("list({})", parts_of(*this));
  if (kind == TypeKind::kMap) return fmt::format("map({})", parts_of(*this));
  if (kind == TypeKind::kStruct) return fmt::format("struct({})", parts_of(*this));
  for (const auto& [name, known] : kNames) {
    if (known == kind) return std::string(name);
  }
  throw Error(ErrorCode::kInternal, "a type without a name");
}

Type Type::parse(std::string_view text) {
  const std::string name = lower_without_blanks(text);
  constexpr std::string_view kDecimal = "decimal(";
  if (name.starts_with(kDecimal) && name.ends_with(')')) {
    return read_decimal(std::string_view(name).substr(kDecimal.size(), name.size() - kDecimal.size() - 1), text);
  }
  const auto kind = find_kind(name);
  if (!kind) throw_unknown(text);
  if (*kind == TypeKind::kDecimal) return read_decimal("", text);
  return {*kind};
}

}  // namespace c360::sql
