#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/pipeline/activities.h"
#include "c360/pipeline/folder_inputs.h"
#include "c360/pipeline/outside.h"

namespace c360::pipeline {
namespace {

/// Those that are known by name, whatever they are: who sends a statement says whether it can be.
std::vector<std::string> database_names(const project::Project& project) {
  std::vector<std::string> names;
  for (const project::PublishTarget& target : project.publish) names.push_back(target.name);
  for (const project::Connection& connection : project.connections)
    if (connection.is_database()) names.push_back(connection.name);
  return names;
}

project::PublishTarget database_of(const Work& work, const Attempt& attempt) {
  const std::string name = attempt.text("target");
  if (auto found = work.project.find_database(name)) return *found;
  throw Error(ErrorCode::kProject, fmt::format("there is no target or database of connections.yaml '{}'", name),
              did_you_mean(name, database_names(work.project)), attempt.activity.input("target")->where);
}

Outside& outside_of(Work& work) {
  if (work.options.outside) return *work.options.outside;
  throw Error(ErrorCode::kUnsupported, "targets cannot be reached from here");
}

std::vector<std::string> upsert_key(const Attempt& attempt, bool replaces) {
  const std::vector<std::string> key = attempt.texts("upsert");
  if (!attempt.input.contains("upsert")) return key;
  if (key.empty()) attempt.refuse("upsert", "a column, or a list of columns");
  if (!replaces) return key;
  throw Error(ErrorCode::kProject, fmt::format("'{}' both replaces all rows and upserts", attempt.activity.name),
              "leave one of 'replace' and 'upsert' out", attempt.activity.input("upsert")->where);
}

}  // namespace

void run_in_target(Runner& runner, Attempt& attempt) {
  Work& work = runner.work();
  const project::PublishTarget target = database_of(work, attempt);
  attempt.rows = outside_of(work).execute({work.project, target, attempt.cancel}, attempt.text("query"));
  attempt.output = {{"rows_changed", attempt.rows}};
}

std::pair<JsonValue, bool> rows_in_target(Runner& runner, const Attempt& attempt, std::int64_t most) {
  Work& work = runner.work();
  const project::PublishTarget target = database_of(work, attempt);
  Outside::Rows rows = outside_of(work).ask({work.project, target, attempt.cancel}, attempt.text("query"), most);
  return {std::move(rows.rows), rows.has_more};
}

void load_rows(Runner& runner, Attempt& attempt) {
  Work& work = runner.work();
  const project::PublishTarget target = database_of(work, attempt);
  engine::Database database;  // of its own: the folder may be a table that the run knows by another version
  engine::Connection connection = database.connect();
  connection.set_cancellation(&attempt.cancel);
  const FolderChoice choice = folder_choice(attempt);
  const FolderRows rows = rows_in_folder(work, attempt, choice, database, connection);
  Outside::Load load{connection,
                     {rows.schema, rows.name},
                     attempt.text("schema", target.schema),
                     attempt.text("table"),
                     attempt.text("before"),
                     attempt.truth("replace", false)};
  load.upsert = upsert_key(attempt, load.replace);
  load.converts = choice.form.options || !choice.columns.added.empty();
  attempt.rows = outside_of(work).load({work.project, target, attempt.cancel}, load);
  attempt.output = {{"rows", attempt.rows}, {"table", load.table}, {"from", rows.is_delta ? "delta" : "files"}};
}

}  // namespace c360::pipeline
