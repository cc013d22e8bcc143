#include "c360/lineage/graph_json.h"

#include "c360/model/stored_lineage.h"

namespace c360::lineage {

using Json = nlohmann::ordered_json;

Json columns_json(const model::LineageGraph& graph, const model::LineageTable& table) {
  Json columns = Json::array();
  for (const model::LineageColumn& column : table.columns) {
    columns.push_back({{"name", column.name},
                       {"description", graph.description_of(table.name, column.name)},
                       {"pii", graph.pii_of(table.name, column.name)},
                       {"expression", column.text}});
  }
  return columns;
}

Json edges_json(const model::LineageGraph& graph) {
  const auto column = [](const std::string& name) { return name.empty() ? Json() : Json(name); };
  Json edges = Json::array();
  for (const model::LineageEdge& edge : graph.edges()) {
    edges.push_back(Json::array({edge.from.table.to_string(), column(edge.from.column), edge.to.table.to_string(),
                                 column(edge.to.column), model::to_string(edge.use.derived),
                                 model::influence_text(edge.use.influence)}));
  }
  return edges;
}

Json graph_json(const model::LineageGraph& graph) {
  Json tables = Json::array();
  for (const auto& [name, table] : graph.tables()) {
    tables.push_back({{"schema", name.layer},
                      {"name", name.name},
                      {"role", model::to_string(table.role)},
                      {"description", table.description},
                      {"not_followed", table.not_followed},
                      {"columns", columns_json(graph, table)}});
  }
  return {{"tables", std::move(tables)}, {"edges", edges_json(graph)}};
}

}  // namespace c360::lineage
