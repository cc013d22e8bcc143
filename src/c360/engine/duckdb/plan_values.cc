#include "c360/engine/duckdb/plan_values.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "c360/engine/duckdb/chunk_impl.h"

namespace c360::engine {

namespace {

using nlohmann::json;
using sql::TypeKind;

constexpr std::array<std::pair<std::string_view, TypeKind>, 10> kPlainTypes{{
    {"VARCHAR", TypeKind::kString},
    {"BIGINT", TypeKind::kBigint},
    {"INTEGER", TypeKind::kInteger},
    {"SMALLINT", TypeKind::kSmallint},
    {"TINYINT", TypeKind::kTinyint},
    {"DOUBLE", TypeKind::kDouble},
    {"BOOLEAN", TypeKind::kBoolean},
    {"DATE", TypeKind::kDate},
    {"TIMESTAMP WITH TIME ZONE", TypeKind::kTimestamp},
    {"TIMESTAMP", TypeKind::kDatetime},
}};

/// Narrow decimals are written as whole numbers, wide ones in two halves.
__int128 unscaled(const json& value) {
  if (value.is_number()) return value.get<std::int64_t>();
  const auto upper = static_cast<unsigned __int128>(value.at("upper").get<std::int64_t>());
  return static_cast<__int128>(upper << 64U | value.at("lower").get<std::uint64_t>());
}

std::string text_of(const json& value, const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::kString:
      return value.get<std::string>();
    case TypeKind::kBoolean:
      return value.get<bool>() ? "true" : "false";
    case TypeKind::kDouble:
      return fmt::format("{}", value.get<double>());
    case TypeKind::kDecimal:
      return decimal_text(unscaled(value), type.scale);
    case TypeKind::kDate:
      return date_text(value.get<std::int32_t>());
    case TypeKind::kTimestamp:
    case TypeKind::kDatetime:
      return timestamp_text(value.get<std::int64_t>());
    default:
      return std::to_string(value.get<std::int64_t>());
  }
}

}  // namespace

std::optional<sql::Type> plan_type(const json& type) {
  const auto& name = type.at("id").get_ref<const std::string&>();
  const json& info = type.at("type_info");
  if (name == "DECIMAL") return sql::Type::decimal(info.at("width").get<int>(), info.at("scale").get<int>());
  if (!info.is_null()) return std::nullopt;
  for (const auto& [plain, kind] : kPlainTypes) {
    if (plain == name) return sql::Type{kind};
  }
  return std::nullopt;
}

std::optional<sql::Expr> plan_literal(const json& value, const sql::Type& type) {
  if (value.at("is_null").get<bool>() || plan_type(value.at("type")) != type) return std::nullopt;
  return sql::literal(text_of(value.at("value"), type), type);
}

}  // namespace c360::engine
