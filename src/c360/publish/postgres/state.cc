#include "c360/publish/postgres/state.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "c360/publish/database/definition_json.h"
#include "c360/sql/postgres.h"

namespace c360::publish::postgres {
namespace {

using Json = nlohmann::ordered_json;

using database::kPostgresFormat;

// The statements below name nothing that a user wrote: values come as $1, the schema by the search path.
constexpr const char* kMake[] = {
    "CREATE TABLE c360_publication (one boolean PRIMARY KEY DEFAULT true CHECK (one), format integer NOT NULL, "
    "project text NOT NULL, snapshot bigint NOT NULL, run_id text NOT NULL, published_at timestamptz NOT NULL)",
    "COMMENT ON TABLE c360_publication IS 'Which snapshot of a c360 lakehouse the tables of this schema show'",
    "CREATE TABLE c360_tables (name text PRIMARY KEY, source text NOT NULL, content text NOT NULL, "
    "rows bigint NOT NULL, definition jsonb NOT NULL, relation oid NOT NULL)",
    "COMMENT ON TABLE c360_tables IS 'The tables and views of this schema that c360 publishes; it changes no others'",
    "CREATE TABLE c360_foreign_changes (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, table_name text NOT "
    "NULL, operation text NOT NULL, rows bigint, keys jsonb, changed_by text NOT NULL, changed_at timestamptz NOT "
    "NULL)",
    "CREATE INDEX c360_foreign_changes_table_idx ON c360_foreign_changes (table_name)",
    "COMMENT ON TABLE c360_foreign_changes IS 'What others than c360 did to its tables since it published; "
    "c360 publish --full repairs it'",
    // At most 1000 statements a table are noted, with 20 keys each: one is enough to know that rows must be compared.
    R"(CREATE FUNCTION c360_note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
DECLARE
  row_count bigint;
  row_keys jsonb;
BEGIN
  IF TG_OP <> 'TRUNCATE' THEN
    SELECT count(*) INTO row_count FROM changed;
    IF row_count = 0 THEN
      RETURN NULL;
    END IF;
    SELECT jsonb_agg(k) INTO row_keys FROM (
      SELECT (SELECT jsonb_object_agg(e.key, e.value) FROM jsonb_each(to_jsonb(c)) AS e
              WHERE TG_NARGS = 0 OR e.key = ANY (TG_ARGV)) AS k
      FROM changed AS c LIMIT 20) AS keys;
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM c360_foreign_changes WHERE table_name = TG_TABLE_NAME LIMIT 1000) AS known) < 1000 THEN
    INSERT INTO c360_foreign_changes (table_name, operation, rows, keys, changed_by, changed_at)
    VALUES (TG_TABLE_NAME, TG_OP, row_count, row_keys, session_user, clock_timestamp());
  END IF;
  RETURN NULL;
END
$body$)",
};

constexpr std::string_view kView = "view ";  // begins the content of a view

constexpr const char* kRelations =
    "SELECT c.relname, c.oid::text, c.relkind::text, "
    "(SELECT coalesce(jsonb_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)), '{}')::text FROM pg_attribute "
    "AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), "
    "(SELECT coalesce(jsonb_agg(k.conname), '[]')::text FROM pg_constraint AS k WHERE k.conrelid = c.oid), "
    "(SELECT coalesce(jsonb_agg(i.relname), '[]')::text FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid "
    "WHERE x.indrelid = c.oid), "
    "(SELECT count(*)::text FROM pg_trigger AS g WHERE g.tgrelid = c.oid AND starts_with(g.tgname::text, $2) AND "
    "g.tgenabled IN ('O', 'A')), CASE WHEN c.relkind = 'v' THEN md5(pg_get_viewdef(c.oid)) END "
    "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";

std::int64_t number_of(const Cell& cell) {
  std::int64_t number = 0;
  if (cell) std::from_chars(cell->data(), cell->data() + cell->size(), number);
  return number;
}

std::string text_of(const Cell& cell) {
  return cell.value_or("");
}

bool is_there(Connection& connection, const std::string& schema) {
  const auto rows = connection.query(
      "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND "
      "c.relname = 'c360_publication'",
      {schema});
  return number_of(rows.at(0).at(0)) > 0;
}

void read_publication(Connection& connection, State& state) {
  const auto rows = connection.query("SELECT format, project, snapshot FROM c360_publication");
  if (rows.empty()) return;
  database::check_format(number_of(rows[0][0]), kPostgresFormat);
  state.project = text_of(rows[0][1]);
  state.snapshot = number_of(rows[0][2]);
}

PublishedTable table_of(const Row& row, const std::string& schema) {
  PublishedTable table;
  table.definition = database::definition_from_json(text_of(row[4]), schema, text_of(row[0]));
  table.source = text_of(row[1]);
  table.content = Content::parse(text_of(row[2]));
  table.rows = number_of(row[3]);
  table.relation = text_of(row[5]);
  return table;
}

PublishedView view_of(const Row& row) {
  const Json known = Json::parse(text_of(row[4]), nullptr, false);
  PublishedView view;
  view.name = text_of(row[0]);
  view.source = text_of(row[1]);
  view.fingerprint = text_of(row[2]).substr(kView.size());
  view.relation = text_of(row[5]);
  if (known.is_object()) view.stands = known.value("stands", "");
  return view;
}

