#include "c360/powerbi/tabular_model.h"

#include "c360/powerbi/m_text.h"
#include "c360/powerbi/stable_id.h"
#include "c360/powerbi/tmdl/document.h"
#include "c360/powerbi/tmdl/names.h"
#include "c360/powerbi/tmdl/write.h"

namespace c360::powerbi {
namespace {

using tmdl::Document;
using tmdl::object;
using tmdl::Object;

template <typename Things>
auto* find_by_name(const Things& things, std::string_view name) {
  for (const auto& thing : things)
    if (thing.name == name) return &thing;
  return static_cast<const typename Things::value_type*>(nullptr);
}

void set_if(Object& made, const char* property, const std::string& value) {
  if (!value.empty()) made.set(property, value);
}

Object column_object(const TabularTable& table, const TabularColumn& column) {
  Object made =
      column.expression.empty() ? object("column", column.name) : object("column", column.name, column.expression);
  made.description = column.description;
  made.set("dataType", std::string(to_string(column.type)));
  if (column.is_hidden) made.set_flag("isHidden");
  if (column.is_key) made.set_flag("isKey");
  set_if(made, "formatString", column.format);
  made.set("lineageTag", stable_uuid({"column", table.name, column.name}));
  set_if(made, "dataCategory", column.data_category);
  made.set("summarizeBy", "none");
  set_if(made, "sourceColumn", column.source_column);
  if (!column.sort_by.empty()) made.set("sortByColumn", tmdl::quoted(column.sort_by));
  set_if(made, "displayFolder", column.display_folder);
  made.add(object("annotation", "SummarizationSetBy", "User"));
  return made;
}

Object measure_object(const TabularTable& table, const TabularMeasure& measure) {
  Object made = object("measure", measure.name, measure.expression);
  made.description = measure.description;
  set_if(made, "formatString", measure.format);
  if (measure.is_hidden) made.set_flag("isHidden");
  set_if(made, "displayFolder", measure.display_folder);
  made.set("lineageTag", stable_uuid({"measure", table.name, measure.name}));
  return made;
}

Object hierarchy_object(const TabularTable& table, const TabularHierarchy& hierarchy) {
  Object made = object("hierarchy", hierarchy.name);
  made.description = hierarchy.description;
  set_if(made, "displayFolder", hierarchy.display_folder);
  made.set("lineageTag", stable_uuid({"hierarchy", table.name, hierarchy.name}));
  for (const auto& level : hierarchy.levels) {
    made.add(object("level", level.name)
                 .set("lineageTag", stable_uuid({"level", table.name, hierarchy.name, level.name}))
                 .set("column", tmdl::quoted(level.column)));
  }
  return made;
}

Object table_object(const TabularTable& table) {
  Object made = object("table", table.name);
  made.description = table.description;
  if (table.is_hidden) made.set_flag("isHidden");
  made.set("lineageTag", stable_uuid({"table", table.name}));
  if (table.is_date_table) made.set("dataCategory", "Time");
  for (const auto& measure : table.measures) made.add(measure_object(table, measure));
  for (const auto& column : table.columns) made.add(column_object(table, column));
  for (const auto& hierarchy : table.hierarchies) made.add(hierarchy_object(table, hierarchy));
  made.add(object("partition", table.name, table.is_calculated ? "calculated" : "m")
               .set("mode", "import")
               .set_expression("source", table.source));
  made.add(object("annotation", "PBI_ResultType", "Table"));
  return made;
}

Object relationship_object(const TabularRelationship& relationship) {
  const auto& [from_table, from_column, to_table, to_column, is_active, is_one_to_one] = relationship;
  Object made = object("relationship", stable_uuid({"relationship", from_table, from_column, to_table, to_column}));
  if (!is_active) made.set("isActive", "false");
  if (is_one_to_one) made.set("fromCardinality", "one").set("crossFilteringBehavior", "bothDirections");
  made.set("fromColumn", tmdl::quoted(from_table, from_column));
  made.set("toColumn", tmdl::quoted(to_table, to_column));
  return made;
}

Object parameter_object(const TabularParameter& parameter) {
  Object made =
      object("expression", parameter.name,
             m_text(parameter.value) + R"( meta [IsParameterQuery=true, Type="Text", IsParameterQueryRequired=true])");
  made.description = parameter.description;
  made.set("lineageTag", stable_uuid({"expression", parameter.name}));
  made.add(object("annotation", "PBI_ResultType", "Text"));
  return made;
}

Document model_document(const TabularModel& model) {
  Document document;
  document.push_back(object("model", "Model")
                         .set("culture", model.culture)
                         .set("defaultPowerBIDataSourceVersion", "powerBI_V3")
                         .set_flag("discourageImplicitMeasures")
                         .set("sourceQueryCulture", model.culture));
  document.push_back(object("annotation", "__PBI_TimeIntelligenceEnabled", "0"));
  for (const auto& table : model.tables) {
    document.push_back(object("table", table.name));
    document.back().is_reference = true;
  }
  return document;
}

}  // namespace

std::string_view to_string(DataType type) {
  switch (type) {
    case DataType::kString:
      return "string";
    case DataType::kInt64:
      return "int64";
    case DataType::kDouble:
      return "double";
    case DataType::kDecimal:
      return "decimal";
    case DataType::kDateTime:
      return "dateTime";
    case DataType::kBoolean:
      return "boolean";
    case DataType::kBinary:
      return "binary";
  }
  return "string";
}

const TabularColumn* TabularTable::find_column(std::string_view column) const {
  return find_by_name(columns, column);
}

const TabularMeasure* TabularTable::find_measure(std::string_view measure) const {
  return find_by_name(measures, measure);
}

const TabularTable* TabularModel::find_table(std::string_view table) const {
  return find_by_name(tables, table);
}

tmdl::Files tmdl_files(const TabularModel& model) {
  tmdl::Files files;
  files["database.tmdl"] = tmdl::write({object("database", {}).set("compatibilityLevel", "1600")});
  files["model.tmdl"] = tmdl::write(model_document(model));
  Document parameters, relationships;
  for (const auto& parameter : model.parameters) parameters.push_back(parameter_object(parameter));
  for (const auto& relationship : model.relationships) relationships.push_back(relationship_object(relationship));
  if (!parameters.empty()) files["expressions.tmdl"] = tmdl::write(parameters);
  if (!relationships.empty()) files["relationships.tmdl"] = tmdl::write(relationships);
  for (const auto& table : model.tables)
    files["tables/" + file_name(table.name) + ".tmdl"] = tmdl::write({table_object(table)});
  return files;
}

}  // namespace c360::powerbi
