#include "c360/publish/published_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "c360/project/check_publish.h"
#include "c360/publish/manifest.h"
#include "c360/publish/odbc/published_tables.h"
#include "c360/publish/postgres/published_tables.h"

namespace c360::publish {
namespace {

namespace fs = std::filesystem;
using lakehouse::TableName;
using sql::ColumnDefinition;

constexpr const char* kAttached = "c360_published";  // the name of an attached database
constexpr const char* kStaged = "c360_staged";       // the schema of what was loaded from CSV files

Error nothing_published(const project::PublishTarget& target, const std::string& place) {
  return Error(ErrorCode::kNotFound, fmt::format("nothing was published to {} yet", place),
               fmt::format("c360 publish {}", target.name));
}

void require_project(const std::string& found, const project::Project& project, const std::string& place) {
  if (found == project.name) return;
  throw Error(ErrorCode::kConflict, fmt::format("{} belongs to the project '{}'", place, found),
              "name another target, or the other project with -C");
}

sql::Query no_rows(const std::vector<ColumnDefinition>& columns) {
  sql::Query query;
  for (const ColumnDefinition& column : columns) query.select.push_back({sql::null_of(column.type), column.name});
  query.where = sql::literal(false);
  return query;
}

/// As CSV holds them: nested ones as JSON text.
std::vector<ColumnDefinition> in_csv(std::vector<ColumnDefinition> columns) {
  for (ColumnDefinition& column : columns)
    if (column.type.is_nested()) column.type = sql::Type{};
  return columns;
}

/// A folder's current snapshot: the link is followed once.
class FolderTables final : public PublishedTables {
 public:
  FolderTables(const project::Project& project, const project::PublishTarget& target, engine::Connection& into)
      : is_parquet_(!target.parquet.empty()), target_(target.name), into_(into) {
    const fs::path folder = (project.root / (is_parquet_ ? target.parquet : target.csv)).lexically_normal();
    std::error_code error;
    folder_ = folder / fs::read_symlink(folder / kCurrent, error);
    auto manifest = error ? std::nullopt : read_manifest(folder_);
    if (!manifest) throw nothing_published(target, folder.string());
    require_project(manifest->project, project, folder.string());
    manifest_ = std::move(*manifest);
  }

  std::string place() const override { return folder_.string(); }
  std::int64_t snapshot() const override { return manifest_.snapshot; }
  bool has(const TableName& source) const override { return find(source) != nullptr; }

  void read(const TableName& source, const std::vector<ColumnDefinition>& columns) override {
    const Manifest::File& entry = *find(source);
    const fs::path file = folder_ / (entry.table + (is_parquet_ ? ".parquet" : ".csv"));
    if (!fs::exists(file))
      throw Error(ErrorCode::kNotFound, fmt::format("{} is not there any more", file.string()),
                  fmt::format("c360 publish {} --full makes it", target_));
    if (!is_parquet_) return read_csv(source, entry, columns, file);
    sql::ParquetScan scan;
    for (const ColumnDefinition& column : columns) scan.columns.push_back({column.name, column.name, column.type});
    scan.files.push_back({file.string()});
    show_as(into_, source, columns, sql::scan(std::move(scan)));
  }

 private:
  const Manifest::File* find(const TableName& source) const {
    const auto found = std::find_if(manifest_.files.begin(), manifest_.files.end(),
                                    [&](const Manifest::File& file) { return file.source == source.to_string(); });
    return found == manifest_.files.end() ? nullptr : &*found;
  }

  void read_csv(const TableName& source, const Manifest::File& entry, const std::vector<ColumnDefinition>& columns,
                const fs::path& file) {
    sql::TableDefinition wanted;
    wanted.columns = columns;
    if (entry.columns != column_texts(wanted))
      throw Error(ErrorCode::kConflict, fmt::format("{} has other columns than {}", file.string(), entry.source),
                  fmt::format("c360 publish {} --full writes it anew", target_));
    load_csv(into_, source, columns, file);
  }

