// The graph as pages read it: web/src/shared/lineage has the same shape.
#pragma once

#include <nlohmann/json.hpp>

#include "c360/model/lineage_graph.h"

namespace c360::lineage {

/// [{name, description, pii: [kind], expression}], of a table's columns.
nlohmann::ordered_json columns_json(const model::LineageGraph& graph, const model::LineageTable& table);

/// [from table, from column, to table, to column, how, what it decides about] of every edge; a column is null for a
/// table's rows.
nlohmann::ordered_json edges_json(const model::LineageGraph& graph);

/// {"tables": [{schema, name, role, description, not_followed, columns}], "edges"}: all that the graph has.
nlohmann::ordered_json graph_json(const model::LineageGraph& graph);

}  // namespace c360::lineage
