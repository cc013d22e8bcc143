#include "c360/session/session.h"

#include <filesystem>

#include "c360/ingest/source_table.h"
#include "c360/lakehouse/file_rows.h"
#include "c360/lakehouse/scan.h"
#include "c360/session/delta_scan.h"
#include "c360/session/meta.h"

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
    if (auto rows = ingest::source_relation(project, source)) catalog.add({"raw", source.name}, std::move(*rows));
  }
}

/// The latest rows of the Delta table in a folder that the user named.
std::shared_ptr<const engine::LateTable> rows_of_path(const std::string& path, const lakehouse::Lakehouse& lake) {
  auto store = storage::open_local_store(std::filesystem::absolute(path));
  const delta::Snapshot latest = delta::Table(*store, lake.checkpoint_format(), lake.clock()).latest();
  return std::make_shared<lakehouse::FileRows>(std::move(store), latest);
}

std::shared_ptr<const engine::LateTable> rows_of_table(lakehouse::Lakehouse& lake,
                                                       const lakehouse::Moment::TableVersion& entry) {
  const delta::Snapshot snapshot = lake.table(entry.name).log().at_version(entry.version);
  return std::make_shared<lakehouse::FileRows>(storage::open_substore(lake.store(), entry.name.path()), snapshot);
}

/// A store that outlives whoever reads it.
std::shared_ptr<const storage::ObjectStore> borrowed(const storage::ObjectStore& store) {
  return {std::shared_ptr<const void>(), &store};
}

struct FolderFiles {
  delta::Metadata metadata;
  std::vector<delta::AddFile> files;
};

FolderFiles files_of(const lakehouse::Moment::ParquetFolder& folder) {
  FolderFiles result;
  result.metadata.schema = delta::Schema::from_json(folder.schema_json);
  for (const std::string& path : folder.files) result.files.emplace_back().path = path;
  return result;
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

sql::Relation rows_of_folder(lakehouse::Lakehouse& lake, const lakehouse::Moment::ParquetFolder& folder) {
  const FolderFiles of = files_of(folder);
  return lakehouse::scan_files(lake.store(), of.metadata, of.files);
}

void add_moment(Catalog& catalog, lakehouse::Lakehouse& lake, const lakehouse::Moment& moment) {
  const auto add = [&](const lakehouse::TableName& name, std::shared_ptr<const engine::LateTable> rows) {
    catalog.add(name, lake.database().add(name.to_string(), std::move(rows)));
  };
  for (const auto& entry : moment.tables) add(entry.name, rows_of_table(lake, entry));
  for (const auto& folder : moment.parquet) {
    FolderFiles of = files_of(folder);
    add(folder.name,
        std::make_shared<lakehouse::FileRows>(borrowed(lake.store()), std::move(of.metadata), std::move(of.files)));
  }
  for (const auto& view : moment.views) catalog.add_view(view.name, view.sql);
}

Session::Session(lakehouse::Lakehouse& lake, const project::Project* project,
                 const std::optional<lakehouse::Moment>& moment)
    : lake_(lake), memory_(make_memory(lake.database())), connection_(lake.database().connect()) {
  lake.database().set_calendar(calendar_of(project, moment));
  if (project != nullptr) {
    lake.database().add(ingest::source_table_function());
    add_raw(catalog_, *project);
  }
  if (moment) add_moment(catalog_, lake, *moment);
  add_meta(catalog_, *memory_, connection_, lake, project, moment);
  catalog_.install(connection_);
}

engine::Result Session::query(const std::string& text, const std::vector<std::string>& parameters) {
  if (!names_delta_scan(text)) return connection_.query_user_sql(text, parameters);
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
