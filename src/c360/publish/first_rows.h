// The first rows of a query in a database.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace c360::publish {

struct FirstRows {
  struct Column {
    std::string name;
    bool is_whole_number = false;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::optional<std::string>>> rows;  ///< texts, nullopt for NULL
  bool has_more = false;
};

}  // namespace c360::publish
