// One conversation in SQL over one moment of a lakehouse.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"
#include "c360/session/access.h"
#include "c360/session/catalog.h"
#include "c360/session/memory_table.h"
#include "c360/session/visible_moment.h"

namespace c360::session {

/// What SQL sees: the schemas bronze, silver, quarantine, gold and the models' others as they are in the moment, `meta`
/// about them, and, given a project, `raw`: its source files themselves. The lakehouse and the project must outlive it;
/// one thread at a time, except interrupt() of its connection.
class Session {
 public:
  /// `moment` may be nullopt (before the first run): then only raw and meta have tables. The database gets the calendar
  /// (local_time, week_of) of the moment, or of the project where there is none. Throws Error where a table of the
  /// moment cannot be read. A reader with less than full access sees masks, rows and tables by it; raw is not there
  /// then, and the database is to be that of this session alone.
  Session(lakehouse::Lakehouse& lake, const project::Project* project, const std::optional<lakehouse::Moment>& moment,
          Access access = {});

  /// Runs one statement of the user's; `delta_scan('path')` in a SELECT reads any Delta table, at its latest version.
  engine::Result query(const std::string& text, const std::vector<std::string>& parameters = {});

  engine::Connection& connection() { return connection_; }
  const Catalog& catalog() const { return catalog_; }
  const Access& access() const { return access_; }
  /// What two sessions have in common that show the same of a moment: the SELECT behind every name, and the key of the
  /// masks, which cannot be told from it.
  std::string rules() const;
  /// Why a table is not there for this access, whatever the case of its name; empty for one that is there, and for one
  /// that nobody has.
  std::string why_absent(const std::string& schema, const std::string& name) const;

 private:
  /// Sources whose files come over a network get their tables in raw with the first statement that may name one.
  void add_far_sources();

  lakehouse::Lakehouse& lake_;
  Access access_;
  Absences absences_;
  std::shared_ptr<MemoryTables> memory_;
  Catalog catalog_;
  engine::Connection connection_;
  std::vector<std::pair<const project::Project*, const project::Source*>> far_sources_;  ///< not in raw yet
  std::map<std::string, std::string> delta_scans_;                                       ///< path → name of its view
};

/// In which days, hours and weeks a moment's views are told: those of the run that made it, whatever c360.yaml says
/// since; the project's where there was no run.
engine::Calendar calendar_of(const project::Project* project, const std::optional<lakehouse::Moment>& moment);

/// Adds a moment's tables, views and Parquet folders to a catalog.
void add_moment(Catalog& catalog, lakehouse::Lakehouse& lake, const lakehouse::Moment& moment);

}  // namespace c360::session
