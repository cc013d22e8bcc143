#include "c360/engine/duckdb/types.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "c360/base/error.h"
#include "c360/engine/duckdb/sql_writer.h"

namespace c360::engine {

namespace {

using sql::Type;
using sql::TypeKind;

duckdb_type plain_id(TypeKind kind) {
  switch (kind) {
    case TypeKind::kString:
      return DUCKDB_TYPE_VARCHAR;
    case TypeKind::kBigint:
      return DUCKDB_TYPE_BIGINT;
    case TypeKind::kInteger:
      return DUCKDB_TYPE_INTEGER;
    case TypeKind::kSmallint:
      return DUCKDB_TYPE_SMALLINT;
    case TypeKind::kTinyint:
      return DUCKDB_TYPE_TINYINT;
    case TypeKind::kDouble:
      return DUCKDB_TYPE_DOUBLE;
    case TypeKind::kFloat:
      return DUCKDB_TYPE_FLOAT;
    case TypeKind::kBoolean:
      return DUCKDB_TYPE_BOOLEAN;
    case TypeKind::kDate:
      return DUCKDB_TYPE_DATE;
    case TypeKind::kTimestamp:
      return DUCKDB_TYPE_TIMESTAMP_TZ;
    case TypeKind::kDatetime:
      return DUCKDB_TYPE_TIMESTAMP;
    case TypeKind::kBinary:
      return DUCKDB_TYPE_BLOB;
    default:
      break;
  }
  throw Error(ErrorCode::kInternal, "a type that is not plain");
}

std::string plain_name(duckdb_type id) {
  switch (id) {
    case DUCKDB_TYPE_BOOLEAN:
      return "BOOLEAN";
    case DUCKDB_TYPE_TINYINT:
      return "TINYINT";
    case DUCKDB_TYPE_SMALLINT:
      return "SMALLINT";
    case DUCKDB_TYPE_INTEGER:
      return "INTEGER";
    case DUCKDB_TYPE_BIGINT:
      return "BIGINT";
    case DUCKDB_TYPE_UTINYINT:
      return "UTINYINT";
    case DUCKDB_TYPE_USMALLINT:
      return "USMALLINT";
    case DUCKDB_TYPE_UINTEGER:
      return "UINTEGER";
    case DUCKDB_TYPE_UBIGINT:
      return "UBIGINT";
    case DUCKDB_TYPE_FLOAT:
      return "FLOAT";
    case DUCKDB_TYPE_DOUBLE:
      return "DOUBLE";
    case DUCKDB_TYPE_TIMESTAMP:
      return "TIMESTAMP";
    case DUCKDB_TYPE_DATE:
      return "DATE";
    case DUCKDB_TYPE_TIME:
      return "TIME";
    case DUCKDB_TYPE_INTERVAL:
      return "INTERVAL";
    case DUCKDB_TYPE_HUGEINT:
      return "HUGEINT";
    case DUCKDB_TYPE_UHUGEINT:
      return "UHUGEINT";
    case DUCKDB_TYPE_VARCHAR:
      return "VARCHAR";
    case DUCKDB_TYPE_BLOB:
      return "BLOB";
    case DUCKDB_TYPE_TIMESTAMP_S:
      return "TIMESTAMP_S";
    case DUCKDB_TYPE_TIMESTAMP_MS:
      return "TIMESTAMP_MS";
    case DUCKDB_TYPE_TIMESTAMP_NS:
      return "TIMESTAMP_NS";
    case DUCKDB_TYPE_UUID:
      return "UUID";
    case DUCKDB_TYPE_BIT:
      return "BIT";
    case DUCKDB_TYPE_TIME_TZ:
      return "TIME WITH TIME ZONE";
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return "TIMESTAMP WITH TIME ZONE";
    case DUCKDB_TYPE_ENUM:
      return "ENUM";
    case DUCKDB_TYPE_SQLNULL:
      return "\"NULL\"";
    default:
      return fmt::format("type {}", static_cast<int>(id));
  }
}

std::string struct_name(duckdb_logical_type type) {
  std::string text = "STRUCT(";
  for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
    const LogicalTypeHandle child(duckdb_struct_type_child_type(type, i));
    if (i > 0) text += ", ";
    text += quote_identifier(take_text(duckdb_struct_type_child_name(type, i))) + " " + engine_name(child.get());
  }
  return text + ")";
}

std::string map_name(duckdb_logical_type type) {
  const LogicalTypeHandle key(duckdb_map_type_key_type(type));
  const LogicalTypeHandle value(duckdb_map_type_value_type(type));
  return fmt::format("MAP({}, {})", engine_name(key.get()), engine_name(value.get()));
}

std::string struct_name(const Type& type) {
  std::string text = "STRUCT(";
  for (const auto& field : *type.nested) {
    if (text.back() != '(') text += ", ";
    text += quote_identifier(field.name) + " " + engine_name(field.type);
  }
  return text + ")";
}

LogicalTypeHandle struct_type(const Type& type) {
  std::vector<LogicalTypeHandle> owners;
  std::vector<duckdb_logical_type> types;
  std::vector<const char*> names;
  for (const auto& field : *type.nested) {
    owners.push_back(logical_type(field.type));
    types.push_back(owners.back().get());
    names.push_back(field.name.c_str());
  }
  return LogicalTypeHandle(duckdb_create_struct_type(types.data(), names.data(), types.size()));
}

std::optional<Type> known_list(duckdb_logical_type type) {
  const auto element = known_type(LogicalTypeHandle(duckdb_list_type_child_type(type)).get());
  if (!element) return std::nullopt;
  return element->kind == TypeKind::kString ? Type{TypeKind::kStringList} : Type::list(*element);
}

std::optional<Type> known_map(duckdb_logical_type type) {
  const auto key = known_type(LogicalTypeHandle(duckdb_map_type_key_type(type)).get());
  const auto value = known_type(LogicalTypeHandle(duckdb_map_type_value_type(type)).get());
  return key && value ? std::optional(Type::map(*key, *value)) : std::nullopt;
}

std::optional<Type> known_struct(duckdb_logical_type type) {
  std::vector<sql::NestedField> fields;
  for (idx_t i = 0; i < duckdb_struct_type_child_count(type); ++i) {
    const auto field = known_type(LogicalTypeHandle(duckdb_struct_type_child_type(type, i)).get());
    if (!field) return std::nullopt;
    fields.push_back({take_text(duckdb_struct_type_child_name(type, i)), *field});
  }
  return Type::structure(std::move(fields));
}

}  // namespace

