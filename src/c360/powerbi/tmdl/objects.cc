#include "c360/powerbi/tmdl/objects.h"

#include <algorithm>
#include <array>

namespace c360::powerbi::tmdl {
namespace {

using Words = std::vector<std::string_view>;
using Properties = std::vector<PropertyRule>;

const Words kModes = {"import", "directQuery", "default", "push", "dual", "directLake"};
const Words kDataViews = {"full", "sample", "default"};
const Words kCardinalities = {"one", "many", "none"};
const Words kNotes = {"annotation", "extendedProperty"};

PropertyRule text(std::string_view name) {
  return {name, ValueKind::kText};
}
PropertyRule flag(std::string_view name) {
  return {name, ValueKind::kBoolean};
}
PropertyRule number(std::string_view name) {
  return {name, ValueKind::kInteger};
}
PropertyRule word(std::string_view name, Words words) {
  return {name, ValueKind::kWord, std::move(words)};
}
PropertyRule name_of(std::string_view name) {
  return {name, ValueKind::kName};
}
PropertyRule column(std::string_view name) {
  return {name, ValueKind::kColumn};
}
PropertyRule expression(std::string_view name) {
  return {name, ValueKind::kExpression};
}
PropertyRule required(PropertyRule rule) {
  rule.required = true;
  return rule;
}

const PropertyRule kLineageTag = {"lineageTag", ValueKind::kGuid};
const PropertyRule kSourceLineageTag = text("sourceLineageTag");
const PropertyRule kChanged = {"changedProperty", ValueKind::kExpression, {}, false, true};

/// Rules of an object: the given properties and children, and those that every object may have.
ObjectRule plain(std::string_view type, Properties properties, Words children = {}) {
  ObjectRule rule;
  rule.type = type;
  rule.properties = std::move(properties);
  rule.children = std::move(children);
  rule.children.insert(rule.children.end(), kNotes.begin(), kNotes.end());
  return rule;
}

ObjectRule unnamed(ObjectRule rule) {
  rule.naming = Naming::kUnnamed;
  return rule;
}

ObjectRule with_expression(ObjectRule rule, bool needed) {
  rule.has_default = true;
  rule.needs_default = needed;
  return rule;
}

ObjectRule with_word(ObjectRule rule, Words words) {
  rule.has_default = true;
  rule.needs_default = true;
  rule.default_words = std::move(words);
  return rule;
}

ObjectRule database_rule() {
  ObjectRule rule = plain("database", {required(number("compatibilityLevel")), text("id"), number("language"),
                                       word("compatibilityMode", {"unknown", "analysisServices", "powerBI", "excel"})});
  rule.naming = Naming::kMayBeNamed;
  return rule;
}

ObjectRule model_rule() {
  return plain("model",
               {text("culture"),
                text("collation"),
                text("sourceQueryCulture"),
                text("storageLocation"),
                text("mAttributes"),
                word("defaultMode", kModes),
                word("defaultDataView", kDataViews),
                word("defaultPowerBIDataSourceVersion", {"powerBI_V1", "powerBI_V2", "powerBI_V3"}),
                word("directLakeBehavior", {"automatic", "directLakeOnly", "directQueryOnly"}),
                word("valueFilterBehavior", {"automatic", "independent", "coalesced"}),
                word("selectionExpressionBehavior", {"automatic", "visual", "nonvisual"}),
                flag("discourageImplicitMeasures"),
                flag("discourageReportMeasures"),
                flag("forceUniqueNames"),
                flag("discourageCompositeModels"),
                number("maxParallelismPerRefresh"),
                number("maxParallelismPerQuery"),
                number("disableAutoExists"),
                number("dataSourceDefaultMaxConnections"),
                name_of("defaultMeasure"),
                kChanged},
               {"dataAccessOptions", "queryGroup"});
}

ObjectRule table_rule() {
  return plain("table",
               {kLineageTag, kSourceLineageTag, kChanged, text("dataCategory"), flag("isHidden"), flag("isPrivate"),
                flag("showAsVariationsOnly"), flag("excludeFromModelRefresh"), flag("excludeFromAutomaticAggregations"),
                number("alternateSourcePrecedence"), expression("defaultDetailRowsDefinition")},
               {"column", "measure", "hierarchy", "partition", "calculationGroup", "refreshPolicy"});
}

ObjectRule column_rule() {
  const Words types = {"string", "int64", "double", "dateTime", "decimal", "boolean", "binary", "variant"};
  return with_expression(
      plain("column",
            {required(word("dataType", types)),
             text("sourceColumn"),
             text("formatString"),
             kLineageTag,
             kSourceLineageTag,
             kChanged,
             text("displayFolder"),
             text("dataCategory"),
             text("sourceProviderType"),
             word("summarizeBy", {"default", "none", "sum", "min", "max", "count", "average", "distinctCount"}),
             name_of("sortByColumn"),
             flag("isHidden"),
             flag("isKey"),
             flag("isUnique"),
             flag("isNullable"),
             flag("isDefaultLabel"),
             flag("isDefaultImage"),
             flag("isDataTypeInferred"),
             flag("isNameInferred"),
             flag("isAvailableInMdx"),
             flag("keepUniqueRows"),
             number("displayOrdinal"),
             number("tableDetailPosition"),
             word("encodingHint", {"default", "hash", "value"}),
             word("alignment", {"default", "left", "right", "center"})},
            {"variation", "alternateOf"}),
      false);
}

ObjectRule measure_rule() {
  return with_expression(plain("measure",
                               {text("formatString"), kLineageTag, kSourceLineageTag, kChanged, text("displayFolder"),
                                text("dataCategory"), flag("isHidden"), flag("isSimpleMeasure"),
                                expression("detailRowsDefinition"), expression("formatStringDefinition")},
                               {"kpi"}),
                         true);
}

ObjectRule partition_rule() {
  return with_word(plain("partition",
                         {word("mode", kModes), word("dataView", kDataViews), expression("source"),
                          name_of("queryGroup"), flag("retainDataTillForceCalculate")},
                         {"source"}),
                   {"m", "calculated", "query", "entity", "none", "policyRange", "calculationGroup", "inferred"});
}

ObjectRule relationship_rule() {
  return plain("relationship", {required(column("fromColumn")), required(column("toColumn")), flag("isActive"),
                                word("fromCardinality", kCardinalities), word("toCardinality", kCardinalities),
                                word("crossFilteringBehavior", {"oneDirection", "bothDirections", "automatic"}),
                                word("securityFilteringBehavior", {"oneDirection", "bothDirections", "none"}),
                                word("joinOnDateBehavior", {"dateAndTime", "datePartOnly"}),
                                flag("relyOnReferentialIntegrity"), kChanged});
}

ObjectRule expression_rule() {
  return with_expression(
      plain("expression", {kLineageTag, kSourceLineageTag, name_of("queryGroup"), text("mAttributes"),
                           text("remoteParameterName"), column("parameterValuesColumn"), name_of("expressionSource")}),
      true);
}

/// What a table is made of.
std::vector<ObjectRule> table_parts() {
  return {
      plain("hierarchy",
            {text("displayFolder"), flag("isHidden"), word("hideMembers", {"default", "hideBlankMembers"}), kLineageTag,
             kSourceLineageTag, kChanged},
            {"level"}),
      plain("level", {required(name_of("column")), number("ordinal"), kLineageTag, kSourceLineageTag, kChanged}),
      unnamed(plain("source", {text("entityName"), text("schemaName"), name_of("expressionSource"),
                               name_of("dataSource"), expression("query")})),
      unnamed(plain("kpi",
                    {text("targetFormatString"), text("targetDescription"), text("statusGraphic"),
                     text("statusDescription"), text("trendGraphic"), text("trendDescription"),
                     expression("targetExpression"), expression("statusExpression"), expression("trendExpression")})),
      plain("variation",
            {flag("isDefault"), name_of("relationship"), column("defaultHierarchy"), column("defaultColumn")}),
      unnamed(plain("alternateOf", {word("summarization", {"groupBy", "sum", "count", "min", "max"}),
                                    column("baseColumn"), name_of("baseTable")})),
      unnamed(plain("calculationGroup", {number("precedence")}, {"calculationItem"})),
      with_expression(plain("calculationItem", {number("ordinal"), expression("formatStringDefinition")}), true),
      unnamed(plain("refreshPolicy",
                    {word("policyType", {"basic"}), word("mode", {"import", "hybrid"}),
                     word("rollingWindowGranularity", {"day", "month", "quarter", "year"}),
                     word("incrementalGranularity", {"day", "month", "quarter", "year"}),
                     number("rollingWindowPeriods"), number("incrementalPeriods"), number("incrementalPeriodsOffset"),
                     expression("sourceExpression"), expression("pollingExpression")})),
  };
}

/// What a model has beside its tables.
std::vector<ObjectRule> model_parts() {
  ObjectRule note = with_expression(plain("annotation", {}), true);
  note.children.clear();
  ObjectRule extended = with_expression(plain("extendedProperty", {word("type", {"json", "string"})}), true);
  extended.children.clear();
  return {
      note,
      extended,
      unnamed(
          plain("dataAccessOptions", {flag("fastCombine"), flag("legacyRedirects"), flag("returnErrorValuesAsNull")})),
      plain("queryGroup", {number("order"), text("folder")}),
      plain("culture", {expression("linguisticMetadata")}),
      plain("perspective", {}, {"perspectiveTable"}),
      plain("perspectiveTable", {flag("includeAll")},
            {"perspectiveColumn", "perspectiveMeasure", "perspectiveHierarchy"}),
      plain("perspectiveColumn", {}),
      plain("perspectiveMeasure", {}),
      plain("perspectiveHierarchy", {}),
      plain("role", {required(word("modelPermission", {"none", "read", "readRefresh", "refresh", "administrator"}))},
            {"tablePermission", "member"}),
      with_expression(
          plain("tablePermission", {word("metadataPermission", {"default", "none", "read"})}, {"columnPermission"}),
          false),
      with_word(plain("columnPermission", {}), {"default", "none", "read"}),
      with_expression(plain("member", {expression("identityProvider")}), false),
  };
}

std::vector<ObjectRule> all_rules() {
  std::vector<ObjectRule> rules = {database_rule(), model_rule(),     table_rule(),        column_rule(),
                                   measure_rule(),  partition_rule(), relationship_rule(), expression_rule()};
  for (ObjectRule& rule : table_parts()) rules.push_back(std::move(rule));
  for (ObjectRule& rule : model_parts()) rules.push_back(std::move(rule));
  return rules;
}

const std::vector<ObjectRule>& rules() {
  static const std::vector<ObjectRule> all = all_rules();
  return all;
}

}  // namespace

const ObjectRule* find_rule(std::string_view type) {
  for (const ObjectRule& rule : rules())
    if (rule.type == type) return &rule;
  return nullptr;
}

const PropertyRule* find_rule(const ObjectRule& object, std::string_view property) {
  for (const PropertyRule& rule : object.properties)
    if (rule.name == property) return &rule;
  return nullptr;
}

std::vector<std::string> object_types() {
  std::vector<std::string> types;
  for (const ObjectRule& rule : rules()) types.emplace_back(rule.type);
  return types;
}

bool is_root_object(std::string_view type) {
  constexpr std::array<std::string_view, 11> kRoots = {"database",   "model",      "table",           "relationship",
                                                       "expression", "culture",    "perspective",     "role",
                                                       "queryGroup", "annotation", "extendedProperty"};
  return std::find(kRoots.begin(), kRoots.end(), type) != kRoots.end();
}

}  // namespace c360::powerbi::tmdl
