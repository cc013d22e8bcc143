// What can be told of a project's tables and measures without a row of data.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/model/lineage_graph.h"
#include "c360/model/planner.h"
#include "c360/project/project.h"

namespace c360::docs {

struct MeasureFacts {
  std::string sql;                 ///< the statement that shows it by itself
  std::vector<std::string> pages;  ///< of the Power BI report, where visuals show it
};

struct KnownFacts {
  std::map<lakehouse::TableName, std::map<std::string, std::string>> types;  ///< table → column → type
  std::map<std::string, MeasureFacts> measures;                              ///< by name
  std::vector<std::string> pages;                                            ///< of the report, in their order
};

/// Asks the planner, which has an empty table for each of the project's; tables that it lacks have no types. Throws
/// project::ProjectErrors for metrics that do not fit the tables.
KnownFacts known_facts(const project::Project& project, model::Planner& planner, const model::LineageGraph& graph);

/// A column's type as contracts write it, or as the engine names it where they have no such type.
std::string type_text(const engine::ResultColumn& column);

}  // namespace c360::docs
