#include "c360/session/meta.h"

#include <nlohmann/json.hpp>

#include "c360/ingest/ingest.h"
#include "c360/lakehouse/run_store.h"
#include "c360/model/syntax.h"

namespace c360::session {
namespace {

using lakehouse::Moment;

const sql::Type kText{sql::TypeKind::kString};
const sql::Type kNumber{sql::TypeKind::kBigint};
const sql::Type kInstant{sql::TypeKind::kTimestamp};

Cell text(std::string value) {
  return value.empty() ? Cell{} : Cell{std::move(value)};
}

MemoryTable row_account(const std::optional<Moment>& moment) {
  MemoryTable table;
  table.columns = {{"entity", kText},           {"source_rows", kNumber}, {"malformed", kNumber},
                   {"bronze_rows", kNumber},    {"silver_rows", kNumber}, {"exact_duplicates", kNumber},
                   {"older_versions", kNumber}, {"quarantined", kNumber}};
  if (!moment) return table;
  for (const lakehouse::RowAccount& account : moment->accounts) {
    table.rows.push_back({account.entity, account.source_rows, account.malformed, account.bronze_rows,
                          account.silver_rows, account.exact_duplicates, account.older_versions, account.quarantined});
  }
  return table;
}

MemoryTable warnings(const std::optional<Moment>& moment) {
  MemoryTable table;
  table.columns = {{"check", kText}, {"entity", kText}, {"key", kText}, {"file", kText}, {"row", kNumber}};
  if (!moment) return table;
  for (const Moment::Warning& warning : moment->warnings) {
    table.rows.push_back(
        {text(warning.check), text(warning.entity), text(warning.key), text(warning.file), warning.row});
  }
  return table;
}

MemoryTable tables(const std::optional<Moment>& moment) {
  MemoryTable table;
  table.columns = {{"schema", kText}, {"name", kText}, {"kind", kText}, {"version", kNumber}, {"description", kText}};
  if (!moment) return table;
  for (const auto& entry : moment->tables) {
    table.rows.push_back({entry.name.layer, entry.name.name, "table", entry.version, text(entry.description)});
  }
  for (const auto& entry : moment->views) {
    table.rows.push_back({entry.name.layer, entry.name.name, "view", Cell{}, text(entry.description)});
  }
  for (const auto& entry : moment->parquet) {
    table.rows.push_back({entry.name.layer, entry.name.name, "parquet", Cell{}, text(entry.description)});
  }
  return table;
}

/// A run's report; null for one that cannot be read.
struct StoredReport {
  std::string run_id;
  nlohmann::json json;
};

/// Newest first.
std::vector<StoredReport> stored_reports(const storage::ObjectStore& lake) {
  std::vector<StoredReport> reports;
  for (const std::string& run_id : lakehouse::run_ids(lake)) {
    const auto text = lakehouse::read_run_report(lake, run_id);
    if (!text) continue;
    nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
    reports.push_back({run_id, json.is_object() ? std::move(json) : nlohmann::json()});
  }
  return reports;
}

/// One run's row; only the id for a report that cannot be read.
std::vector<Cell> run_row(const StoredReport& report) {
  const nlohmann::json& json = report.json;
  const std::string& run_id = report.run_id;
  if (json.is_null()) return {run_id, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}};
  return {run_id,
          text(json.value("status", "")),
          parse_utc(json.value("started", "1970-01-01")),
          parse_utc(json.value("finished", "1970-01-01")),
          json.value("snapshot", std::int64_t{0}),
          text(json.value("error", ""))};
}

MemoryTable runs(const std::vector<StoredReport>& reports) {
  MemoryTable table;
  table.columns = {{"run_id", kText},      {"status", kText},     {"started", kInstant},
                   {"finished", kInstant}, {"snapshot", kNumber}, {"error", kText}};
  for (const StoredReport& report : reports) table.rows.push_back(run_row(report));
  return table;
}

/// When a step began and ended; an older c360 did not keep that.
std::pair<Cell, Cell> times_of(const nlohmann::json& step) {
  if (!step.contains("started")) return {};
  const Micros started = parse_utc(step.at("started"));
  return {started, started + static_cast<Micros>(step.value("seconds", 0.0) * 1e6)};
}

/// What a pipeline's activity was given or gave, as JSON; null where it is not known or not told.
Cell json_of(const nlohmann::json& step, const char* key) {
  if (!step.contains(key) || step.at(key).is_null()) return {};
  return text(step.at(key).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::vector<Cell> activity_row(const std::string& run_id, std::int64_t number, const nlohmann::json& step) {
  const auto [started, ended] = times_of(step);
  const nlohmann::json rows_in = step.value("rows_in", nlohmann::json());
  return {run_id,
          number,
          text(step.value("activity", "")),
          text(step.value("name", "")),
          step.value("status", "succeeded"),
          started,
          ended,
          step.value("attempts", std::int64_t{1}),
          rows_in.is_null() ? Cell{} : Cell{rows_in.get<std::int64_t>()},
          step.value("rows", std::int64_t{0}),
          text(step.value("detail", "")),
          text(step.value("error", "")),
          step.contains("within") && step["within"].is_string() ? text(step["within"]) : Cell{},
          json_of(step, "input"),
          json_of(step, "output")};
}

/// The steps of all runs that left a report, in the order in which each did them.
MemoryTable activities(const std::vector<StoredReport>& reports) {
  MemoryTable table;
  table.columns = {{"run_id", kText},    {"activity", kNumber}, {"kind", kText},     {"target", kText},
                   {"status", kText},    {"started", kInstant}, {"ended", kInstant}, {"attempts", kNumber},
                   {"rows_in", kNumber}, {"rows_out", kNumber}, {"detail", kText},   {"error", kText},
                   {"within", kText},    {"input", kText},      {"output", kText}};
  for (const StoredReport& report : reports) {
    if (report.json.is_null()) continue;
    std::int64_t number = 0;
    for (const nlohmann::json& step : report.json.value("steps", nlohmann::json::array())) {
      table.rows.push_back(activity_row(report.run_id, ++number, step));
    }
  }
  return table;
}

MemoryTable files(const storage::ObjectStore& lake, const project::Project* project) {
  MemoryTable table;
  table.columns = {{"source", kText},    {"file_no", kNumber},    {"path", kText},     {"size", kNumber},
                   {"records", kNumber}, {"content_hash", kText}, {"batch_id", kText}, {"discovered", kInstant}};
  if (project == nullptr) return table;
  for (const project::Source& source : project->sources) {
    for (const ingest::FileEntry& file : ingest::registered_files(lake, source.name)) {
      table.rows.push_back({source.name, file.file_no, file.path, static_cast<std::int64_t>(file.stamp.size),
                            file.records, file.content_hash, file.batch_id, file.discovered});
    }
  }
  return table;
}

/// What every model's SELECT reads, directly: all that is known of snapshots that were made before they kept more.
void add_model_inputs(engine::Connection& connection, const Moment& moment, MemoryTable& table) {
  const auto add = [&](const lakehouse::TableName& name, const std::string& sql) {
    if (sql.empty()) return;
    for (const auto& input : model::read_syntax(connection.parse_to_json(sql)).tables) {
      table.rows.push_back({name.layer, name.name, Cell{}, input.schema, input.name, Cell{}, Cell{}, Cell{}, Cell{}});
    }
  };
  for (const auto& entry : moment.tables) add(entry.name, entry.sql);
  for (const auto& entry : moment.views) add(entry.name, entry.sql);
  for (const auto& entry : moment.parquet) add(entry.name, entry.sql);
}

/// A row for each column that a column is made of, and for each that decides about a table's rows.
MemoryTable lineage(engine::Connection& connection, const std::optional<Moment>& moment) {
  MemoryTable table;
  table.columns = {{"schema", kText},       {"name", kText},       {"column", kText},
                   {"input_schema", kText}, {"input_name", kText}, {"input_column", kText},
                   {"how", kText},          {"decides", kText},    {"expression", kText}};
  if (!moment) return table;
  for (const auto& origin : moment->lineage) {
    for (const auto& input : origin.inputs) {
      table.rows.push_back({origin.table.layer, origin.table.name, text(origin.column), input.table.layer,
                            input.table.name, text(input.column), text(input.how), text(input.decides),
                            text(origin.expression)});
    }
  }
  if (moment->lineage_fingerprint.empty()) add_model_inputs(connection, *moment, table);
  return table;
}

/// The table with a column empty.
MemoryTable without(const std::string& column, MemoryTable table) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].name != column) continue;
    for (auto& row : table.rows) row[c] = Cell{};
  }
  return table;
}

/// The activities without what may tell of people.
MemoryTable without_words(MemoryTable table) {
  for (const char* column : {"error", "input", "output"}) table = without(column, std::move(table));
  return table;
}

}  // namespace

void add_meta(Catalog& catalog, MemoryTables& memory, engine::Connection& connection, lakehouse::Lakehouse& lake,
              const project::Project* project, const std::optional<Moment>& moment, const Access& access) {
  const auto add = [&](const std::string& name, MemoryTable table) {
    catalog.add({"meta", name}, memory.put(name, std::move(table)));
  };
  add("tables", tables(moment));
  add("lineage", lineage(connection, moment));
  if (access.rows) return;
  add("row_account", row_account(moment));
  add("warnings", access.mask_key ? without("key", warnings(moment)) : warnings(moment));
  const std::vector<StoredReport> reports = stored_reports(lake.store());
  add("runs", access.mask_key ? without("error", runs(reports)) : runs(reports));
  add("activities", access.mask_key ? without_words(activities(reports)) : activities(reports));
  add("files", files(lake.store(), project));
}

}  // namespace c360::session
