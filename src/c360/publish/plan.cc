#include "c360/publish/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "c360/base/hashing.h"
#include "c360/lakehouse/scan.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/project/check_publish.h"
#include "c360/sql/functions.h"
#include "c360/sql/postgres.h"

namespace c360::publish {
namespace {

using lakehouse::TableName;
using project::Contract;
using project::ModelSpec;
using project::Project;

constexpr std::string_view kDelta = "delta ";
constexpr std::string_view kRows = "rows ";

std::string key_name(const sql::TableDefinition& table, bool may_be_null) {
  return may_be_null ? sql::postgres::derived_name({table.name}, "key")
                     : sql::postgres::derived_name({table.name}, "pkey");
}

void give_key(sql::TableDefinition& table, const std::vector<std::string>& columns) {
  if (columns.empty()) return;
  table.key.columns = columns;
  settle_key(table, false);
}

void describe_entity(const Contract& contract, sql::TableDefinition& table) {
  table.description = contract.description;
  for (sql::ColumnDefinition& column : table.columns) {
    const project::ColumnSpec* spec = contract.find(column.name);
    if (spec == nullptr) continue;
    column.description = spec->description;
    column.required = spec->required || spec->default_value.has_value();
    column.max_length = spec->max_length.value_or(0);
  }
  give_key(table, contract.key);
}

/// A reference of a table to a column of another, both under their names in the target.
struct Reference {
  std::string column;
  TableName target;
  std::string target_column;
};

/// A database would refuse the orphans that only warn.
std::vector<Reference> references_of(const Contract& contract) {
  std::vector<Reference> references;
  for (const project::ColumnSpec& column : contract.columns) {
    if (column.references && column.orphans != project::Severity::kWarn)
      references.push_back({column.name, {"silver", column.references->entity}, column.references->column});
  }
  return references;
}

/// The references of a model that name schema, table and column; others are told by its build.
std::vector<Reference> references_of(const ModelSpec& model) {
  std::vector<Reference> references;
  for (const auto& [column, target] : model.references) {
    const std::size_t first = target.find('.');
    const std::size_t last = target.rfind('.');
    if (first == std::string::npos || first == last) continue;
    references.push_back(
        {column, {target.substr(0, first), target.substr(first + 1, last - first - 1)}, target.substr(last + 1)});
  }
  return references;
}

const Contract* contract_of(const Project& project, const TableName& source) {
  return source.layer == "silver" ? project.find_contract(source.name) : nullptr;
}

const ModelSpec* model_of(const Project& project, const TableName& source) {
  for (const ModelSpec& model : project.models) {
    if (model.schema == source.layer && model.name == source.name) return &model;
  }
  return nullptr;
}

bool starts_with(const std::vector<std::string>& columns, const std::string& column) {
  return !columns.empty() && columns.front() == column;
}

/// A foreign key where the target is published and the column is its whole key, and an index for those who delete
/// there.
void add_reference(const Reference& reference, const std::vector<PlannedTable>& tables, sql::TableDefinition& table) {
  const auto target = std::find_if(tables.begin(), tables.end(),
                                   [&](const PlannedTable& other) { return other.source == reference.target; });
  if (target == tables.end() || table.find(reference.column) == nullptr) return;
  const std::vector<std::string> key{reference.target_column};
  if (target->definition.key.columns != key) return;
  table.foreign_keys.push_back({sql::postgres::derived_name({table.name, reference.column}, "fkey"),
                                {reference.column},
                                target->definition.name,
                                key});
  if (!starts_with(table.key.columns, reference.column))
    table.indexes.push_back({sql::postgres::derived_name({table.name, reference.column}, "idx"), {reference.column}});
}

void add_references(const Project& project, std::vector<PlannedTable>& tables) {
  for (PlannedTable& table : tables) {
    std::vector<Reference> references;
    if (const Contract* contract = contract_of(project, table.source)) references = references_of(*contract);
    if (const ModelSpec* model = model_of(project, table.source)) references = references_of(*model);
    for (const Reference& reference : references) add_reference(reference, tables, table.definition);
  }
}

Content content_of(lakehouse::Lakehouse& lake, const lakehouse::Moment& moment, const TableName& source) {
  Content content;
  if (const auto* table = moment.find(source)) {
    content.table_id = lake.table(source).log().at_version(table->version).metadata().id;
    content.version = table->version;
    return content;
  }
  for (const auto& view : moment.views) {
    if (view.name == source) content.fingerprint = view.fingerprint;
  }
  for (const auto& folder : moment.parquet) {
    if (folder.name == source) content.fingerprint = content_hash(fmt::format("{}", fmt::join(folder.files, "\n")));
  }
  if (!content.fingerprint.empty()) return content;
  throw Error(ErrorCode::kNotFound,
              fmt::format("{} is not in snapshot {} yet, so it cannot be published", source.to_string(), moment.number),
              "c360 run makes it");
}

PlannedTable plan_table(const Project& project, const std::string& schema, const project::PublishedName& name,
                        lakehouse::Lakehouse& lake, const lakehouse::Moment& moment, engine::Connection& connection) {
  PlannedTable table;
  table.source = {name.layer, name.name};
  table.content = content_of(lake, moment, table.source);
  table.definition.schema = schema;
  table.definition.name = name.name;
  table.definition.columns = published_columns(connection, table.source);
  if (const Contract* contract = contract_of(project, table.source)) describe_entity(*contract, table.definition);
  if (const ModelSpec* model = model_of(project, table.source)) {
    table.definition.description = model->description;
    give_key(table.definition, model->grain);
  }
  return table;
}

/// The view that is to stand in a database instead of a table, where its SQL was written in that language.
std::optional<PlannedView> plan_view(const std::string& schema, const project::PublishedName& name,
                                     const std::string& language, const lakehouse::Moment& moment,
                                     engine::Connection& connection) {
  for (const auto& known : moment.views) {
    const auto variant = known.variants.find(language);
    if (known.name != TableName{name.layer, name.name} || variant == known.variants.end()) continue;
    PlannedView view;
    view.source = known.name;
    view.definition.schema = schema;
    view.definition.name = name.name;
    view.definition.description = known.description;
    view.definition.columns = published_columns(connection, view.source);
    view.select = variant->second;
    view.file = fmt::format("models/{}/{}.{}.sql", name.layer, name.name, language);
    view.fingerprint = content_hash(fmt::format("{}\n{}", view.select, known.description));
    return view;
  }
  return std::nullopt;
}

sql::Query select_published(const PlannedTable& table, sql::Relation from) {
  sql::Query query;
  for (const sql::ColumnDefinition& column : table.definition.columns) {
    const sql::Expr value = sql::column(column.name);
    query.select.push_back(
        {column.type.is_nested() ? sql::call(sql::fn::kToJson, {value}) : sql::cast(value, column.type), column.name});
  }
  query.from = std::move(from);
  return query;
}

/// Puts tables in their order one after another.
class ParentsFirst {
 public:
  explicit ParentsFirst(std::vector<PlannedTable> tables) : tables_(std::move(tables)), states_(tables_.size()) {}

