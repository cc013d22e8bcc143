#include "c360/publish/database/view_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace c360::publish::database {
namespace {

void refuse_stranger(const PlannedView& view, const State& state, const Relation* relation) {
  const std::string& name = view.definition.name;
  if (relation == nullptr || state.find(name) != nullptr || state.find_view(name) != nullptr) return;
  throw Error(ErrorCode::kConflict,
              fmt::format("the schema {} has a relation '{}' that c360 did not publish", view.definition.schema, name),
              "rename or drop it, give the target a schema of its own, or leave the view out in the target's 'tables'");
}

ViewWork plan_view(const PlannedView& planned, const State& state, const Relation* relation) {
  refuse_stranger(planned, state, relation);
  ViewWork work;
  work.planned = planned;
  work.before = state.find_view(work.name());
  work.stands = work.before != nullptr && relation != nullptr;
  work.is_wanted = !work.stands || work.before->fingerprint != planned.fingerprint ||
                   work.before->source != planned.source.to_string() || work.before->stands != relation->text;
  work.report.name = work.name();
  work.report.source = planned.source.to_string();
  work.report.is_view = true;
  return work;
}

std::vector<std::string> names_of(const sql::TableDefinition& view) {
  std::vector<std::string> names;
  for (const sql::ColumnDefinition& column : view.columns) names.push_back(column.name);
  return names;
}

TableReport gone_view(const PublishedView& view) {
  TableReport gone;
  gone.name = view.name;
  gone.source = view.source;
  gone.is_view = true;
  gone.fate = TableReport::Fate::kRemoved;
  return gone;
}

TableReport gone_table(const RemovedTable& removed) {
  TableReport gone;
  gone.name = removed.before->definition.name;
  gone.source = removed.before->source;
  gone.fate = TableReport::Fate::kRemoved;
  gone.deleted = removed.before->rows;
  return gone;
}

}  // namespace

bool ViewWorks::nothing_to_do() const {
  return removed.empty() && become_tables.empty() &&
         std::none_of(views.begin(), views.end(), [](const ViewWork& view) { return view.is_wanted; });
}

ViewWork* ViewWorks::find(const std::string& name) {
  const auto found =
      std::find_if(views.begin(), views.end(), [&](const ViewWork& view) { return view.name() == name; });
  return found == views.end() ? nullptr : &*found;
}

ViewWorks plan_views(const Plan& plan, const State& state, const Relations& relations) {
  ViewWorks works;
  for (const PlannedView& view : plan.views)
    works.views.push_back(plan_view(view, state, find(relations, view.definition.name)));
  for (const auto& [name, view] : state.views) {
    if (plan.find(name) != nullptr)
      works.become_tables.push_back(&view);
    else if (works.find(name) == nullptr)
      works.removed.push_back(&view);
  }
  return works;
}

void check_view_columns(const PlannedView& view, const std::vector<std::string>& names) {
  const std::vector<std::string> wanted = names_of(view.definition);
  if (names == wanted) return;
  throw Error(ErrorCode::kData,
              fmt::format("{}: the columns are {}, but those of the model {} are {}", view.file, fmt::join(names, ", "),
                          view.source.to_string(), fmt::join(wanted, ", ")),
              "nothing was changed; give both the same columns, then c360 run");
}

std::vector<TableReport> reports_of(const Works& tables, const ViewWorks& views) {
  std::vector<TableReport> reports;
  for (const TableWork& work : tables.tables) {
    reports.push_back(work.report);
    if (work.way == Way::kNothing) reports.back().rows = work.before->rows;
  }
  for (const ViewWork& view : views.views) reports.push_back(view.report);
  for (const PublishedView* removed : views.removed) reports.push_back(gone_view(*removed));
  for (const RemovedTable& removed : tables.removed) {
    if (!removed.becomes_view) reports.push_back(gone_table(removed));
  }
  return reports;
}

}  // namespace c360::publish::database
