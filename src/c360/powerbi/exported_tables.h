// The rows that an export holds, read back.
#pragma once

#include <filesystem>
#include <string>

#include "c360/project/project.h"
#include "c360/publish/published_tables.h"

namespace c360::powerbi {

/// The Parquet files of an export's `data`, by the entities that they are of. Instants stay what they are there: wall
/// clock times of the project's zone.
class ExportedTables final : public publish::PublishedTables {
 public:
  /// Throws Error(kNotFound) for a folder that holds no export or one whose tables read a database, Error(kConflict)
  /// for an unfinished export, and what ExportFolder throws.
  ExportedTables(const project::Project& project, std::filesystem::path folder, engine::Connection& into);

  std::string place() const override { return folder_.string(); }
  std::int64_t snapshot() const override { return snapshot_; }
  bool has(const lakehouse::TableName& source) const override { return entity_of(source) != nullptr; }
  void read(const lakehouse::TableName& source, const std::vector<sql::ColumnDefinition>& columns) override;

 private:
  const project::MetricEntity* entity_of(const lakehouse::TableName& source) const;

  const project::Project& project_;
  std::filesystem::path folder_;
  engine::Connection& into_;
  std::int64_t snapshot_ = 0;
};

}  // namespace c360::powerbi
