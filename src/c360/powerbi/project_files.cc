#include "c360/powerbi/project_files.h"

#include <nlohmann/json.hpp>

#include "c360/powerbi/stable_id.h"

namespace c360::powerbi {
namespace {

using OrderedJson = nlohmann::ordered_json;

std::string schema_address(const std::string& path) {
  return "https://developer.microsoft.com/json-schemas/fabric/" + path + "/schema.json";
}

std::string text_of(const OrderedJson& json) {
  return json.dump(2) + "\n";
}

/// A constant as PBIR writes it.
OrderedJson literal(const std::string& value) {
  return {{"expr", {{"Literal", {{"Value", value}}}}}};
}

OrderedJson text_literal(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return literal(quoted + "'");
}

OrderedJson expression_of(const Field& field) {
  const OrderedJson source = {{"SourceRef", {{"Entity", field.table}}}};
  if (field.kind == Field::Kind::kLevel) {
    const OrderedJson hierarchy = {{"Hierarchy", {{"Expression", source}, {"Hierarchy", field.hierarchy}}}};
    return {{"HierarchyLevel", {{"Expression", hierarchy}, {"Level", field.name}}}};
  }
  const char* kind = field.kind == Field::Kind::kMeasure ? "Measure" : "Column";
  return {{kind, {{"Expression", source}, {"Property", field.name}}}};
}

OrderedJson projection_of(const Field& field, bool is_first_level) {
  const std::string inner = field.hierarchy.empty() ? "" : field.hierarchy + ".";
  OrderedJson projection = {
      {"field", expression_of(field)},
      {"queryRef", field.table + "." + inner + field.name},
      {"nativeQueryRef", field.hierarchy.empty() ? field.name : field.hierarchy + " " + field.name}};
  if (is_first_level) projection["active"] = true;
  return projection;
}

OrderedJson query_of(const Visual& visual) {
  OrderedJson state = OrderedJson::object();
  for (const Well& well : visual.wells) {
    OrderedJson projections = OrderedJson::array();
    const bool is_axis = well.role == "Category" || well.role == "Rows";
    for (const Field& field : well.fields) projections.push_back(projection_of(field, is_axis && projections.empty()));
    state[well.role] = {{"projections", projections}};
  }
  OrderedJson query = {{"queryState", state}};
  if (visual.sorted_by) {
    const char* direction = visual.sorted_ascending ? "Ascending" : "Descending";
    query["sortDefinition"] = {
        {"sort", OrderedJson::array({{{"field", expression_of(*visual.sorted_by)}, {"direction", direction}}})},
        {"isDefaultSort", false}};
  }
  return query;
}

OrderedJson visual_json(const Page& page, const Visual& visual, std::size_t order) {
  const OrderedJson title = {{"properties", {{"show", literal("true")}, {"text", text_literal(visual.title)}}}};
  OrderedJson config = {{"visualType", to_string(visual.type)},
                        {"query", query_of(visual)},
                        {"visualContainerObjects", {{"title", OrderedJson::array({title})}}},
                        {"drillFilterOtherVisuals", true}};
  if (visual.type == VisualType::kSlicer)
    config["objects"] = {{"data", OrderedJson::array({{{"properties", {{"mode", text_literal("Dropdown")}}}}})}};
  return {{"$schema", schema_address("item/report/definition/visualContainer/2.0.0")},
          {"name", stable_name({"visual", page.title, visual.title})},
          {"position",
           {{"x", visual.x},
            {"y", visual.y},
            {"z", order * 1000},
            {"height", visual.height},
            {"width", visual.width},
            {"tabOrder", order * 1000}}},
          {"visual", config}};
}

OrderedJson page_json(const Page& page) {
  return {{"$schema", schema_address("item/report/definition/page/2.0.0")},
          {"name", stable_name({"page", page.title})},
          {"displayName", page.title},
          {"displayOption", "FitToPage"},
          {"height", kPageHeight},
          {"width", kPageWidth}};
}

OrderedJson pages_json(const Report& report) {
  OrderedJson order = OrderedJson::array();
  for (const Page& page : report.pages) order.push_back(stable_name({"page", page.title}));
  return {{"$schema", schema_address("item/report/definition/pagesMetadata/1.0.0")},
          {"pageOrder", order},
          {"activePageName", order.at(0)}};
}

OrderedJson report_json() {
  return {{"$schema", schema_address("item/report/definition/report/3.0.0")},
          {"themeCollection", OrderedJson::object()},
          {"settings",
           {{"useStylableVisualContainerHeader", true},
            {"exportDataMode", "AllowSummarized"},
            {"defaultDrillFilterOtherVisuals", true}}}};
}

OrderedJson platform_json(const std::string& type, const std::string& name) {
  return {{"$schema", schema_address("gitIntegration/platformProperties/2.0.0")},
          {"metadata", {{"type", type}, {"displayName", name}}},
          {"config", {{"version", "2.0"}, {"logicalId", stable_uuid({"item", type, name})}}}};
}

void add_report(tmdl::Files& files, const std::string& folder, const Report& report) {
  const OrderedJson version = {{"$schema", schema_address("item/report/definition/versionMetadata/1.0.0")},
                               {"version", "2.0.0"}};
  files[folder + "definition/report.json"] = text_of(report_json());
  files[folder + "definition/version.json"] = text_of(version);
  files[folder + "definition/pages/pages.json"] = text_of(pages_json(report));
  for (const Page& page : report.pages) {
    const std::string below = folder + "definition/pages/" + stable_name({"page", page.title}) + "/";
    files[below + "page.json"] = text_of(page_json(page));
    for (std::size_t i = 0; i < page.visuals.size(); ++i) {
      const Visual& visual = page.visuals[i];
      files[below + "visuals/" + stable_name({"visual", page.title, visual.title}) + "/visual.json"] =
          text_of(visual_json(page, visual, i));
    }
  }
}

}  // namespace

tmdl::Files project_files(const TabularModel& model, const Report& report) {
  const std::string name = file_name(model.name);
  const std::string report_folder = name + ".Report/";
  const std::string model_folder = name + ".SemanticModel/";
  tmdl::Files files;
  for (const auto& [path, text] : tmdl_files(model)) files[model_folder + "definition/" + path] = text;
  files[model_folder + "definition.pbism"] =
      text_of({{"$schema", schema_address("item/semanticModel/definitionProperties/1.0.0")},
               {"version", "4.0"},
               {"settings", OrderedJson::object()}});
  files[model_folder + ".platform"] = text_of(platform_json("SemanticModel", name));
  add_report(files, report_folder, report);
  files[report_folder + "definition.pbir"] =
      text_of({{"$schema", schema_address("item/report/definitionProperties/2.0.0")},
               {"version", "4.0"},
               {"datasetReference", {{"byPath", {{"path", "../" + name + ".SemanticModel"}}}}}});
  files[report_folder + ".platform"] = text_of(platform_json("Report", name));
  files[name + ".pbip"] = text_of({{"$schema", schema_address("pbip/pbipProperties/1.0.0")},
                                   {"version", "1.0"},
                                   {"artifacts", OrderedJson::array({{{"report", {{"path", name + ".Report"}}}}})},
                                   {"settings", {{"enableAutoRecovery", true}}}});
  return files;
}

}  // namespace c360::powerbi
