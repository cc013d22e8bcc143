// What is to be done about one table of the target.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/publish/plan.h"
#include "c360/publish/postgres/state.h"
#include "c360/publish/target.h"
#include "c360/sql/query.h"

namespace c360::publish::postgres {

/// How a table's rows get where they belong.
enum class Way {
  kNothing,     ///< they stand there already
  kCreate,      ///< the table is made and filled
  kDifference,  ///< what changed since the version that stands there is worked out here and sent
  kCompare,     ///< all rows are sent beside the table, and the database finds what differs
};

struct TableWork {
  PlannedTable planned;
  const PublishedTable* before = nullptr;  ///< as it was published last
  const Relation* relation = nullptr;      ///< as the database has it now
  Way way = Way::kNothing;
  std::optional<sql::Query> old_rows;  ///< kDifference: the version that stands there
  bool by_copies = false;              ///< kCompare: not by key, but by how often each row is there
  TableReport report;

  const sql::TableDefinition& definition() const { return planned.definition; }
  const std::string& name() const { return planned.definition.name; }
};

/// A table that was published before and no longer is.
struct RemovedTable {
  const PublishedTable* before;
  const Relation* relation;  ///< nullptr if it is gone already
  bool becomes_view = false;
};

/// All tables of the plan, parents first, and those that were published before and are no longer in it.
struct Works {
  std::vector<TableWork> tables;
  std::vector<RemovedTable> removed;

  bool nothing_to_do() const;
  /// Whether this table's key is made anew, so that references to it must be, too.
  bool is_key_remade(const std::string& table) const;
};

/// What each table needs. `state` and `relations` must outlive the result. Throws Error(kConflict) for a table of that
/// name that is not c360's.
Works plan_works(Plan plan, const State& state, const std::map<std::string, Relation>& relations,
                 lakehouse::Lakehouse& lake, engine::Connection& engine, bool full);

}  // namespace c360::publish::postgres
