// What is to be done about one table of the target.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/publish/database/state.h"
#include "c360/publish/plan.h"
#include "c360/publish/target.h"
#include "c360/sql/query.h"
#include "c360/sql/table_dialect.h"

namespace c360::publish::database {

/// How a table's rows get where they belong.
enum class Way {
  kNothing,     ///< they stand there already
  kCreate,      ///< the table is made and filled
  kDifference,  ///< what changed since the version that stands there is worked out here and sent
  kCompare,     ///< all rows are sent beside the table, and the database finds what differs
  kReplace,     ///< all rows go, and all come again
};

struct TableWork {
  PlannedTable planned;
  const PublishedTable* before = nullptr;  ///< as it was published last
  const Relation* relation = nullptr;      ///< as the database has it now
  Way way = Way::kNothing;
  std::optional<sql::Query> old_rows;  ///< kDifference: the version that stands there
  bool by_copies = false;              ///< kCompare: not by key, but by how often each row is there
  bool rebuilds_keys = false;          ///< columns change that no key or index may have meanwhile
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
  const sql::TableDialect* dialect = nullptr;

  bool nothing_to_do() const;
  /// Whether this table's key is made anew, so that references to it must be, too.
  bool is_key_remade(const std::string& table) const;
  /// Whether more than rows changes: tables come or go, or their columns, keys, references or indexes change.
  bool changes_structure() const;
};

/// What each table needs. `state`, `relations` and the dialect must outlive the result. Throws Error(kConflict) for a
/// table of that name that is not c360's.
Works plan_works(Plan plan, const State& state, const Relations& relations, const sql::TableDialect& dialect,
                 lakehouse::Lakehouse& lake, engine::Connection& engine, bool full);

/// What is remembered of a definition (definition_json.h).
sql::TableDefinition known_part(const sql::TableDefinition& table);

}  // namespace c360::publish::database
