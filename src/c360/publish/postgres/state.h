// What c360 has published into a schema, as it is kept there: in c360_publication (one row), c360_tables (a row a
// table or view) and c360_foreign_changes (what other hands did to those tables, noted by triggers). All of it is read
// and written within the transaction that publishes; the schema is first in the connection's search path.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/publish/database/state.h"
#include "c360/publish/plan.h"
#include "c360/publish/postgres/connection.h"

namespace c360::publish::postgres {

using database::PublishedTable;
using database::PublishedView;
using database::Relation;
using database::Relations;
using database::State;

/// The function that triggers call.
inline constexpr std::string_view kNoteFunction = "c360_note_change";

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

/// The relations of a schema.
Relations relations_of(Connection& connection, const std::string& schema);

}  // namespace c360::publish::postgres
