// Statements that users write. If they read late tables, they are planned before they run, so that those tables can be
// told what is asked of them.
#include <utility>

#include "c360/base/error.h"
#include "c360/engine/duckdb/connection_impl.h"

namespace c360::engine {

namespace {

/// Empty for what cannot be planned: no SELECT, or an error that running it will tell better.
RowConditions conditions_of(Connection::Impl& connection, std::string_view text) {
  const LateTables::Use columns_only(connection.database->late_tables());
  try {
    return read_row_conditions(optimized_plan(connection, text), LateTables::kStandIn);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kCancelled) throw;
    return {};
  }
}

}  // namespace

// The plan and the statement it is for stand in one transaction: there now() is the same, and what else the plan took
// for granted. Only a SELECT leaves it open, for its rows; whatever else a statement does is done when it has run.
Result Connection::query_user_sql(std::string_view text, const std::vector<std::string>& parameters) {
  Statement statement{std::string(text), {}, true};
  if (impl_->database->late_tables().empty()) return stream(*impl_, std::move(statement), parameters);
  OwnTransaction& transaction = impl_->transaction;
  transaction.begin();
  try {
    RowConditions conditions = conditions_of(*impl_, text);
    if (conditions.empty()) transaction.end();
    const LateTables::Use use(impl_->database->late_tables(), std::move(conditions));
    Result result = stream(*impl_, std::move(statement), parameters);
    const duckdb_statement_type type = duckdb_prepared_statement_type(result.impl().prepared.get());
    type == DUCKDB_STATEMENT_TYPE_SELECT ? transaction.leave() : transaction.end();
    if (type == DUCKDB_STATEMENT_TYPE_TRANSACTION) transaction.look_for_users();
    return result;
  } catch (...) {
    transaction.end();
    transaction.look_for_users();
    throw;
  }
}

}  // namespace c360::engine
