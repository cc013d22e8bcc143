// What c360 has published into a database, as it is kept there, and what stands there now.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "c360/publish/plan.h"
#include "c360/sql/table_definition.h"

namespace c360::publish::database {

/// A table as it was published.
struct PublishedTable {
  sql::TableDefinition definition;
  std::string source;
  Content content;
  std::int64_t rows = 0;
  std::string relation;  ///< the database's number of the table, where it has one
};

/// A view as it was published.
struct PublishedView {
  std::string name;
  std::string source;
  std::string fingerprint;
  std::string relation;
  std::string stands;  ///< what the database made of its text (Relation::text)
};

struct State {
  bool is_made = false;  ///< the tables of c360 are there
  std::string project;
  std::int64_t snapshot = 0;
  std::map<std::string, PublishedTable> tables;
  std::map<std::string, PublishedView> views;

  const PublishedTable* find(const std::string& name) const;
  const PublishedView* find_view(const std::string& name) const;
};

/// The number in c360_publication that tells which kind of target keeps its state how: raised when an older c360 would
/// misunderstand it.
inline constexpr int kPostgresFormat = 1;
inline constexpr int kOdbcFormat = 101;

/// Throws Error(kUnsupported) for a state that another kind of target keeps, or a newer c360.
void check_format(std::int64_t found, int known);

/// Throws Error(kConflict) for a schema of another project.
void check_owner(const State& state, const Plan& plan);

/// A relation of the schema as the database has it.
struct Relation {
  std::string number;
  std::string kind;                            ///< "r" for a table, "v" for a view
  std::map<std::string, std::string> columns;  ///< name → type
  std::set<std::string> constraints;
  std::set<std::string> indexes;
  std::string text;  ///< of a view: a hash of its SELECT as the database tells it
  int watchers = 0;  ///< triggers of ours that are on
};
using Relations = std::map<std::string, Relation>;

const Relation* find(const Relations& relations, const std::string& name);

}  // namespace c360::publish::database
