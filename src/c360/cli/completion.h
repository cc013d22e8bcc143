// What the word that is being typed at the prompt may become.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/lakehouse/table_name.h"

namespace c360::cli {

/// The names that statements may use.
struct Vocabulary {
  std::vector<lakehouse::TableName> tables;
  /// A table's columns; none where they cannot be told.
  std::function<std::vector<std::string>(const lakehouse::TableName& table)> columns;
};

/// A statement of which a part is typed: the lines before, and this line with the cursor.
struct TypedText {
  std::string_view before;      ///< earlier lines of the statement
  std::string_view line;        ///< to the cursor
  std::string_view after = {};  ///< from the cursor
};

/// What may stand in place of the last word before the cursor (typed_word), in alphabetical order: keywords, schemas
/// (with a dot at their end), tables of a schema, columns of the tables that the statement names, also by an alias; on
/// a line that begins with a dot the prompt's own commands. Nothing inside quoted text and comments.
std::vector<std::string> completions(const TypedText& typed, const Vocabulary& vocabulary);

/// The last word of a line: a name with its dots and quotes, whole or begun; empty after anything else.
std::string_view typed_word(std::string_view line);

}  // namespace c360::cli
