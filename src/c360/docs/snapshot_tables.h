// Which rows of a snapshot may stand for what the project's files say now.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "c360/lakehouse/moment.h"
#include "c360/model/lineage_graph.h"
#include "c360/project/project.h"

namespace c360::docs {

/// The tables of a snapshot as a project sees them. A value; any thread may read it.
class SnapshotTables {
 public:
  SnapshotTables(const std::optional<lakehouse::Moment>& moment, const project::Project& project,
                 const model::LineageGraph& graph);

  /// "table", "view" or "parquet"; empty for what the snapshot does not have.
  std::string kind(const lakehouse::TableName& name) const;
  /// The version of a Delta table; nullopt for all else.
  std::optional<std::int64_t> version(const lakehouse::TableName& name) const;
  /// Why no rows are shown of a table: the snapshot lacks it, or it or something that it is made of has another SELECT
  /// there, so that columns may hold what the project's lineage does not know of. Empty: rows may be shown.
  std::string no_rows_because(const lakehouse::TableName& name) const;
  /// The tables that the snapshot has and the project's lineage does not: records that could not be read as rows.
  std::set<lakehouse::TableName> malformed() const;

 private:
  struct Entry {
    std::string kind;
    std::optional<std::int64_t> version;
    std::string sql;
  };
  bool has_changed(const lakehouse::TableName& name, std::set<lakehouse::TableName>& seen) const;

  bool has_run_ = false;
  std::map<lakehouse::TableName, Entry> entries_;
  std::map<lakehouse::TableName, std::string> now_;  ///< SELECTs of the project's files
  std::map<lakehouse::TableName, std::set<lakehouse::TableName>> inputs_;
};

}  // namespace c360::docs
