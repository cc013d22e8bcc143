// Rows in the text form of PostgreSQL's COPY, whose values the server reads as the columns' types want it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/publish/unsendable_value.h"
#include "c360/sql/table_definition.h"

namespace c360::publish::postgres {

/// A row is a line, whatever its values hold. One thread at a time.
class TextCopy {
 public:
  /// `columns` are those of the chunks: texts, and bytes.
  explicit TextCopy(const std::vector<sql::ColumnDefinition>& columns);

  /// Appends a chunk's rows. Throws UnsendableValue for a text with a NUL byte.
  void add(const engine::Chunk& chunk);
  void finish() {}
  std::string_view bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  void add_field(const engine::Chunk& chunk, std::size_t column, std::size_t row);

  std::vector<bool> is_binary_;
  std::string bytes_;
};

}  // namespace c360::publish::postgres