  std::vector<PlannedTable> order() {
    for (std::size_t i = 0; i < tables_.size(); ++i) visit(i);
    return std::move(ordered_);
  }

 private:
  enum class State { kNew, kOpen, kDone };

  /// Whether the table that a key refers to is placed, or is the table itself; false if that would close a circle.
  bool place_target(std::size_t self, const std::string& target) {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (i == self || tables_[i].definition.name != target) continue;
      if (states_[i] == State::kOpen) return false;
      visit(i);
    }
    return true;
  }

  void visit(std::size_t index) {
    if (states_[index] != State::kNew) return;
    states_[index] = State::kOpen;
    auto& keys = tables_[index].definition.foreign_keys;
    std::vector<sql::ForeignKeyDefinition> kept;
    for (sql::ForeignKeyDefinition& key : keys) {
      if (place_target(index, key.target)) kept.push_back(std::move(key));
    }
    keys = std::move(kept);
    states_[index] = State::kDone;
    ordered_.push_back(tables_[index]);
  }

  std::vector<PlannedTable> tables_;
  std::vector<State> states_;
  std::vector<PlannedTable> ordered_;
};

}  // namespace

std::string Content::to_string() const {
  if (table_id.empty()) return std::string(kRows) + fingerprint;
  return fmt::format("{}{} {}", kDelta, table_id, version);
}

