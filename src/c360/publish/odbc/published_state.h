// What c360 has published into a database, as it is kept there: in c360_publication (one row) and c360_tables (a row a
// table or view). All of it is read and written within the transaction that publishes.
#pragma once

#include <string>

#include "c360/publish/database/state.h"
#include "c360/publish/odbc/connection.h"
#include "c360/publish/odbc/database_kind.h"

namespace c360::publish::odbc {

/// The state of one schema. One thread at a time.
class PublishedState {
 public:
  /// Connection and kind must outlive it.
  PublishedState(Connection& connection, const DatabaseKind& kind, std::string schema);

  /// Whether the tables of c360 are there.
  bool is_made();
  void make();
  /// Waits until no other publish is at work; none begins until this transaction ends.
  void wait_for_turn();

  /// Throws Error(kUnsupported) for what a newer c360 or another kind of target has written.
  database::State read();
  /// The schema's tables and views; what c360 published is taken to have the columns, keys and indexes that it made.
  database::Relations relations(const database::State& state);

  void write_publication(const Plan& plan);
  void write_table(const database::PublishedTable& table);
  void write_view(const PlannedView& view);
  /// Of a table or a view.
  void forget(const std::string& name);

 private:
  void write(const std::vector<Cell>& values);

  Connection& connection_;
  const DatabaseKind& kind_;
  std::string schema_;
  sql::TableDefinition publication_;
  sql::TableDefinition tables_;
};

}  // namespace c360::publish::odbc
