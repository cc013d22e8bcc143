#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/model/build.h"
#include "c360/pipeline/carry_over.h"
#include "c360/pipeline/model_tests.h"
#include "c360/pipeline/stages.h"
#include "c360/pipeline/table_rows.h"
#include "c360/session/session.h"

namespace c360::pipeline {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

void add_table(Work& work, const project::ModelSpec& spec, model::Built built) {
  const TableName name{spec.schema, spec.name};
  work.place(name, rows_of_files(work.lake, name, built.schema, built.written.files));
  work.changes.push_back({name, std::move(built.schema), std::move(built.written.files), spec.description, spec.sql,
                          work.fingerprints.at(name)});
}

void add_view(Work& work, const project::ModelSpec& spec) {
  const TableName name{spec.schema, spec.name};
  work.place_view(name, spec.sql);
  Moment::View view{name, spec.sql, work.fingerprints.at(name), spec.description};
  for (const auto& variant : spec.variants) view.variants[std::string(to_string(variant.language))] = variant.sql;
  work.after.views.push_back(std::move(view));
}

/// Parquet folders are named by the moment file by file; their paths are the lakehouse's.
void add_parquet(Work& work, const project::ModelSpec& spec, const model::Built& built) {
  const TableName name{spec.schema, spec.name};
  const std::string folder = model::parquet_folder(spec, work.report.run_id);
  work.place(name, rows_of_files(work.lake, {spec.schema, folder}, built.schema, built.written.files));
  Moment::ParquetFolder entry{name, {}, built.schema.to_json(), work.fingerprints.at(name), spec.description, spec.sql};
  for (const auto& file : built.written.files) entry.files.push_back(spec.schema + "/" + folder + "/" + file.path);
  work.after.parquet.push_back(std::move(entry));
}

void build_one(Work& work, const project::ModelSpec& spec, Step& step) {
  model::Built built = model::build(work.connection(), work.lake, spec, work.report.run_id);
  step.rows = built.written.rows;
  drop_table(work, {spec.schema, spec.name});
  work.made_anything = true;
  switch (spec.materialize) {
    case project::Materialize::kTable:
      add_table(work, spec, std::move(built));
      break;
    case project::Materialize::kView:
      add_view(work, spec);
      break;
    case project::Materialize::kParquet:
      add_parquet(work, spec, built);
      break;
  }
  try {
    model::test_promises(work.connection(), spec);
  } catch (...) {
    drop_table(work, {spec.schema, spec.name});  // whatever becomes of the run, it shows no rows that break a promise
    throw;
  }
}

bool must_build(const Work& work, const TableName& name) {
  if (work.options.full) return !work.made_by_this_run(name);
  return !work.up_to_date(name);
}

/// The models and those that they read; those alone that --only leaves in.
void add_with_inputs(const Work& work, const TableName& name, std::set<TableName>& all) {
  for (const model::Node& node : work.models) {
    if (node.name() != name || work.selected.count(name) == 0 || !all.insert(name).second) continue;
    for (const TableName& input : node.inputs) add_with_inputs(work, input, all);
  }
}

/// All that models may read as it stands: what was refined by this run, else as it was before.
void settle_inputs(Work& work) {
  for (const auto& source : work.project.sources) settle_bronze(work, source);
  for (const auto& contract : work.project.contracts) {
    if (work.after.find({"silver", contract.entity}) == nullptr && !made(work, {"silver", contract.entity}))
      carry_over_entity(work, contract);
  }
  for (const auto& table : work.after.tables) work.fingerprints[table.name] = table.fingerprint;
  for (const auto& change : work.changes) work.fingerprints[change.name] = change.fingerprint;
}

/// Whether all that a test reads is there (with --only some of it may never have been built).
bool can_run(Work& work, const project::TestSpec& test) {
  const auto inputs = model::inputs_of(work.connection(), work.project, test);
  return std::all_of(inputs.begin(), inputs.end(), [&](const TableName& name) { return made(work, name); });
}

void require_inputs(const Work& work, const model::Node& node) {
  for (const TableName& input : node.inputs) {
    if (input.layer == "raw" || made(work, input)) continue;
    throw Error(ErrorCode::kProject,
                node.name().to_string() + " reads " + input.to_string() + ", which no run has made yet",
                "refine or build it first; `c360 run` does all of it");
  }
}

void build_or_carry_over(Work& work, const model::Node& node, bool asked) {
  if (asked && must_build(work, node.name())) {
    place_carried_over(work);
    require_inputs(work, node);
    work.step("build", node.name().to_string(), [&](Step& step) { build_one(work, *node.spec, step); });
  } else if (!made(work, node.name())) {
    carry_over_model(work, node.name());
  }
}

}  // namespace

void pass_model_tests(Work& work) {
  if (std::exchange(work.model_tests_passed, true) || work.project.model_tests.empty()) return;
  engine::Database database;  // of their own, where no view of this run is in the way
  database.set_calendar({work.project.time_zone, work.project.week_start});
  engine::Connection connection = database.connect();
  for (const project::ModelTestSpec& test : work.project.model_tests) {
    work.step("test", test.name, [&](Step&) { run_model_test(connection, work.project, work.models, test); });
  }
}

void pass_tests(Work& work) {
  bool all = true;
  for (const project::TestSpec& test : work.project.tests) {
    if (can_run(work, test)) {
      work.step("test", test.name, [&](Step&) { model::run_test(work.connection(), test); });
    } else {
      all = false;
    }
  }
  if (all) work.after.tests = work.tests_fingerprint;
}

void build_models(Work& work, const std::set<TableName>& models) {
  settle_inputs(work);
  take_model_fingerprints(work);
  std::set<TableName> all;
  for (const TableName& name : models) add_with_inputs(work, name, all);
  const bool any = std::any_of(all.begin(), all.end(), [&](const TableName& name) { return must_build(work, name); });
  if (!any) return;
  place_carried_over(work);
  check_across_tables(work);
  pass_model_tests(work);
  for (const model::Node& node : work.models) {
    work.cancel.check();
    build_or_carry_over(work, node, all.count(node.name()) > 0);
  }
}

}  // namespace c360::pipeline
