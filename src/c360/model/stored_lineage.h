// A lineage as a snapshot keeps it, so that reading it needs no project files.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "c360/lakehouse/moment.h"
#include "c360/model/lineage_graph.h"

namespace c360::model {

/// What the columns and rows of these tables are made of, in the order of the tables' and columns' own.
std::vector<lakehouse::Moment::ColumnOrigin> stored_lineage(const LineageGraph& graph,
                                                            const std::set<lakehouse::TableName>& tables);

/// "filter, join", in words, of the bits of Use::influence; empty for none, and for kExistence alone.
std::string influence_text(unsigned influence);

}  // namespace c360::model
