#include "c360/session/stored_tables.h"

#include "c360/lakehouse/file_rows.h"
#include "c360/lakehouse/scan.h"

namespace c360::session {
namespace {

using lakehouse::Moment;

/// A store that outlives whoever reads it.
std::shared_ptr<const storage::ObjectStore> borrowed(const storage::ObjectStore& store) {
  return {std::shared_ptr<const void>(), &store};
}

struct FolderFiles {
  delta::Metadata metadata;
  std::vector<delta::AddFile> files;
};

FolderFiles files_of(const Moment::ParquetFolder& folder) {
  FolderFiles result;
  result.metadata.schema = delta::Schema::from_json(folder.schema_json);
  for (const std::string& path : folder.files) result.files.emplace_back().path = path;
  return result;
}

StoredTable table_of(lakehouse::Lakehouse& lake, const Moment::TableVersion& entry) {
  const delta::Snapshot snapshot = lake.table(entry.name).log().at_version(entry.version);
  return {entry.name, snapshot.metadata().schema,
          std::make_shared<lakehouse::FileRows>(storage::open_substore(lake.store(), entry.name.path()), snapshot)};
}

StoredTable table_of(lakehouse::Lakehouse& lake, const Moment::ParquetFolder& folder) {
  FolderFiles of = files_of(folder);
  delta::Schema schema = of.metadata.schema;
  return {folder.name, std::move(schema),
          std::make_shared<lakehouse::FileRows>(borrowed(lake.store()), std::move(of.metadata), std::move(of.files))};
}

}  // namespace

std::vector<StoredTable> stored_tables(lakehouse::Lakehouse& lake, const Moment& moment) {
  std::vector<StoredTable> tables;
  for (const auto& entry : moment.tables) tables.push_back(table_of(lake, entry));
  for (const auto& folder : moment.parquet) tables.push_back(table_of(lake, folder));
  return tables;
}

sql::Relation rows_of_folder(lakehouse::Lakehouse& lake, const Moment::ParquetFolder& folder) {
  const FolderFiles of = files_of(folder);
  return lakehouse::scan_files(lake.store(), of.metadata, of.files);
}

}  // namespace c360::session
