// What a SELECT reads and calls, found in the engine's syntax tree of it (engine::Connection::parse_to_json).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::model {

/// A table or view named in a SELECT; common table expressions of the SELECT itself are none.
struct TableReference {
  std::string schema;  ///< empty where the SELECT gives none
  std::string name;
  std::size_t offset = 0;  ///< where it stands in the text, in bytes
  bool operator==(const TableReference&) const = default;
};

/// A function or table function called in a SELECT.
struct FunctionReference {
  std::string name;
  std::size_t offset = 0;
  bool reads_rows = false;  ///< it stands where a table would
};

struct Syntax {
  std::size_t statements = 0;
  std::vector<TableReference> tables;        ///< in the order of the text, each once
  std::vector<FunctionReference> functions;  ///< in the order of the tree
};

/// Reads the engine's syntax tree. Throws Error(kInternal) for a tree that is none.
Syntax read_syntax(std::string_view tree_json);

/// The place of a byte offset in a text: line and column, from 1.
struct TextPosition {
  int line = 1;
  int column = 1;
};
TextPosition position_of(std::string_view text, std::size_t offset);

}  // namespace c360::model
