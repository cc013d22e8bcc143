#include "c360/lineage/formats.h"

#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/lineage/graph_json.h"
#include "c360/lineage/openlineage_facet.h"
#include "c360/lineage/run_events.h"
#include "c360/model/stored_lineage.h"

namespace c360::lineage {
namespace {

using Json = nlohmann::ordered_json;
using lakehouse::TableName;
using model::LineageEdge;
using model::LineageGraph;
using model::SourceColumn;

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json column_json(const SourceColumn& column) {
  return {{"schema", column.table.layer},
          {"name", column.table.name},
          {"column", column.column.empty() ? Json(nullptr) : Json(column.column)}};
}

std::set<TableName> tables_in(const std::vector<LineageEdge>& edges) {
  std::set<TableName> names;
  for (const LineageEdge& edge : edges) {
    names.insert(edge.from.table);
    names.insert(edge.to.table);
  }
  return names;
}

Json table_json(const LineageGraph& graph, const model::LineageTable& table) {
  return {{"schema", table.name.layer},         {"name", table.name.name},
          {"kind", to_string(table.role)},      {"description", table.description},
          {"not_followed", table.not_followed}, {"columns", columns_json(graph, table)}};
}

/// A text within double quotes of the DOT language.
std::string dot_text(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result + "\"";
}

/// A text within an HTML-like label.
std::string html(const std::string& text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string dot_end(const SourceColumn& column) {
  const std::string port = column.column.empty() ? "rows" : "c_" + column.column;
  return dot_text(column.table.to_string()) + ":" + dot_text(port);
}

/// How OpenLineage calls the ways in which one column decides about another.
std::vector<std::string> subtypes(unsigned influence) {
  static const std::map<unsigned, std::string> names = {
      {model::kFilters, "FILTER"}, {model::kJoins, "JOIN"},     {model::kGroups, "GROUP_BY"},
      {model::kSorts, "SORT"},     {model::kWindows, "WINDOW"}, {model::kConditions, "CONDITIONAL"}};
  std::vector<std::string> result;
  for (const auto& [bit, name] : names) {
    if ((influence & bit) != 0) result.push_back(name);
  }
  return result;
}

Json transformations(const model::Use& use, const std::string& text) {
  static const std::map<model::Derivation, std::string> names = {{model::Derivation::kCopied, "IDENTITY"},
                                                                 {model::Derivation::kComputed, "TRANSFORMATION"},
                                                                 {model::Derivation::kAggregated, "AGGREGATION"}};
  Json list = Json::array();
  const auto derived = names.find(use.derived);
  if (derived != names.end()) {
    list.push_back(
        {{"type", "DIRECT"}, {"subtype", derived->second}, {"description", text}, {"masking", !use.carries_value}});
  }
  for (const std::string& subtype : subtypes(use.influence)) {
    list.push_back({{"type", "INDIRECT"}, {"subtype", subtype}, {"description", ""}, {"masking", true}});
  }
  return list;
}

class OpenLineageWriter {
 public:
  OpenLineageWriter(const LineageGraph& graph, const std::vector<LineageEdge>& edges, std::string project)
      : graph_(graph), edges_(edges), project_(std::move(project)) {}

  Json event(const TableName& table, Micros now) const {
    std::set<TableName> inputs;
    for (const LineageEdge& edge : edges_) {
      if (edge.to.table == table) inputs.insert(edge.from.table);
    }
    Json input_list = Json::array();
    for (const TableName& input : inputs) input_list.push_back(dataset(input, false));
    return {{"eventTime", format_utc(now)},
            {"producer", kOpenLineageProducer},
            {"schemaURL", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent"},
            {"job", {{"namespace", project_}, {"name", table.to_string()}, {"facets", Json::object()}}},
            {"inputs", std::move(input_list)},
            {"outputs", Json::array({dataset(table, true)})}};
  }

 private:
  Json dataset(const TableName& name, bool with_lineage) const {
    Json facets = Json::object();
    const model::LineageTable* table = graph_.find(name);
    if (table != nullptr) {
      facets["schema"] = schema(*table);
      if (!table->description.empty()) {
        facets["documentation"] =
            openlineage_facet("1-1-0/DocumentationDatasetFacet.json#/$defs/DocumentationDatasetFacet");
        facets["documentation"]["description"] = table->description;
      }
    }
    if (with_lineage) facets["columnLineage"] = column_lineage(name);
    return {{"namespace", project_}, {"name", name.to_string()}, {"facets", std::move(facets)}};
  }

  Json schema(const model::LineageTable& table) const {
    Json result = openlineage_facet("1-1-1/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet");
    result["fields"] = Json::array();
    for (const model::LineageColumn& column : table.columns) {
      Json field = {{"name", column.name}};
      const std::string description = graph_.description_of(table.name, column.name);
      if (!description.empty()) field["description"] = description;
      result["fields"].push_back(std::move(field));
    }
    return result;
  }

  /// Rows that are counted have no field of OpenLineage: the input dataset alone tells of them.
  Json column_lineage(const TableName& name) const {
    Json result = openlineage_facet("1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet");
    result["fields"] = Json::object();
    result["dataset"] = Json::array();
    for (const LineageEdge& edge : edges_) {
      if (edge.to.table != name || edge.from.column.empty()) continue;
      const model::LineageColumn* column = graph_.find_column(edge.to);
      Json input = {{"namespace", project_},
                    {"name", edge.from.table.to_string()},
                    {"field", edge.from.column},
                    {"transformations", transformations(edge.use, column == nullptr ? "" : column->text)}};
      if (edge.to.column.empty()) {
        result["dataset"].push_back(std::move(input));
      } else {
        result["fields"][edge.to.column]["inputFields"].push_back(std::move(input));
      }
    }
    return result;
  }

  const LineageGraph& graph_;
  const std::vector<LineageEdge>& edges_;
  std::string project_;
};

}  // namespace

std::string to_json(const LineageGraph& graph, const SourceColumn& root, const std::vector<LineageEdge>& edges) {
  Json json = {{"table", root.table.to_string()},
               {"column", root.column.empty() ? Json(nullptr) : Json(root.column)},
               {"tables", Json::array()},
               {"edges", Json::array()}};
  std::set<TableName> names = tables_in(edges);
  names.insert(root.table);
  for (const TableName& name : names) {
    if (const model::LineageTable* table = graph.find(name)) json["tables"].push_back(table_json(graph, *table));
  }
  for (const LineageEdge& edge : edges) {
    json["edges"].push_back({{"from", column_json(edge.from)},
                             {"to", column_json(edge.to)},
                             {"how", to_string(edge.use.derived)},
                             {"decides", model::influence_text(edge.use.influence)},
                             {"carries_value", edge.use.carries_value}});
  }
  return dumped(json);
}

std::string to_dot(const LineageGraph& graph, const std::vector<LineageEdge>& edges) {
  std::map<TableName, std::set<std::string>> columns;
  for (const LineageEdge& edge : edges) {
    columns[edge.from.table].insert(edge.from.column);
    columns[edge.to.table].insert(edge.to.column);
  }
  std::string result = "digraph lineage {\n  rankdir=LR;\n  node [shape=plaintext];\n";
  for (const auto& [name, used] : columns) {
    std::string rows;
    for (const std::string& column : used) {
      rows += column.empty() ? "<tr><td port=\"rows\"><i>rows</i></td></tr>"
                             : fmt::format("<tr><td port=\"c_{0}\">{0}</td></tr>", html(column));
    }
    const model::LineageTable* table = graph.find(name);
    const std::string role = table == nullptr ? "" : std::string(to_string(table->role));
    result += fmt::format(
        "  {} [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\"><tr><td "
        "bgcolor=\"lightgrey\"><b>{}</b> {}</td></tr>{}</table>>];\n",
        dot_text(name.to_string()), html(name.to_string()), html(role), rows);
  }
  for (const LineageEdge& edge : edges) {
    const bool decides = edge.use.derived == model::Derivation::kNone;
    result += fmt::format("  {} -> {}{};\n", dot_end(edge.from), dot_end(edge.to), decides ? " [style=dashed]" : "");
  }
  return result + "}\n";
}

std::string to_openlineage(const LineageGraph& graph, const std::vector<LineageEdge>& edges, const std::string& project,
                           Micros now, const pipeline::RunReport* run) {
  std::set<TableName> made;
  for (const LineageEdge& edge : edges) made.insert(edge.to.table);
  const OpenLineageWriter writer(graph, edges, project);
  Json events = Json::array();
  for (const TableName& table : made) events.push_back(writer.event(table, now));
  if (run != nullptr)
    for (Json& event : run_events(*run, project)) events.push_back(std::move(event));
  return dumped(events);
}

}  // namespace c360::lineage
