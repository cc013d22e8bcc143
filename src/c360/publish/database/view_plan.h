// What is to be done about the views of a target.
#pragma once

#include <string>
#include <vector>

#include "c360/publish/database/table_work.h"
#include "c360/publish/plan.h"
#include "c360/publish/target.h"

namespace c360::publish::database {

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
ViewWorks plan_views(const Plan& plan, const State& state, const Relations& relations);

/// Throws Error(kData), with the file, for a view that has other columns there than the model has here.
void check_view_columns(const PlannedView& view, const std::vector<std::string>& names);

/// What is said of everything, in the order of the plan, once it is done.
std::vector<TableReport> reports_of(const Works& tables, const ViewWorks& views);

}  // namespace c360::publish::database