std::string engine_name(const Type& type) {
  if (type.kind == TypeKind::kDecimal) return fmt::format("DECIMAL({},{})", type.precision, type.scale);
  if (type.kind == TypeKind::kStringList) return "VARCHAR[]";
  if (type.kind == TypeKind::kStruct) return struct_name(type);
  if (type.kind == TypeKind::kList) return engine_name(type.nested->at(0).type) + "[]";
  if (type.kind == TypeKind::kMap) {
    return fmt::format("MAP({}, {})", engine_name(type.nested->at(0).type), engine_name(type.nested->at(1).type));
  }
  return plain_name(plain_id(type.kind));
}

std::string engine_name(duckdb_logical_type type) {
  switch (const duckdb_type id = duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_DECIMAL:
      return fmt::format("DECIMAL({},{})", duckdb_decimal_width(type), duckdb_decimal_scale(type));
    case DUCKDB_TYPE_LIST:
      return engine_name(LogicalTypeHandle(duckdb_list_type_child_type(type)).get()) + "[]";
    case DUCKDB_TYPE_ARRAY:
      return fmt::format("{}[{}]", engine_name(LogicalTypeHandle(duckdb_array_type_child_type(type)).get()),
                         duckdb_array_type_array_size(type));
    case DUCKDB_TYPE_STRUCT:
      return struct_name(type);
    case DUCKDB_TYPE_MAP:
      return map_name(type);
    default:
      return plain_name(id);
  }
}

LogicalTypeHandle logical_type(const Type& type) {
  if (type.kind == TypeKind::kDecimal) {
    return LogicalTypeHandle(
        duckdb_create_decimal_type(static_cast<std::uint8_t>(type.precision), static_cast<std::uint8_t>(type.scale)));
  }
  if (type.kind == TypeKind::kStringList) {
    const LogicalTypeHandle text(duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR));
    return LogicalTypeHandle(duckdb_create_list_type(text.get()));
  }
  if (type.kind == TypeKind::kStruct) return struct_type(type);
  if (type.kind == TypeKind::kList) {
    return LogicalTypeHandle(duckdb_create_list_type(logical_type(type.nested->at(0).type).get()));
  }
  if (type.kind == TypeKind::kMap) {
    return LogicalTypeHandle(duckdb_create_map_type(logical_type(type.nested->at(0).type).get(),
                                                    logical_type(type.nested->at(1).type).get()));
  }
  return LogicalTypeHandle(duckdb_create_logical_type(plain_id(type.kind)));
}

std::optional<Type> known_type(duckdb_logical_type type) {
  switch (duckdb_get_type_id(type)) {
    case DUCKDB_TYPE_BOOLEAN:
      return Type{TypeKind::kBoolean};
    case DUCKDB_TYPE_TINYINT:
      return Type{TypeKind::kTinyint};
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_SMALLINT:
      return Type{TypeKind::kSmallint};
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_SQLNULL:
    case DUCKDB_TYPE_INTEGER:
      return Type{TypeKind::kInteger};
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_BIGINT:
      return Type{TypeKind::kBigint};
    case DUCKDB_TYPE_UBIGINT:
      return Type::decimal(20, 0);
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
      return Type::decimal(38, 0);
    case DUCKDB_TYPE_DECIMAL:
      return Type::decimal(duckdb_decimal_width(type), duckdb_decimal_scale(type));
    case DUCKDB_TYPE_FLOAT:
      return Type{TypeKind::kFloat};
    case DUCKDB_TYPE_DOUBLE:
      return Type{TypeKind::kDouble};
    case DUCKDB_TYPE_DATE:
      return Type{TypeKind::kDate};
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      return Type{TypeKind::kTimestamp};
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP:
      return Type{TypeKind::kDatetime};
    case DUCKDB_TYPE_UUID:
    case DUCKDB_TYPE_ENUM:
    case DUCKDB_TYPE_VARCHAR:
      return Type{TypeKind::kString};
    case DUCKDB_TYPE_BLOB:
      return Type{TypeKind::kBinary};
    case DUCKDB_TYPE_LIST:
      return known_list(type);
    case DUCKDB_TYPE_MAP:
      return known_map(type);
    case DUCKDB_TYPE_STRUCT:
      return known_struct(type);
    default:
      return std::nullopt;
  }
}

}  // namespace c360::engine
