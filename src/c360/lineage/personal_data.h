// Which columns of any table may show personal data, also those that nobody declared.
#pragma once

#include <set>
#include <string>

#include "c360/model/lineage_graph.h"

namespace c360::lineage {

/// The kinds of personal data that a column's values may show. Of silver and what is made of it: as the contracts say
/// (LineageGraph::pii_of). Of source files, bronze and quarantine, and of what reads them past silver: what the silver
/// columns say that are read from the same source column.
std::set<std::string> personal_data_in(const model::LineageGraph& graph, const model::SourceColumn& column);

}  // namespace c360::lineage
