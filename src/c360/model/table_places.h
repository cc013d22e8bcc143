// Where the tables of a plan stand in the text of its SELECT.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "c360/model/plan.h"

namespace c360::model {

struct TablePlace {
  std::string alias;       ///< the name it has in the SELECT
  std::size_t offset = 0;  ///< in bytes
};

/// The place of each kTable and kReference of a plan by its `order`; none for those that cannot be told from one
/// another for certain. `syntax_json` is the SELECT's syntax tree.
std::map<std::size_t, TablePlace> table_places(const PlanNode& plan, std::string_view syntax_json);

}  // namespace c360::model
