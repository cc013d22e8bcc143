#include "c360/lakehouse/scan.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/suggest.h"

namespace c360::lakehouse {
namespace {

/// The fields that a scan gives, in its order.
std::vector<const delta::Field*> chosen_fields(const delta::Schema& schema, const std::vector<std::string>& columns) {
  std::vector<const delta::Field*> fields;
  if (columns.empty()) {
    for (const delta::Field& field : schema.fields) fields.push_back(&field);
    return fields;
  }
  for (const std::string& column : columns) {
    const delta::Field* field = schema.find(column);
    if (field == nullptr) {
      std::vector<std::string> names;
      for (const delta::Field& each : schema.fields) names.push_back(each.name);
      throw Error(ErrorCode::kNotFound, fmt::format("the table has no column '{}'", column),
                  did_you_mean(column, names));
    }
    fields.push_back(field);
  }
  return fields;
}

bool is_partition_column(const delta::Metadata& metadata, const std::string& name) {
  const auto& columns = metadata.partition_columns;
  return std::find(columns.begin(), columns.end(), name) != columns.end();
}

/// The name of a field in the data files. With column mapping it will be another than the field's own.
const std::string& physical_name(const delta::Field& field) {
  return field.name;
}

sql::ScanColumn scan_column(const delta::Metadata& metadata, const delta::Field& field) {
  sql::ScanColumn column;
  column.name = field.name;
  column.physical_name = physical_name(field);
  column.type = sql_type(field.type);
  column.constant = is_partition_column(metadata, field.name);
  return column;
}

/// Where the engine finds a data file: below the table, or wherever an absolute path or file URI says.
std::string local_path(const storage::ObjectStore& store, const std::string& path) {
  constexpr std::string_view kFileScheme = "file:";
  if (path.starts_with(kFileScheme)) {
    std::string rest = path.substr(kFileScheme.size());
    while (rest.starts_with("//")) rest.erase(0, 1);
    return rest;
  }
  if (path.starts_with('/')) return path;
  if (path.find("://") != std::string::npos) {
    throw Error(ErrorCode::kUnsupported, fmt::format("the data file {} is in a store that c360 does not know", path));
  }
  return store.local_file(path).string();
}

bool is_below_table(const std::string& path) {
  return !path.starts_with('/') && !path.starts_with("file:") && path.find("://") == std::string::npos;
}

/// Files of a remote store come many at a time, not one after another.
void bring_near(const storage::ObjectStore& store, const std::vector<delta::AddFile>& files) {
  std::vector<std::string> paths;
  for (const delta::AddFile& file : files) {
    if (is_below_table(file.path)) paths.push_back(file.path);
  }
  store.bring_near(paths);
}

/// A value that stands for the whole file: a partition value, where the empty string is NULL.
std::optional<std::string> partition_value(const delta::AddFile& file, const delta::Field& field) {
  const auto found = file.partition_values.find(physical_name(field));
  if (found == file.partition_values.end() || !found->second || found->second->empty()) return std::nullopt;
  return found->second;
}

sql::ScanFile scan_file(const storage::ObjectStore& store, const delta::AddFile& file,
                        const std::vector<const delta::Field*>& fields, const std::vector<sql::ScanColumn>& columns) {
  if (file.deletion_vector) {
    throw Error(ErrorCode::kUnsupported,
                fmt::format("the data file {} has a deletion vector, and c360 does not read those (deletionVectors)",
                            file.path));
  }
  sql::ScanFile result{local_path(store, file.path), {}};
  const bool any_constant =
      std::any_of(columns.begin(), columns.end(), [](const sql::ScanColumn& column) { return column.constant; });
  if (!any_constant) return result;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    result.constants.push_back(columns[i].constant ? partition_value(file, *fields[i]) : std::nullopt);
  }
  return result;
}

}  // namespace

sql::Relation scan_files(const storage::ObjectStore& table_store, const delta::Metadata& metadata,
                         const std::vector<delta::AddFile>& files, const std::vector<std::string>& columns,
                         std::string alias) {
  const std::vector<const delta::Field*> fields = chosen_fields(metadata.schema, columns);
  sql::ParquetScan parquet;
  for (const delta::Field* field : fields) parquet.columns.push_back(scan_column(metadata, *field));
  bring_near(table_store, files);
  for (const delta::AddFile& file : files) {
    parquet.files.push_back(scan_file(table_store, file, fields, parquet.columns));
  }
  return sql::scan(std::move(parquet), std::move(alias));
}

sql::Relation scan(const storage::ObjectStore& table_store, const delta::Snapshot& snapshot,
                   const std::vector<std::string>& columns, const std::optional<sql::Expr>& condition,
                   std::string alias) {
  const delta::Metadata& metadata = snapshot.metadata();
  if (!condition) return scan_files(table_store, metadata, snapshot.files(), columns, std::move(alias));
  return scan_files(table_store, metadata, files_that_may_match(snapshot.files(), metadata, *condition), columns,
                    std::move(alias));
}

}  // namespace c360::lakehouse
