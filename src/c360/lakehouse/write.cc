#include "c360/lakehouse/write.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/lakehouse/data_file_name.h"
#include "c360/lakehouse/statistics.h"

namespace c360::lakehouse {
namespace {

/// The query's columns as the schema's types.
sql::Query as_schema(const delta::Schema& schema, sql::Relation rows) {
  sql::Query query = sql::select_from(std::move(rows));
  for (const delta::Field& field : schema.fields) {
    query.select.push_back({sql::cast(sql::column(field.name), sql_type(field.type)), field.name});
  }
  return query;
}

/// A data file that is taken away again unless it is kept.
class DataFile {
 public:
  DataFile(storage::ObjectStore& store, const std::string& folder)
      : store_(store), staged_(store.stage(folder + new_data_file_name())) {}
  ~DataFile() {
    if (kept_) return;
    std::error_code already_gone;
    std::filesystem::remove(staged_.local_path, already_gone);
  }
  DataFile(const DataFile&) = delete;
  DataFile& operator=(const DataFile&) = delete;

  const std::filesystem::path& local_path() const { return staged_.local_path; }
  const std::string& path() const { return staged_.path; }
  std::uint64_t keep() {
    const std::uint64_t size = store_.finish(staged_);
    kept_ = true;
    return size;
  }

 private:
  storage::ObjectStore& store_;
  storage::StagedObject staged_;
  bool kept_ = false;
};

void check_required(const TableName& table, const delta::Schema& schema, const engine::WrittenParquet& written) {
  for (const engine::ColumnStatistics& column : written.columns) {
    const delta::Field* field = schema.find(column.column);
    if (field == nullptr || field->nullable || column.null_count == 0) continue;
    throw Error(ErrorCode::kInternal,
                fmt::format("{} rows to be written to {} have no value for the required column '{}'", column.null_count,
                            table.to_string(), field->name));
  }
}

/// Bronze and silver hold nearly all bytes of a lakehouse and are read by engines; what is made from them is small, and
/// may be opened with anything.
engine::ParquetVersion version_of(const TableName& table) {
  const bool large = table.layer == "bronze" || table.layer == "silver";
  return large ? engine::ParquetVersion::k2 : engine::ParquetVersion::k1;
}

/// Writes one file; nothing is kept of it if it has no rows.
void write_file(engine::Connection& connection, LakeTable& table, const delta::Schema& schema, const sql::Query& query,
                const std::string& folder, delta::AddFile action, WrittenRows& result) {
  DataFile file(table.store(), folder);
  const engine::WrittenParquet written = connection.copy_to_parquet(query, file.local_path(), version_of(table.name()));
  if (written.rows == 0) return;
  check_required(table.name(), schema, written);
  action.size = static_cast<std::int64_t>(file.keep());
  action.path = file.path();
  action.modification_time = table.log().clock().now() / 1000;
  action.stats = statistics_json(written, schema);
  result.files.push_back(std::move(action));
  result.rows += written.rows;
}

/// A value in a folder's name: bytes that a path cannot hold, or that mean something in it, as %XX.
std::string escaped(const std::string& value) {
  std::string text;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        byte > 0x20 && byte != 0x7F && std::string_view("\"#%'*/:=?\\{}[]^").find(c) == std::string::npos;
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return text;
}

std::string folder_of(const std::vector<std::string>& columns, const delta::PartitionValues& values) {
  std::string folder;
  for (const std::string& column : columns) {
    const std::optional<std::string>& value = values.at(column);
    folder += fmt::format("{}={}/", escaped(column), value ? escaped(*value) : "__HIVE_DEFAULT_PARTITION__");
  }
  return folder;
}

delta::Schema without(const delta::Schema& schema, const std::vector<std::string>& columns) {
  delta::Schema result;
  for (const delta::Field& field : schema.fields) {
    if (std::find(columns.begin(), columns.end(), field.name) == columns.end()) result.fields.push_back(field);
  }
  return result;
}

/// A table of this connection that goes when its owner does.
class TemporaryTable {
 public:
  TemporaryTable(engine::Connection& connection, const sql::Query& query)
      : connection_(connection), name_{"rows_" + random_uuid()} {
    connection_.create_table_as(name_, query);
  }
  ~TemporaryTable() {
    try {
      connection_.drop_table(name_);
    } catch (const Error&) {
      return;  // it goes with the connection
    }
  }
  TemporaryTable(const TemporaryTable&) = delete;
  TemporaryTable& operator=(const TemporaryTable&) = delete;

