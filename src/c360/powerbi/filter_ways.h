// Which tables filter which: the relationships of an exported model, active where they can be.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "c360/powerbi/build_model.h"
#include "c360/powerbi/dax_measures.h"
#include "c360/powerbi/table_columns.h"

namespace c360::powerbi {

/// By entity.
using MadeColumns = std::map<std::string, TableColumnsMade>;

struct FilterWays {
  std::vector<TabularRelationship> relationships;
  std::map<std::string, DateWay> dates;                      ///< by entity: its own time
  std::map<std::string, std::set<std::string>> filtered_by;  ///< by entity: itself and those that it leads to
  std::vector<Remark> remarks;
};

/// Relationships between entities first, then those to the date table, entities' own times before other moments. One
/// that would open a second way for filters from one table to another is there, but not active.
FilterWays find_filter_ways(const project::SemanticModel& semantics, const ModelNames& names,
                            const MadeColumns& columns);

}  // namespace c360::powerbi
