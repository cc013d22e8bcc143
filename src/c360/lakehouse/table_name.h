// How tables of a lakehouse are called and where they are.
#pragma once

#include <compare>
#include <string>

namespace c360::lakehouse {

/// "silver.orders": a layer (bronze, silver, quarantine, gold or another folder of models/) and a table in it. Stored
/// at <lakehouse>/<layer>/<name>.
struct TableName {
  std::string layer;
  std::string name;
  std::string path() const { return layer + "/" + name; }
  std::string to_string() const { return layer + "." + name; }
  auto operator<=>(const TableName&) const = default;
};

}  // namespace c360::lakehouse
