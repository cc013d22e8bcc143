// Views of the target, which read the tables beside them: made in PostgreSQL's own SQL, in the transaction that changes
// the tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/publish/plan.h"
#include "c360/publish/postgres/connection.h"
#include "c360/publish/postgres/state.h"
#include "c360/publish/postgres/table_work.h"
#include "c360/publish/target.h"

namespace c360::publish::postgres {

struct ViewWork {
  PlannedView planned;
  const PublishedView* before = nullptr;  ///< as it was published last
  bool stands = false;                    ///< it is in the database now
  bool is_wanted = false;                 ///< it is to be made, or replaced
  TableReport report;

  const std::string& name() const { return planned.definition.name; }
};

/// All views of the plan, and those that were published before and are no longer, or are tables now.
struct ViewWorks {
  std::vector<ViewWork> views;
  std::vector<const PublishedView*> removed;
  std::vector<const PublishedView*> become_tables;

  bool nothing_to_do() const;
  ViewWork* find(const std::string& name);
};

/// What each view needs. `state` must outlive the result. Throws Error(kConflict) for a relation of that name that is
/// not c360's.
ViewWorks plan_views(const Plan& plan, const State& state, const std::map<std::string, Relation>& relations);

/// Before tables change their structure: drops views that go, and those that stand in the way of a change of columns
/// or keys, which bring_views() makes again. Throws RefusedError, with their names, where others depend on them.
void drop_views(Connection& connection, const std::string& schema, const Works& works, ViewWorks& views,
                const std::map<std::string, Relation>& relations);

/// Once the tables are whole: makes and replaces what is wanted, each after what it reads. A view whose columns
/// change is dropped and made anew where nothing of others depends on it. Throws Error(kData), with the file, for a
/// SELECT that the database refuses or whose columns are not the model's.
void bring_views(Connection& connection, ViewWorks& views);

}  // namespace c360::publish::postgres
