#include "c360/project/column_types.h"

namespace c360::project {

using sql::TypeKind;

bool is_whole_number(const sql::Type& type) {
  return type.kind == TypeKind::kBigint || type.kind == TypeKind::kInteger;
}

bool is_number(const sql::Type& type) {
  return is_whole_number(type) || type.kind == TypeKind::kDecimal || type.kind == TypeKind::kDouble;
}

bool is_moment(const sql::Type& type) {
  return type.kind == TypeKind::kDate || type.kind == TypeKind::kTimestamp || type.kind == TypeKind::kDatetime;
}

std::string how_written(const sql::Type& type) {
  if (is_whole_number(type)) return "a whole number";
  if (is_number(type)) return "a number such as 12.5";
  if (type.kind == TypeKind::kBoolean) return "true or false";
  if (type.kind == TypeKind::kDate) return "a date such as 2024-05-31";
  if (is_moment(type)) return "a time such as 2024-05-31 08:15:00";
  return "a text";
}

}  // namespace c360::project
