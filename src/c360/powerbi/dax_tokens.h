// DAX cut into tokens: enough to know which tables, columns and measures an expression names and whether its brackets
// fit together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace c360::powerbi {

struct DaxToken {
  enum class Kind {
    kName,      ///< a bare word: a function, a variable, a keyword or a table
    kTable,     ///< 'Table name'
    kBrackets,  ///< [Column or measure]
    kText,      ///< "…"
    kNumber,
    kSign  ///< one or two characters
  };
  Kind kind = Kind::kSign;
  std::string text;  ///< without quotes and brackets, doubled ones made single
  bool operator==(const DaxToken&) const = default;
};

/// Comments and white space are left out. Throws Error(kCorrupt) for quotes or brackets that do not end and for
/// characters that DAX has no use for.
std::vector<DaxToken> dax_tokens(std::string_view expression);

/// What an expression names.
struct DaxReferences {
  struct Column {
    std::string table;
    std::string name;
    bool operator==(const Column&) const = default;
  };
  std::vector<Column> columns;         ///< 'Table'[Name], which may be a measure of that table too
  std::vector<std::string> measures;   ///< [Name] without a table, but for columns that the expression makes itself
  std::vector<std::string> tables;     ///< 'Table' alone
  std::vector<std::string> functions;  ///< words before a parenthesis
};

/// Throws as dax_tokens, and for parentheses or braces that do not fit together.
DaxReferences dax_references(std::string_view expression);

}  // namespace c360::powerbi
