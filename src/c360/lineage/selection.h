// What a person asks the lineage of, and the part of the graph that answers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/model/lineage_graph.h"

namespace c360::lineage {

enum class Direction { kUpstream, kDownstream };

/// "gold.customer_360", "gold.customer_360.revenue", or either without its schema where only one table has the name
/// (metrics and publish targets do not count where the project has such a table). Throws Error(kUsage) for what is not
/// there, with "did you mean", and for a name that several tables have.
model::SourceColumn find_column(const model::LineageGraph& graph, std::string_view name);

/// A column or table and what it comes from, or what comes of it.
struct Branch {
  model::SourceColumn column;  ///< without a column: a table
  model::Use use;              ///< what it is to the branch above it
  bool shown_above = false;    ///< its own branches stand where it came first
  std::vector<Branch> branches;
};

/// The tree of a column by what is made of it (not what only decides), or of a table by the tables it reads.
Branch tree_of(const model::LineageGraph& graph, const model::SourceColumn& root, Direction direction);

/// Every edge of that tree, and those that decide about its columns and about the rows of `root`'s table; each once.
std::vector<model::LineageEdge> edges_of(const model::LineageGraph& graph, const model::SourceColumn& root,
                                         Direction direction);

}  // namespace c360::lineage
