// A connection and the statements that run on it.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "c360/engine/duckdb/database_state.h"
#include "c360/engine/duckdb/handles.h"
#include "c360/engine/duckdb/own_transaction.h"
#include "c360/engine/duckdb/watchdog.h"
#include "c360/engine/engine.h"

namespace c360::engine {

class SqlWriter;

/// A statement as it goes to the engine.
struct Statement {
  std::string text;
  std::set<std::string> functions = {};  ///< native functions that it calls
  bool all_user = false;                 ///< a user wrote all of it: errors have a place anywhere in it
};

Statement statement(const SqlWriter& writer);

struct Connection::Impl {
  explicit Impl(std::shared_ptr<DatabaseState> shared)
      : database(std::move(shared)), handle(database->connect()), transaction(handle.get()), watchdog(handle.get()) {}
  ~Impl() {
    if (stopped_short && database->has_threads()) database->retire(std::move(handle));
  }

  /// "before QUERY after"
  Statement write(std::string_view before, const sql::Query& query, std::string_view after = {});
  /// Throws Error for what does not compile, and for more than one statement.
  PreparedHandle prepare(const Statement& statement);
  PreparedHandle compile(const Statement& statement);
  /// Lets statements gather groups in arrays that suit the tables seen so far; false if they do already.
  bool fit_arrays();
  /// Runs to the end, all rows in memory.
  void run(const Statement& statement, ResultHandle& result);
  void run(const Statement& statement);
  Error error(const char* engine_text, const Statement& statement);

  std::shared_ptr<DatabaseState> database;
  ConnectionHandle handle;
  OwnTransaction transaction;
  Watchdog watchdog;
  int array_bits = 0;          ///< of the connection; 0: the engine's own choice
  bool stopped_short = false;  ///< a statement failed, or not all of its rows were fetched
};

/// The columns of a compiled statement.
std::vector<ResultColumn> columns_of(duckdb_prepared_statement prepared);

struct Result::Impl {
  Impl(Connection::Impl& owner, Statement text) : connection(&owner), statement(std::move(text)) {}
  ~Impl() {
    if (!ended) connection->stopped_short = true;
  }

  Connection::Impl* connection;
  Statement statement;
  PreparedHandle prepared;
  ResultHandle result;
  std::vector<ResultColumn> columns;
  bool ended = false;
};

/// Starts a query whose rows are fetched as they are asked for.
Result stream(Connection::Impl& connection, Statement statement, const std::vector<std::string>& parameters = {});

/// The engine's optimized plan of a SELECT as JSON, or what is wrong with the text.
std::string optimized_plan(Connection::Impl& connection, std::string_view select_text);

}  // namespace c360::engine
