// delta_scan('path') in a user's SELECT: any Delta table, read by our own scan.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace c360::session {

/// Makes a table known to the engine under a name of its own for a path that the user wrote; gives its schema and name.
struct PlacedTable {
  std::string schema;
  std::string name;
};
using PlaceTable = std::function<PlacedTable(const std::string& path)>;

/// Whether a statement may call delta_scan at all, so that others need not be taken apart.
bool names_delta_scan(std::string_view statement);

/// Replaces every delta_scan('path') of a syntax tree (engine::Connection::parse_to_json) by a table that `place`
/// gives. nullopt if there is none. Throws Error(kUsage) for a delta_scan without exactly one path.
std::optional<std::string> replace_delta_scans(std::string_view tree_json, const PlaceTable& place);

}  // namespace c360::session
