// Quarantined rows as people see them: the record as it came, what is wrong with it, and what was decided about it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"
#include "c360/sql/query.h"

namespace c360::quarantine {

/// Where quarantined rows are read: the tables of a moment, by a connection that sees them under their names, and the
/// lakehouse, which knows of decisions that no run has seen yet. All owned by others; one thread at a time.
struct Place {
  engine::Connection& connection;
  lakehouse::Lakehouse& lake;
  const project::Project& project;
  const lakehouse::Moment& moment;
};

/// One quarantined row, with the record as it came.
struct Row {
  std::string file;
  std::int64_t file_no = 0;  ///< which version of the file: each has a number of its own
  std::int64_t row = 0;      ///< the record's number in it
  std::vector<std::string> reasons;
  std::string message;
  std::string decision;     ///< "release", "dismiss", or empty while it is open
  bool is_pending = false;  ///< the next run will see the decision; the last one did not
  std::vector<std::pair<std::string, std::optional<std::string>>> record;
};

enum class Decided { kAny, kNo, kYes };

/// Which rows of an entity's quarantine are meant; all that is given must hold.
struct Filter {
  std::string file;
  std::optional<std::int64_t> file_no;
  std::vector<std::int64_t> rows;  ///< of the file
  std::string reason;              ///< "type(order_date)", or its rule or column alone
  bool no_other_reason = false;    ///< and quarantined for nothing that `reason` does not mean
  std::string condition;           ///< an SQL expression over the columns of the quarantine table
  Decided decided = Decided::kAny;
  std::optional<std::pair<std::int64_t, std::int64_t>> after;  ///< file number and row: those that come later
};

/// Throws Error(kUsage), with the nearest name, for an entity that the moment does not have.
void check_entity(const lakehouse::Moment& moment, const std::string& entity);
/// Throws Error(kUsage) for a reason that no row of the entity (of any, if it is empty) has, while others have some.
void check_reason(const lakehouse::Moment& moment, const std::string& entity, const std::string& reason);
/// "type(order_date)" is meant by itself, by "type" and by "order_date"; everything is meant by nothing.
bool is_meant(const std::string& reason, const std::string& wanted);

/// All columns of the quarantine table but with _decision as it stands now, and kPending: whether no run has seen that
/// yet. Throws as check_entity, and Error(kUsage) for a condition that is not one expression over these columns.
sql::Query rows_query(const Place& place, const std::string& entity, const Filter& filter);
inline constexpr const char* kPending = "__pending";

/// Calls `use` with one row after another in the order of their arrival, until it returns false. Throws as rows_query.
void for_each_row(const Place& place, const std::string& entity, const Filter& filter,
                  const std::function<bool(const Row&)>& use);

/// How many decisions no run has seen yet.
std::int64_t pending_decisions(const Place& place);

}  // namespace c360::quarantine
