// Which database stands behind a driver, and what it is asked about itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/project/model_spec.h"
#include "c360/project/project.h"
#include "c360/sql/table_dialect.h"

namespace c360::publish::odbc {

/// Statements here name nothing that a user wrote, but for the schema in `settings`.
struct DatabaseKind {
  const sql::TableDialect* dialect = nullptr;
  std::string product;                           ///< for people: "SQL Server"
  std::optional<project::SqlLanguage> language;  ///< in which views may be written for it
  int oldest_major = 0;                          ///< version; 0: not asked
  int oldest_minor = 0;
  std::string count_schemas;  ///< of a name, a marker; empty: there are none
  std::string relations;      ///< of a schema, a marker: name and "r" or "v"
  std::string save;           ///< a point within the transaction to which `go_back` goes
  std::string go_back;
  std::string one_moment;  ///< begins a transaction whose reads see one moment; empty: every transaction's do
  std::string patience;    ///< not to wait for ever for others' locks; empty: the driver knows

  /// What a publish wants of its session, whatever the database's settings are.
  std::vector<std::string> settings(const std::string& schema) const;
};

/// The kind that `dialect:` names, or without it the one that a driver's name of its database means. Throws
/// Error(kUnsupported) for a database that c360 does not know, Error(kProject) where the two disagree.
const DatabaseKind& find_kind(const project::PublishTarget& target, const std::string& database_name);

/// Throws Error(kUnsupported) for a database that is too old for what is asked of it.
void check_version(const DatabaseKind& kind, const std::string& version);

}  // namespace c360::publish::odbc