  sql::Relation rows() const { return sql::table(name_); }

 private:
  engine::Connection& connection_;
  std::vector<std::string> name_;
};

sql::Expr as_text(const std::string& column) {
  return sql::cast(sql::column(column), {sql::TypeKind::kString});
}

/// Each distinct list of partition values among the rows, as text.
std::vector<delta::PartitionValues> distinct_values(engine::Connection& connection, const sql::Relation& rows,
                                                    const std::vector<std::string>& columns) {
  sql::Query query = sql::select_from(rows);
  query.distinct = true;
  for (const std::string& column : columns) query.select.push_back({as_text(column), column});
  std::vector<delta::PartitionValues> values;
  engine::Result result = connection.query(query);
  while (const std::optional<engine::Chunk> chunk = result.next()) {
    for (std::size_t row = 0; row < chunk->rows(); ++row) {
      delta::PartitionValues& each = values.emplace_back();
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool absent = chunk->is_null(i, row) || chunk->text(i, row).empty();
        each[columns[i]] = absent ? std::nullopt : std::optional(std::string(chunk->text(i, row)));
      }
    }
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

sql::Expr has_values(const delta::PartitionValues& values) {
  std::vector<sql::Expr> conditions;
  for (const auto& [column, value] : values) {
    const sql::Expr text = as_text(column);
    if (value) {
      conditions.push_back(sql::equal(text, sql::literal(*value)));
    } else {
      conditions.push_back(sql::any_of({sql::is_null(text), sql::equal(text, sql::literal(""))}));
    }
  }
  return sql::all_of(std::move(conditions));
}

}  // namespace

WrittenRows write_files(engine::Connection& connection, LakeTable& table, const delta::Schema& schema,
                        const sql::Query& query, const std::map<std::string, std::string>& tags) {
  WrittenRows result;
  delta::AddFile action;
  action.tags = tags;
  write_file(connection, table, schema, as_schema(schema, sql::subquery(query, "q")), "", std::move(action), result);
  return result;
}

WrittenRows write_partition(engine::Connection& connection, LakeTable& table, const delta::Schema& schema,
                            delta::PartitionValues values, const sql::Query& query,
                            const std::map<std::string, std::string>& tags) {
  std::vector<std::string> partition_columns;
  for (const auto& [column, value] : values) partition_columns.push_back(column);
  const delta::Schema file_schema = without(schema, partition_columns);
  WrittenRows result;
  delta::AddFile action;
  action.tags = tags;
  action.partition_values = std::move(values);
  write_file(connection, table, file_schema, as_schema(file_schema, sql::subquery(query, "q")), "", std::move(action),
             result);
  return result;
}

WrittenRows write_partitioned(engine::Connection& connection, LakeTable& table, const delta::Schema& schema,
                              const std::vector<std::string>& partition_columns, const sql::Query& query,
                              const std::map<std::string, std::string>& tags) {
  const TemporaryTable rows(connection, as_schema(schema, sql::subquery(query, "q")));
  const delta::Schema file_schema = without(schema, partition_columns);
  Uncommitted written(table);
  for (delta::PartitionValues& values : distinct_values(connection, rows.rows(), partition_columns)) {
    sql::Query part = as_schema(file_schema, rows.rows());
    part.where = has_values(values);
    const std::string folder = folder_of(partition_columns, values);
    delta::AddFile action;
    action.tags = tags;
    action.partition_values = std::move(values);
    WrittenRows of_part;
    write_file(connection, table, file_schema, part, folder, std::move(action), of_part);
    written.add(std::move(of_part));
  }
  return written.take();
}

void discard(LakeTable& table, const std::vector<delta::AddFile>& files) noexcept {
  for (const delta::AddFile& file : files) {
    try {
      table.store().remove(file.path);
    } catch (const std::exception&) {
      continue;
    }
  }
}

void Uncommitted::add(WrittenRows rows) {
  rows_.rows += rows.rows;
  std::move(rows.files.begin(), rows.files.end(), std::back_inserter(rows_.files));
}

}  // namespace c360::lakehouse
