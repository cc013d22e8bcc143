#include "c360/engine/duckdb/value_text.h"

#include <string_view>

#include "c360/base/json_text.h"
#include "c360/engine/duckdb/types.h"
#include "c360/engine/values/real_text.h"

namespace c360::engine {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_hex(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += {kHex[byte >> 4U], kHex[byte & 15U]};
  }
}

/// "2024-05-31 08:15:00+00" as ISO 8601 has it.
std::string iso_time(std::string text) {
  const std::size_t space = text.find(' ');
  if (space != std::string::npos) text[space] = 'T';
  if (text.ends_with("+00")) text.replace(text.size() - 3, 3, "Z");
  return text;
}

void append_json(const ColumnVector& column, std::size_t row, std::string& out);

void append_items(const ColumnVector& items, std::size_t begin, std::size_t length, std::string& out) {
  out += '[';
  for (std::size_t at = begin; at < begin + length; ++at) {
    if (at > begin) out += ',';
    append_json(items, at, out);
  }
  out += ']';
}

/// An object; keys that are no texts become texts.
void append_map(const ColumnVector& column, std::size_t row, std::string& out) {
  const auto& entry = column.at<duckdb_list_entry>(row);
  const duckdb_vector entries = duckdb_list_vector_get_child(column.vector);
  const ColumnVector keys(duckdb_struct_vector_get_child(entries, 0));
  const ColumnVector values(duckdb_struct_vector_get_child(entries, 1));
  out += '{';
  for (std::size_t at = entry.offset; at < entry.offset + entry.length; ++at) {
    if (at > entry.offset) out += ',';
    std::string key;
    append_text(keys, at, key);
    append_json_text(key, out);
    out += ':';
    append_json(values, at, out);
  }
  out += '}';
}

void append_struct(const ColumnVector& column, std::size_t row, std::string& out) {
  out += '{';
  for (idx_t at = 0; at < duckdb_struct_type_child_count(column.type.get()); ++at) {
    if (at > 0) out += ',';
    append_json_text(take_text(duckdb_struct_type_child_name(column.type.get(), at)), out);
    out += ':';
    append_json(ColumnVector(duckdb_struct_vector_get_child(column.vector, at)), row, out);
  }
  out += '}';
}

bool append_nested(const ColumnVector& column, std::size_t row, std::string& out) {
  switch (column.id) {
    case DUCKDB_TYPE_LIST: {
      const auto& entry = column.at<duckdb_list_entry>(row);
      append_items(ColumnVector(duckdb_list_vector_get_child(column.vector)), entry.offset, entry.length, out);
      return true;
    }
    case DUCKDB_TYPE_ARRAY: {
      const std::size_t size = duckdb_array_type_array_size(column.type.get());
      append_items(ColumnVector(duckdb_array_vector_get_child(column.vector)), row * size, size, out);
      return true;
    }
    case DUCKDB_TYPE_MAP:
      append_map(column, row, out);
      return true;
    case DUCKDB_TYPE_STRUCT:
      append_struct(column, row, out);
      return true;
    default:
      return false;
  }
}

/// Whether the text of such a value is a JSON number or word as it is.
bool is_bare_in_json(const ColumnVector& column, std::string_view text) {
  switch (column.id) {
    case DUCKDB_TYPE_BOOLEAN:
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
    case DUCKDB_TYPE_DECIMAL:
      return true;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
      return text != "nan" && text != "inf" && text != "-inf";
    default:
      return false;
  }
}

void append_json(const ColumnVector& column, std::size_t row, std::string& out) {
  if (column.is_null(row)) {
    out += "null";
    return;
  }
  if (append_nested(column, row, out)) return;
  std::string text;
  append_text(column, row, text);
  if (is_bare_in_json(column, text)) {
    out += text;
  } else {
    append_json_text(text, out);
  }
}

}  // namespace

void append_text(const ColumnVector& column, std::size_t row, std::string& out) {
  switch (column.id) {
    case DUCKDB_TYPE_VARCHAR:
      out += column.text(row);
      return;
    case DUCKDB_TYPE_BLOB:
      return append_hex(column.text(row), out);
    case DUCKDB_TYPE_FLOAT:
      out += values::real_text(column.at<float>(row));
      return;
    case DUCKDB_TYPE_DOUBLE:
      out += values::real_text(column.at<double>(row));
      return;
    case DUCKDB_TYPE_TIMESTAMP:
    case DUCKDB_TYPE_TIMESTAMP_S:
    case DUCKDB_TYPE_TIMESTAMP_MS:
    case DUCKDB_TYPE_TIMESTAMP_NS:
    case DUCKDB_TYPE_TIMESTAMP_TZ:
      out += iso_time(display(column, row));
      return;
    default:
      if (!append_nested(column, row, out)) out += display(column, row);
  }
}

}  // namespace c360::engine