/// [{"a": 1}, {"a": 2}] as "a = 1; a = 2".
std::string keys_text(const std::string& json) {
  const Json keys = Json::parse(json, nullptr, false);
  std::string text;
  if (!keys.is_array()) return text;
  for (const Json& key : keys) {
    std::string one;
    for (const auto& [name, value] : key.items()) {
      one += fmt::format("{}{} = {}", one.empty() ? "" : ", ", name,
                         value.is_string() ? value.get<std::string>() : value.dump());
    }
    text += (text.empty() ? "" : "; ") + one;
  }
  return text;
}

std::set<std::string> names_in(const std::string& json_list) {
  return Json::parse(json_list).get<std::set<std::string>>();
}

Relation relation_of(const Row& row) {
  Relation relation;
  relation.number = text_of(row[1]);
  relation.kind = text_of(row[2]);
  const Json columns = Json::parse(text_of(row[3]));
  for (const auto& [name, type] : columns.items()) relation.columns[name] = type.get<std::string>();
  relation.constraints = names_in(text_of(row[4]));
  relation.indexes = names_in(text_of(row[5]));
  relation.watchers = static_cast<int>(number_of(row[6]));
  relation.text = text_of(row[7]);
  return relation;
}

}  // namespace

State read_state(Connection& connection, const std::string& schema) {
  State state;
  state.is_made = is_there(connection, schema);
  if (!state.is_made) return state;
  read_publication(connection, state);
  for (const Row& row :
       connection.query("SELECT name, source, content, rows, definition::text, relation::text FROM c360_tables")) {
    if (text_of(row[2]).starts_with(kView)) {
      state.views.emplace(text_of(row[0]), view_of(row));
      continue;
    }
    PublishedTable table = table_of(row, schema);
    state.tables.emplace(table.definition.name, std::move(table));
  }
  return state;
}

void make_state(Connection& connection) {
  for (const char* statement : kMake) connection.execute(statement);
}

void write_publication(Connection& connection, const Plan& plan) {
  connection.execute(
      "INSERT INTO c360_publication (format, project, snapshot, run_id, published_at) VALUES ($1, $2, $3, $4, "
      "clock_timestamp()) ON CONFLICT (one) DO UPDATE SET format = EXCLUDED.format, project = EXCLUDED.project, "
      "snapshot = EXCLUDED.snapshot, run_id = EXCLUDED.run_id, published_at = EXCLUDED.published_at",
      {std::to_string(kPostgresFormat), plan.project, std::to_string(plan.snapshot), plan.run_id});
}

namespace {

constexpr const char* kWriteTable =
    "INSERT INTO c360_tables (name, source, content, rows, definition, relation) SELECT $1::text, $2::text, "
    "$3::text, "
    "$4::bigint, $5::jsonb, c.oid "
    "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $6::text AND c.relname = "
    "$1::text "
    "ON CONFLICT (name) DO UPDATE SET source = EXCLUDED.source, content = EXCLUDED.content, rows = EXCLUDED.rows, "
    "definition = EXCLUDED.definition, relation = EXCLUDED.relation";

}  // namespace

void write_table(Connection& connection, const PublishedTable& table) {
  connection.execute(kWriteTable,
                     {table.definition.name, table.source, table.content.to_string(), std::to_string(table.rows),
                      database::to_json(table.definition), table.definition.schema});
}

void write_view(Connection& connection, const PlannedView& view) {
  connection.execute(kWriteTable, {view.definition.name, view.source.to_string(), std::string(kView) + view.fingerprint,
                                   "0", "{}", view.definition.schema});
}

void note_views(Connection& connection) {
  connection.execute(
      "UPDATE c360_tables SET definition = jsonb_build_object('stands', md5(pg_get_viewdef(relation))) "
      "WHERE starts_with(content, $1)",
      {std::string(kView)});
}

void forget_table(Connection& connection, const std::string& name) {
  connection.execute("DELETE FROM c360_tables WHERE name = $1", {name});
}

std::vector<ForeignChange> foreign_changes(Connection& connection) {
  std::vector<ForeignChange> changes;
  for (const Row& row : connection.query("SELECT table_name, operation, rows, keys::text, changed_by, "
                                         "to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC' "
                                         "FROM c360_foreign_changes ORDER BY number")) {
    ForeignChange change;
    change.table = text_of(row[0]);
    change.operation = text_of(row[1]);
    if (row[2]) change.rows = number_of(row[2]);
    change.keys = keys_text(text_of(row[3]));
    change.who = text_of(row[4]);
    change.when = text_of(row[5]);
    changes.push_back(std::move(change));
  }
  return changes;
}

void forget_foreign_changes(Connection& connection) {
  connection.execute("DELETE FROM c360_foreign_changes");
}

Relations relations_of(Connection& connection, const std::string& schema) {
  Relations relations;
  for (const Row& row : connection.query(kRelations, {schema, std::string(sql::postgres::kWatchPrefix)})) {
    relations.emplace(text_of(row[0]), relation_of(row));
  }
  return relations;
}

}  // namespace c360::publish::postgres
