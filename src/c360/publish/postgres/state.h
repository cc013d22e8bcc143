// What c360 has published into a schema, as it is kept there: in c360_publication (one row), c360_tables (a row a
// table or view) and c360_foreign_changes (what other hands did to those tables, noted by triggers). All of it is read
// and written within the transaction that publishes; the schema is first in the connection's search path.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "c360/publish/plan.h"
#include "c360/publish/postgres/connection.h"
#include "c360/sql/table_definition.h"

namespace c360::publish::postgres {

/// The function that triggers call.
inline constexpr std::string_view kNoteFunction = "c360_note_change";

/// A table as it was published.
struct PublishedTable {
  sql::TableDefinition definition;
  std::string source;
  Content content;
  std::int64_t rows = 0;
  std::string relation;  ///< the database's number of the table
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

/// Throws Error(kUnsupported) for what a newer c360 has written.
State read_state(Connection& connection, const std::string& schema);
/// Makes the tables of c360 and the function that notes changes.
void make_state(Connection& connection);

void write_publication(Connection& connection, const Plan& plan);
/// Replaces what is known of a table; its relation is looked up.
void write_table(Connection& connection, const PublishedTable& table);
/// Replaces what is known of a view; its relation is looked up.
void write_view(Connection& connection, const PlannedView& view);
/// Notes for all views what stands there, once everything is changed.
void note_views(Connection& connection);
/// Of a table or a view.
void forget_table(Connection& connection, const std::string& name);

/// What another hand did to a table of ours.
struct ForeignChange {
  std::string table;
  std::string operation;  ///< INSERT, UPDATE, DELETE, TRUNCATE
  std::optional<std::int64_t> rows;
  std::string keys;  ///< some, as "customer_id = 5; customer_id = 6"
  std::string who;
  std::string when;
};
std::vector<ForeignChange> foreign_changes(Connection& connection);
void forget_foreign_changes(Connection& connection);

/// A relation of the schema as the database has it.
struct Relation {
  std::string number;
  std::string kind;                            ///< "r" for a table
  std::map<std::string, std::string> columns;  ///< name → type
  std::set<std::string> constraints;
  std::set<std::string> indexes;
  std::string text;  ///< of a view: a hash of its SELECT as the database tells it
  int watchers = 0;  ///< triggers of ours that are on
};
std::map<std::string, Relation> relations_of(Connection& connection, const std::string& schema);

}  // namespace c360::publish::postgres
