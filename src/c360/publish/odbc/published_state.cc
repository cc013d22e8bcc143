#include "c360/publish/odbc/published_state.h"

#include <charconv>
#include <utility>

#include "c360/base/clock.h"
#include "c360/publish/database/definition_json.h"

namespace c360::publish::odbc {
namespace {

using sql::TypeKind;

constexpr std::string_view kView = "view ";  // begins the content of a view

sql::ColumnDefinition column(std::string name, TypeKind kind, int max_length = 0) {
  sql::ColumnDefinition result;
  result.name = std::move(name);
  result.type.kind = kind;
  result.required = true;
  result.max_length = max_length;
  return result;
}

sql::TableDefinition publication_table(const std::string& schema) {
  sql::TableDefinition table;
  table.schema = schema;
  table.name = "c360_publication";
  table.columns = {column("format", TypeKind::kInteger), column("project", TypeKind::kString),
                   column("snapshot", TypeKind::kBigint), column("run_id", TypeKind::kString),
                   column("published_at", TypeKind::kTimestamp)};
  return table;
}

sql::TableDefinition tables_table(const std::string& schema) {
  constexpr int kLongestName = 128;
  sql::TableDefinition table;
  table.schema = schema;
  table.name = "c360_tables";
  table.columns = {column("name", TypeKind::kString, kLongestName), column("source", TypeKind::kString),
                   column("content", TypeKind::kString), column("rows", TypeKind::kBigint),
                   column("definition", TypeKind::kString)};
  table.key = {"c360_tables_pkey", {"name"}, false};
  return table;
}

std::int64_t number_of(const Cell& cell) {
  std::int64_t number = 0;
  if (cell) std::from_chars(cell->data(), cell->data() + cell->size(), number);
  return number;
}

database::PublishedTable table_of(const Row& row, const std::string& schema) {
  database::PublishedTable table;
  table.definition = database::definition_from_json(row.at(4).value_or(""), schema, row.at(0).value_or(""));
  table.source = row.at(1).value_or("");
  table.content = Content::parse(row.at(2).value_or(""));
  table.rows = number_of(row.at(3));
  return table;
}

database::PublishedView view_of(const Row& row) {
  database::PublishedView view;
  view.name = row.at(0).value_or("");
  view.source = row.at(1).value_or("");
  view.fingerprint = row.at(2).value_or("").substr(kView.size());
  return view;
}

void add_known_parts(const sql::TableDefinition& table, const sql::TableDialect& dialect, database::Relation& to) {
  for (const sql::ColumnDefinition& of : table.columns) to.columns[of.name] = dialect.type_name(of);
  if (!table.key.columns.empty()) to.constraints.insert(table.key.name);
  for (const auto& key : table.foreign_keys) to.constraints.insert(key.name);
  for (const auto& index : table.indexes) to.indexes.insert(index.name);
}

}  // namespace

PublishedState::PublishedState(Connection& connection, const DatabaseKind& kind, std::string schema)
    : connection_(connection),
      kind_(kind),
      schema_(std::move(schema)),
      publication_(publication_table(schema_)),
      tables_(tables_table(schema_)) {}

bool PublishedState::is_made() {
  return relations({}).count(publication_.name) > 0;
}

void PublishedState::make() {
  const sql::TableDialect& dialect = *kind_.dialect;
  for (const sql::TableDefinition* table : {&publication_, &tables_}) {
    connection_.execute(dialect.create_table(*table));
    if (table->key.columns.empty()) continue;
    if (const std::string key = dialect.add_key(*table); !key.empty()) connection_.execute(key);
  }
  connection_.execute(dialect.insert(publication_),
                      {std::to_string(database::kOdbcFormat), "", "0", "", format_utc(Clock::system().now())});
}

void PublishedState::wait_for_turn() {
  connection_.execute(kind_.dialect->touch(publication_));
}

database::State PublishedState::read() {
  database::State state;
  state.is_made = true;
  sql::TableDefinition asked = publication_;
  asked.columns.pop_back();  // nobody asks when that was, and drivers differ most in times with a zone
  const auto rows = connection_.query(kind_.dialect->select_all(asked));
  if (!rows.empty()) {
    database::check_format(number_of(rows[0].at(0)), database::kOdbcFormat);
    state.project = rows[0].at(1).value_or("");
    state.snapshot = number_of(rows[0].at(2));
  }
  for (const Row& row : connection_.query(kind_.dialect->select_all(tables_))) {
    if (row.at(2).value_or("").starts_with(kView)) {
      state.views.emplace(row.at(0).value_or(""), view_of(row));
      continue;
    }
    database::PublishedTable table = table_of(row, schema_);
    state.tables.emplace(table.definition.name, std::move(table));
  }
  return state;
}

database::Relations PublishedState::relations(const database::State& state) {
  database::Relations relations;
  for (const Row& row : connection_.query(kind_.relations, {schema_})) {
    database::Relation relation;
    relation.kind = row.at(1).value_or("");
    const std::string name = row.at(0).value_or("");
    if (const database::PublishedTable* table = state.find(name))
      add_known_parts(table->definition, *kind_.dialect, relation);
    relations.emplace(name, std::move(relation));
  }
  return relations;
}

void PublishedState::write_publication(const Plan& plan) {
  connection_.execute(kind_.dialect->update_all(publication_),
                      {std::to_string(database::kOdbcFormat), plan.project, std::to_string(plan.snapshot), plan.run_id,
                       format_utc(Clock::system().now())});
}

void PublishedState::write(const std::vector<Cell>& values) {
  forget(values.at(0).value_or(""));
  connection_.execute(kind_.dialect->insert(tables_), values);
}

void PublishedState::write_table(const database::PublishedTable& table) {
  write({table.definition.name, table.source, table.content.to_string(), std::to_string(table.rows),
         database::to_json(table.definition)});
}

void PublishedState::write_view(const PlannedView& view) {
  write({view.definition.name, view.source.to_string(), std::string(kView) + view.fingerprint, "0", "{}"});
}

void PublishedState::forget(const std::string& name) {
  connection_.execute(kind_.dialect->delete_row(tables_), {name});
}

}  // namespace c360::publish::odbc
