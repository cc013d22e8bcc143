// A part of the graph as programs read it.
#pragma once

#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/model/lineage_graph.h"
#include "c360/pipeline/report.h"

namespace c360::lineage {

/// {"table", "column", "tables": [{schema, name, kind, description, not_followed, columns: [{name, description, pii,
/// expression}]}], "edges": [{from, to, how, decides, carries_value}]}; `from` and `to` are {schema, name, column}, the
/// column null for a table's rows. Only tables that an edge names.
std::string to_json(const model::LineageGraph& graph, const model::SourceColumn& root,
                    const std::vector<model::LineageEdge>& edges);

/// A digraph for Graphviz: a box for each table with its columns, an arrow for each edge between columns, dashed where
/// it only decides.
std::string to_dot(const model::LineageGraph& graph, const std::vector<model::LineageEdge>& edges);

/// OpenLineage events (openlineage.io/spec/2-0-2): a list of one JobEvent for each table that is made of others, with
/// the facets schema, documentation, sql and columnLineage (1-2-0) of its dataset. `project` is the namespace; `now`
/// the events' time. Behind them the RunEvents of `run` (run_events.h), if there is one.
std::string to_openlineage(const model::LineageGraph& graph, const std::vector<model::LineageEdge>& edges,
                           const std::string& project, Micros now, const pipeline::RunReport* run = nullptr);

}  // namespace c360::lineage
