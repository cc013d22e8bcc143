#include "c360/session/session.h"

#include <cctype>
#include <filesystem>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/letter_case.h"
#include "c360/base/secrets.h"
#include "c360/ingest/source_files.h"
#include "c360/ingest/source_table.h"
#include "c360/lakehouse/file_rows.h"
#include "c360/session/delta_scan.h"
#include "c360/session/meta.h"
#include "c360/session/stored_tables.h"

namespace c360::session {
namespace {

constexpr const char* kDeltaScans = "c360_delta";

/// The table functions behind raw and meta, made known to the engine.
std::shared_ptr<MemoryTables> make_memory(engine::Database& database) {
  auto memory = std::make_shared<MemoryTables>();
  database.add(memory);
  return memory;
}

void add_raw(Catalog& catalog, const project::Project& project) {
  for (const project::Source& source : project.sources) {
    if (ingest::is_far(source)) continue;
    if (auto rows = ingest::source_relation(project, source)) catalog.add({"raw", source.name}, std::move(*rows));
  }
}

/// Whether a statement may name the schema raw: as a word of its own, before a point.
bool may_name_raw(const std::string& text) {
  const std::string lower = to_lower(text);
  const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (std::size_t at = lower.find("raw"); at != std::string::npos; at = lower.find("raw", at + 1)) {
    const std::size_t point = lower.find_first_not_of("\" \t\r\n", at + 3);
    const bool begins = at == 0 || !is_letter(lower[at - 1]);
    if (begins && point != std::string::npos && lower[point] == '.') return true;
  }
  return false;
}

/// The latest rows of the Delta table in a folder that the user named.
std::shared_ptr<const engine::LateTable> rows_of_path(const std::string& path, const lakehouse::Lakehouse& lake) {
  auto store = storage::open_local_store(std::filesystem::absolute(path));
  const delta::Snapshot latest = delta::Table(*store, lake.checkpoint_format(), lake.clock()).latest();
  return std::make_shared<lakehouse::FileRows>(std::move(store), latest);
}

}  // namespace

engine::Calendar calendar_of(const project::Project* project, const std::optional<lakehouse::Moment>& moment) {
  engine::Calendar calendar;
  if (moment) {
    if (!moment->time_zone.empty()) calendar.time_zone = moment->time_zone;
    calendar.week_start = moment->week_start;
  } else if (project != nullptr) {
    calendar = {project->time_zone, project->week_start};
  }
  return calendar;
}

void add_moment(Catalog& catalog, lakehouse::Lakehouse& lake, const lakehouse::Moment& moment) {
  for (StoredTable& table : stored_tables(lake, moment))
    catalog.add(table.name, lake.database().add(table.name.to_string(), std::move(table.rows)));
  for (const auto& view : moment.views) catalog.add_view(view.name, view.sql);
}

Session::Session(lakehouse::Lakehouse& lake, const project::Project* project,
                 const std::optional<lakehouse::Moment>& moment, Access access)
    : lake_(lake),
      access_(std::move(access)),
      memory_(make_memory(lake.database())),
      connection_(lake.database().connect()) {
  lake.database().set_calendar(calendar_of(project, moment));
  if (project != nullptr && access_.shows_everything()) {
    lake.database().add(ingest::source_table_function());
    add_raw(catalog_, *project);
    for (const project::Source& source : project->sources)
      if (ingest::is_far(source)) far_sources_.push_back({project, &source});
  }
  if (moment && access_.shows_everything()) add_moment(catalog_, lake, *moment);
  if (moment && !access_.shows_everything())
    absences_ = add_visible_moment(catalog_, lake, connection_, project, *moment, access_);
  add_meta(catalog_, *memory_, connection_, lake, project, moment, access_);
  catalog_.install(connection_);
}

std::string Session::rules() const {
  ContentHash hash;
  const auto add = [&](const std::string& text) { hash.update(std::to_string(text.size()) + ":" + text); };
  if (access_.mask_key) add(std::to_string(KeyedHash(*access_.mask_key).of("rules")));
  for (const lakehouse::TableName& name : catalog_.names()) {
    add(name.to_string());
    add(lake_.database().dialect().write(*catalog_.find(name)));
  }
  return hash.hex();
}

std::string Session::why_absent(const std::string& schema, const std::string& name) const {
  for (const auto& [table, reason] : absences_) {
    if (equal_ignoring_case(table.layer, schema) && equal_ignoring_case(table.name, name)) return reason;
  }
  return why_hidden(schema, access_);
}

void Session::add_far_sources() {
  while (!far_sources_.empty()) {
    const auto [project, source] = far_sources_.back();
    sql::Query rows;
    rows.from = ingest::source_relation(*project, *source);
    connection_.create_schema("raw");
    connection_.create_view({"raw", source->name}, rows);
    far_sources_.pop_back();
  }
}

engine::Result Session::query(const std::string& text, const std::vector<std::string>& parameters) {
  if (may_name_raw(text)) add_far_sources();
  if (!names_delta_scan(text)) return connection_.query_user_sql(text, parameters);
  if (!access_.shows_everything())
    throw Error(ErrorCode::kUsage, "delta_scan reads files past masks and row filters",
                "name tables by schema and name");
  const PlaceTable place = [this](const std::string& path) {
    const std::string name =
        delta_scans_.try_emplace(path, "t" + std::to_string(delta_scans_.size() + 1)).first->second;
    sql::Query rows;
    rows.from = lake_.database().add("delta_scan " + path, rows_of_path(path, lake_));
    connection_.create_schema(kDeltaScans);
    connection_.create_view({kDeltaScans, name}, rows);
    return PlacedTable{kDeltaScans, name};
  };
  const auto replaced = replace_delta_scans(connection_.parse_to_json(text), place);
  return connection_.query_user_sql(replaced ? connection_.sql_from_json(*replaced) : text, parameters);
}

}  // namespace c360::session
