// What is to stand in a target: tables with their columns, keys and references, found from contracts and models.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"
#include "c360/sql/table_definition.h"

namespace c360::publish {

/// The rows of a table: equal texts are equal rows.
struct Content {
  std::string table_id;           ///< of a Delta table; empty for views and Parquet folders
  std::int64_t version = -1;      ///< of a Delta table
  std::string fingerprint;        ///< of views and Parquet folders
  std::string to_string() const;  ///< "delta ID VERSION" or "rows FINGERPRINT"
  static Content parse(const std::string& text);
  bool operator==(const Content&) const = default;
};

struct PlannedTable {
  lakehouse::TableName source;
  sql::TableDefinition definition;
  Content content;
};

/// A view in the target's own SQL, which reads the tables and views that stand beside it.
struct PlannedView {
  lakehouse::TableName source;
  sql::TableDefinition definition;
  std::string select;
  std::string file;         ///< where it is written, for messages
  std::string fingerprint;  ///< equal: the same view
};

/// A target's tables at one moment, parents before the tables that refer to them.
struct Plan {
  std::string project;
  std::string schema;
  std::int64_t snapshot = 0;
  std::string run_id;
  std::vector<PlannedTable> tables;
  std::vector<PlannedView> views;  ///< where the target's language is one that a view was written in

  const PlannedTable* find(const std::string& name) const;
};

/// Whether a column of a table is published; silver's service columns (_source_file and the like) are not.
bool is_published(const lakehouse::TableName& table, const std::string& column);

/// The columns of a moment's table that are published, with the engine's types; `connection` sees the table as a view.
/// Throws Error(kUnsupported) for a column of a type that nothing but the engine knows.
std::vector<sql::ColumnDefinition> published_columns(engine::Connection& connection,
                                                     const lakehouse::TableName& source);

/// Plans what the target's settings choose. `connection` sees the moment's tables as views. Silver's service columns
/// (_source_file and the like) are left out. Views that are written in `language` stay views. Keys of models are taken
/// to hold no NULL; see settle_key(). Throws Error(kNotFound) for a table that the moment has not yet,
/// Error(kUnsupported) for a column of a type that nothing but the engine knows.
Plan make_plan(const project::Project& project, const project::PublishTarget& target, lakehouse::Lakehouse& lake,
               const lakehouse::Moment& moment, engine::Connection& connection,
               std::optional<project::SqlLanguage> language);

/// Makes a table's key one whose columns may be NULL, or one of required columns.
void settle_key(sql::TableDefinition& table, bool may_be_null);

/// Whether a column of the table's key is NULL in a row of the moment. Contracts' keys never are.
bool has_null_key(engine::Connection& connection, const PlannedTable& table);

/// The rows as they are published, nested values as JSON text: of the moment, or of another version of the table
/// (nullopt if it cannot be read any more).
sql::Query published_rows(const PlannedTable& table);
std::optional<sql::Query> published_rows(const PlannedTable& table, lakehouse::Lakehouse& lake, std::int64_t version);

/// The rows of the moment with nested values as they are.
sql::Query nested_rows(const PlannedTable& table);

/// The same tables so that each comes after those it refers to, otherwise in their order. Of references that form a
/// circle, the one that closes it is taken away.
std::vector<PlannedTable> parents_first(std::vector<PlannedTable> tables);

}  // namespace c360::publish
