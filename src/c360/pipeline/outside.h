// What a run reaches beyond its lakehouse: the targets of publish: and the databases of connections.yaml. The rooms
// that know them stand above this one and fill it in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/pipeline/progress.h"
#include "c360/project/expression.h"
#include "c360/project/project.h"

namespace c360::pipeline {

/// One thread at a time for publish(), any for the rest. All throw Error; none tells a secret.
class Outside {
 public:
  struct Call {
    const project::Project& project;
    const project::PublishTarget& target;
    const Cancellation& cancel;
  };
  /// Rows for a table of a database.
  struct Load {
    engine::Connection& engine;  ///< sees `rows`
    lakehouse::TableName rows;
    std::string schema;  ///< empty: the database's usual one
    std::string table;
    std::string before;    ///< a statement that runs first, in the same transaction; may be empty
    bool replace = false;  ///< whether rows that are there go first
    /// Whether the columns of a table that is there turn texts into values of their types; else they must have the
    /// types that c360 gives them.
    bool converts = false;
    std::vector<std::string> upsert =
        {};  ///< the columns by which rows are found whose place others take; may be empty
  };
  virtual ~Outside() = default;
  /// Brings a target to the lakehouse's current snapshot; what became of its tables, as `c360 publish --json` tells it.
  virtual project::JsonValue publish(const Call& call, lakehouse::Lakehouse& lake, bool full, Progress& progress) = 0;
  /// Runs a statement in the target's database; the rows that it changed.
  virtual std::int64_t execute(const Call& call, const std::string& statement) = 0;
  /// The first rows of a query there, as objects with whole numbers as such and all else as texts, and whether there
  /// are more than `most`.
  struct Rows {
    project::JsonValue rows;
    bool has_more = false;
  };
  virtual Rows ask(const Call& call, const std::string& query, std::int64_t most) = 0;
  /// Puts rows into a table of the target's database, all or none; their number. A table that is not there is made.
  virtual std::int64_t load(const Call& call, const Load& load) = 0;
};

}  // namespace c360::pipeline
