#include "c360/publish/postgres/text_copy.h"

namespace c360::publish::postgres {
namespace {

void append_escaped(std::string& bytes, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        bytes += "\\\\";
        break;
      case '\n':
        bytes += "\\n";
        break;
      case '\r':
        bytes += "\\r";
        break;
      case '\t':
        bytes += "\\t";
        break;
      default:
        bytes += c;
    }
  }
}

void append_hex(std::string& bytes, std::string_view value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  bytes += "\\\\x";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    bytes += kDigits[byte >> 4U];
    bytes += kDigits[byte & 15U];
  }
}

}  // namespace

TextCopy::TextCopy(const std::vector<sql::ColumnDefinition>& columns) {
  for (const sql::ColumnDefinition& column : columns) is_binary_.push_back(column.type.kind == sql::TypeKind::kBinary);
}

void TextCopy::add(const engine::Chunk& chunk) {
  for (std::size_t row = 0; row < chunk.rows(); ++row) {
    for (std::size_t column = 0; column < is_binary_.size(); ++column) {
      if (column > 0) bytes_ += '\t';
      add_field(chunk, column, row);
    }
    bytes_ += '\n';
  }
}

void TextCopy::add_field(const engine::Chunk& chunk, std::size_t column, std::size_t row) {
  if (chunk.is_null(column, row)) {
    bytes_ += "\\N";
    return;
  }
  const std::string_view value = chunk.text(column, row);
  if (is_binary_[column]) return append_hex(bytes_, value);
  if (value.find('\0') != std::string_view::npos)
    throw UnsendableValue{column, row, "it has a NUL byte, which PostgreSQL's texts cannot hold"};
  append_escaped(bytes_, value);
}

}  // namespace c360::publish::postgres