Content Content::parse(const std::string& text) {
  Content content;
  if (!text.starts_with(kDelta)) {
    content.fingerprint = text.starts_with(kRows) ? text.substr(kRows.size()) : text;
    return content;
  }
  const std::size_t blank = text.rfind(' ');
  content.table_id = text.substr(kDelta.size(), blank - kDelta.size());
  std::from_chars(text.data() + blank + 1, text.data() + text.size(), content.version);
  return content;
}

const PlannedTable* Plan::find(const std::string& name) const {
  for (const PlannedTable& table : tables)
    if (table.definition.name == name) return &table;
  return nullptr;
}

bool is_published(const TableName& table, const std::string& column) {
  return table.layer != "silver" || !column.starts_with('_');
}

std::vector<sql::ColumnDefinition> published_columns(engine::Connection& connection, const TableName& source) {
  sql::Query all;
  all.from = sql::table({source.layer, source.name});
  std::vector<sql::ColumnDefinition> columns;
  for (const engine::ResultColumn& column : connection.describe(all)) {
    if (!is_published(source, column.name)) continue;
    if (!column.has_known_type)
      throw Error(ErrorCode::kUnsupported,
                  fmt::format("{}.{} is {}, which cannot be published", source.to_string(), column.name, column.type),
                  "cast it in the model, or leave the table out in the target's 'tables'");
    sql::ColumnDefinition definition;
    definition.name = column.name;
    definition.type = column.known;
    columns.push_back(std::move(definition));
  }
  return columns;
}

void settle_key(sql::TableDefinition& table, bool may_be_null) {
  table.key.may_be_null = may_be_null;
  table.key.name = key_name(table, may_be_null);
  for (sql::ColumnDefinition& column : table.columns) {
    const auto& key = table.key.columns;
    if (std::find(key.begin(), key.end(), column.name) != key.end()) column.required = !may_be_null;
  }
}

bool has_null_key(engine::Connection& connection, const PlannedTable& table) {
  if (table.source.layer == "silver" || table.definition.key.columns.empty()) return false;
  sql::Query query;
  query.select = {{sql::call(sql::fn::kCount, {sql::star()}), "rows"}};
  query.from = sql::table({table.source.layer, table.source.name});
  std::vector<sql::Expr> nulls;
  for (const std::string& column : table.definition.key.columns) nulls.push_back(sql::is_null(sql::column(column)));
  query.where = sql::any_of(std::move(nulls));
  return connection.query_bigint(query) > 0;
}

Plan make_plan(const Project& project, const project::PublishTarget& target, lakehouse::Lakehouse& lake,
               const lakehouse::Moment& moment, engine::Connection& connection,
               std::optional<project::SqlLanguage> language) {
  Plan plan;
  plan.project = project.name;
  plan.schema = project::schema_of(project, target);
  plan.snapshot = moment.number;
  plan.run_id = moment.run_id;
  for (const project::PublishedName& name : project::chosen_tables(project, target)) {
    std::optional<PlannedView> view;
    if (language) view = plan_view(plan.schema, name, std::string(to_string(*language)), moment, connection);
    if (view)
      plan.views.push_back(std::move(*view));
    else
      plan.tables.push_back(plan_table(project, plan.schema, name, lake, moment, connection));
  }
  add_references(project, plan.tables);
  plan.tables = parents_first(std::move(plan.tables));
  return plan;
}

sql::Query published_rows(const PlannedTable& table) {
  return select_published(table, sql::table({table.source.layer, table.source.name}));
}

std::optional<sql::Query> published_rows(const PlannedTable& table, lakehouse::Lakehouse& lake, std::int64_t version) {
  try {
    lakehouse::LakeTable of = lake.table(table.source);
    const delta::Snapshot snapshot = of.log().at_version(version);
    for (const delta::AddFile& file : snapshot.files()) {
      if (!of.store().head(file.path)) return std::nullopt;
    }
    return select_published(table, lakehouse::scan(of.store(), snapshot));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kNotFound || error.code() == ErrorCode::kCorrupt) return std::nullopt;
    throw;
  }
}

sql::Query nested_rows(const PlannedTable& table) {
  sql::Query query;
  for (const sql::ColumnDefinition& column : table.definition.columns)
    query.select.push_back({sql::column(column.name), column.name});
  query.from = sql::table({table.source.layer, table.source.name});
  return query;
}

std::vector<PlannedTable> parents_first(std::vector<PlannedTable> tables) {
  return ParentsFirst(std::move(tables)).order();
}

}  // namespace c360::publish
