// How TMDL writes the names of objects.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace c360::powerbi::tmdl {

/// A name as it stands in a declaration or a reference: in single quotes where it holds a dot, an equals sign, a colon,
/// a single quote or white space, or would be taken for something else.
std::string quoted(std::string_view name);

/// 'Table 1'.Column
std::string quoted(std::string_view table, std::string_view column);

/// A name read from the start of a text, and how many bytes it took; nullopt for none, or a quote that does not end.
struct ReadName {
  std::string name;
  std::size_t length = 0;
};
std::optional<ReadName> read_name(std::string_view text);

/// Both parts of `table.column`; nullopt where the text is something else.
struct ColumnName {
  std::string table;
  std::string column;
  bool operator==(const ColumnName&) const = default;
};
std::optional<ColumnName> read_column_name(std::string_view text);

}  // namespace c360::powerbi::tmdl
