#include "c360/lakehouse/schema_mapping.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <utility>

#include "c360/base/error.h"

namespace c360::lakehouse {
namespace {

using delta::DataType;
using sql::Type;
using sql::TypeKind;

constexpr std::array<std::pair<std::string_view, TypeKind>, 12> kPrimitives{{
    {"string", TypeKind::kString},
    {"long", TypeKind::kBigint},
    {"integer", TypeKind::kInteger},
    {"short", TypeKind::kSmallint},
    {"byte", TypeKind::kTinyint},
    {"double", TypeKind::kDouble},
    {"float", TypeKind::kFloat},
    {"boolean", TypeKind::kBoolean},
    {"date", TypeKind::kDate},
    {"timestamp", TypeKind::kTimestamp},
    {"timestamp_ntz", TypeKind::kDatetime},
    {"binary", TypeKind::kBinary},
}};

DataType nested(DataType::Kind kind, std::vector<DataType> parts) {
  DataType type;
  type.kind = kind;
  type.element = std::move(parts);
  return type;
}

DataType structure(const Type& type) {
  DataType result;
  result.kind = DataType::Kind::kStruct;
  for (const sql::NestedField& field : *type.nested) {
    delta::Field& each = result.fields.emplace_back();
    each.name = field.name;
    each.type = delta_type(field.type);
  }
  return result;
}

DataType primitive(std::string name) {
  DataType type;
  type.primitive = std::move(name);
  return type;
}

[[noreturn]] void throw_unknown(const std::string& type) {
  throw Error(ErrorCode::kUnsupported, fmt::format("the type '{}' is not one that c360 knows", type));
}

/// "decimal(12,2)", or a Type of precision 0 for what is none.
Type read_decimal(std::string_view text) {
  constexpr std::string_view kStart = "decimal(";
  if (text == "decimal") return Type::decimal(10, 0);
  if (!text.starts_with(kStart)) return Type::decimal(0, 0);
  int precision = 0;
  int scale = 0;
  const char* const end = text.data() + text.size();
  const auto [comma, precision_error] = std::from_chars(text.data() + kStart.size(), end, precision);
  if (precision_error != std::errc{} || comma == end) return Type::decimal(0, 0);
  if (*comma == ')') return Type::decimal(precision, 0);
  const char* digits = comma + 1;
  while (digits != end && *digits == ' ') ++digits;
  const auto [close, scale_error] = std::from_chars(digits, end, scale);
  if (*comma != ',' || scale_error != std::errc{} || close == end || *close != ')') return Type::decimal(0, 0);
  return Type::decimal(precision, scale);
}

Type primitive_type(const std::string& name) {
  for (const auto& [known, kind] : kPrimitives) {
    if (known == name) return {kind};
  }
  const Type decimal = read_decimal(name);
  if (decimal.precision == 0) throw_unknown(name);
  return decimal;
}

Type struct_type(const DataType& type) {
  std::vector<sql::NestedField> fields;
  for (const delta::Field& field : type.fields) fields.push_back({field.name, sql_type(field.type)});
  return Type::structure(std::move(fields));
}

}  // namespace

DataType delta_type(const Type& type) {
  switch (type.kind) {
    case TypeKind::kDecimal:
      return primitive(fmt::format("decimal({},{})", type.precision, type.scale));
    case TypeKind::kStringList:
      return nested(DataType::Kind::kArray, {primitive("string")});
    case TypeKind::kList:
      return nested(DataType::Kind::kArray, {delta_type(type.nested->at(0).type)});
    case TypeKind::kMap:
      return nested(DataType::Kind::kMap, {delta_type(type.nested->at(0).type), delta_type(type.nested->at(1).type)});
    case TypeKind::kStruct:
      return structure(type);
    default:
      break;
  }
  for (const auto& [name, kind] : kPrimitives) {
    if (kind == type.kind) return primitive(std::string(name));
  }
  throw_unknown(type.to_string());
}

Type sql_type(const DataType& type) {
  switch (type.kind) {
    case DataType::Kind::kPrimitive:
      return primitive_type(type.primitive);
    case DataType::Kind::kStruct:
      return struct_type(type);
    case DataType::Kind::kMap:
      return Type::map(sql_type(type.element.at(0)), sql_type(type.element.at(1)));
    case DataType::Kind::kArray:
      break;
  }
  Type element = sql_type(type.element.at(0));
  if (element.kind == TypeKind::kString) return {TypeKind::kStringList};
  return Type::list(std::move(element));
}

delta::Schema schema_of(const std::vector<engine::ResultColumn>& columns) {
  delta::Schema schema;
  for (const engine::ResultColumn& column : columns) {
    if (!column.has_known_type) {
      throw Error(ErrorCode::kUnsupported,
                  fmt::format("column '{}' has the type {}, which Delta tables do not have", column.name, column.type),
                  fmt::format("cast it to another type: CAST({} AS …)", column.name));
    }
    delta::Field& field = schema.fields.emplace_back();
    field.name = column.name;
    field.type = delta_type(column.known);
  }
  return schema;
}

}  // namespace c360::lakehouse