  bool is_parquet_;
  std::string target_;
  engine::Connection& into_;
  fs::path folder_;
  Manifest manifest_;
};

/// A database file, attached as it stands: a publish renames another over it.
class DuckdbTables final : public PublishedTables {
 public:
  DuckdbTables(const project::Project& project, const project::PublishTarget& target, engine::Connection& into)
      : project_(project),
        target_(target),
        into_(into),
        file_((project.root / target.duckdb).lexically_normal()),
        schema_(target.schema.empty() ? "main" : target.schema) {
    if (!fs::exists(file_)) throw nothing_published(target, file_.string());
    into_.attach_to_read(file_, kAttached);
    if (!stands("c360_publication")) throw nothing_published(target, file_.string());
    read_publication();
  }

  std::string place() const override { return file_.string(); }
  std::int64_t snapshot() const override { return snapshot_; }

  bool has(const TableName& source) const override {
    const auto chosen = project::chosen_tables(project_, target_);
    const project::PublishedName wanted{source.layer, source.name};
    return std::find(chosen.begin(), chosen.end(), wanted) != chosen.end() && stands(source.name);
  }

  void read(const TableName& source, const std::vector<ColumnDefinition>& columns) override {
    show_as(into_, source, columns, sql::table({kAttached, schema_, source.name}));
  }

 private:
  bool stands(const std::string& table) const {
    sql::Query query;
    query.from = sql::table({kAttached, schema_, table});
    try {
      into_.describe(query);
      return true;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kEngine) throw;
      return false;
    }
  }

  void read_publication() {
    sql::Query query;
    query.select = {{sql::column("project"), ""}, {sql::column("snapshot"), ""}};
    query.from = sql::table({kAttached, schema_, "c360_publication"});
    engine::Result result = into_.query(query);
    const auto chunk = result.next();
    if (!chunk || chunk->rows() == 0) throw nothing_published(target_, file_.string());
    require_project(std::string(chunk->text(0, 0)), project_, file_.string());
    snapshot_ = chunk->bigint(1, 0);
  }

  const project::Project& project_;
  const project::PublishTarget& target_;
  engine::Connection& into_;
  fs::path file_;
  std::string schema_;
  std::int64_t snapshot_ = 0;
};

}  // namespace

void show_as(engine::Connection& into, const TableName& name, const std::vector<ColumnDefinition>& columns,
             sql::Relation rows) {
  sql::Query query;
  for (const ColumnDefinition& column : columns)
    query.select.push_back({sql::cast(sql::column(column.name), column.type), column.name});
  query.from = std::move(rows);
  into.create_schema(name.layer);
  into.create_view({name.layer, name.name}, query);
}

void show_nothing(engine::Connection& into, const TableName& name, const std::vector<ColumnDefinition>& columns) {
  into.create_schema(name.layer);
  into.create_view({name.layer, name.name}, no_rows(columns));
}

void load_csv(engine::Connection& into, const TableName& name, const std::vector<ColumnDefinition>& columns,
              const fs::path& file) {
  const std::vector<std::string> staged{kStaged, name.to_string()};
  into.create_schema(kStaged);
  into.create_table_as(staged, no_rows(in_csv(columns)), false);
  try {
    into.copy_from_csv(staged, file);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kEngine) throw;
    throw Error(ErrorCode::kData, fmt::format("{} cannot be read back: {}", name.to_string(), error.message()),
                "its values are not those that c360 published");
  }
  sql::Query query;
  for (const ColumnDefinition& column : columns) {
    const sql::Expr value = sql::column(column.name);
    query.select.push_back({column.type.is_nested() ? sql::from_json(value, column.type) : value, column.name});
  }
  query.from = sql::table(staged);
  into.create_schema(name.layer);
  into.create_view({name.layer, name.name}, query);
}

std::unique_ptr<PublishedTables> open_published(const project::Project& project, const project::PublishTarget& target,
                                                engine::Connection& into, const Cancellation& cancellation) {
  if (!target.parquet.empty() || !target.csv.empty()) return std::make_unique<FolderTables>(project, target, into);
  if (!target.duckdb.empty()) return std::make_unique<DuckdbTables>(project, target, into);
  if (!target.postgresql.empty())
    return std::make_unique<postgres::PostgresTables>(project, target, into, cancellation);
  return std::make_unique<odbc::OdbcTables>(project, target, into, cancellation);
}

}  // namespace c360::publish
