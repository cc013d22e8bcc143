#include "c360/session/session.h"

#include <filesystem>

#include "c360/ingest/source_table.h"
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
sql::Relation rows_of_path(const std::string& path, const lakehouse::Lakehouse& lake) {
  const auto store = storage::open_local_store(std::filesystem::absolute(path));
  const delta::Table table(*store, lake.checkpoint_format(), lake.clock());
  return lakehouse::scan(*store, table.latest());
}

}  // namespace

sql::Relation rows_of_folder(lakehouse::Lakehouse& lake, const lakehouse::Moment::ParquetFolder& folder) {
  delta::Metadata metadata;
  metadata.schema = delta::Schema::from_json(folder.schema_json);
  std::vector<delta::AddFile> files;
  for (const std::string& path : folder.files) files.emplace_back().path = path;
  return lakehouse::scan_files(lake.store(), metadata, files);
}

void add_moment(Catalog& catalog, lakehouse::Lakehouse& lake, const lakehouse::Moment& moment) {
  for (const auto& entry : moment.tables) {
    lakehouse::LakeTable table = lake.table(entry.name);
    catalog.add(entry.name, lakehouse::scan(table.store(), table.log().at_version(entry.version)));
  }
  for (const auto& folder : moment.parquet) catalog.add(folder.name, rows_of_folder(lake, folder));
  for (const auto& view : moment.views) catalog.add_view(view.name, view.sql);
}

Session::Session(lakehouse::Lakehouse& lake, const project::Project* project,
                 const std::optional<lakehouse::Moment>& moment)
    : lake_(lake), memory_(make_memory(lake.database())), connection_(lake.database().connect()) {
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
    const std::string name = "t" + std::to_string(++delta_scans_);
    sql::Query rows;
    rows.from = rows_of_path(path, lake_);
    connection_.create_schema(kDeltaScans);
    connection_.create_view({kDeltaScans, name}, rows);
    return PlacedTable{kDeltaScans, name};
  };
  const auto replaced = replace_delta_scans(connection_.parse_to_json(text), place);
  return connection_.query_user_sql(replaced ? connection_.sql_from_json(*replaced) : text, parameters);
}

}  // namespace c360::session
