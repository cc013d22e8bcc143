#include <algorithm>

#include "c360/lakehouse/scan.h"
#include "c360/model/build.h"
#include "c360/pipeline/model_tests.h"
#include "c360/pipeline/stages.h"
#include "c360/pipeline/table_rows.h"
#include "c360/session/session.h"
#include "c360/session/stored_tables.h"

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
  model::test_promises(work.connection(), spec);
}

/// Carries a model over from the moment before as it is, if it was in it.
void keep_model(Work& work, const TableName& name) {
  if (const auto* table = work.before->find(name)) {
    lakehouse::LakeTable lake_table = work.lake.table(name);
    work.after.tables.push_back(*table);
    work.place(name, lakehouse::scan(lake_table.store(), lake_table.log().at_version(table->version)));
  }
  for (const auto& view : work.before->views) {
    if (view.name != name) continue;
    work.after.views.push_back(view);
    work.place_view(name, view.sql);
  }
  for (const auto& folder : work.before->parquet) {
    if (folder.name != name) continue;
    work.after.parquet.push_back(folder);
    work.place(name, session::rows_of_folder(work.lake, folder));
  }
}

bool must_build(const Work& work, const TableName& name) {
  if (work.selected.count(name) == 0) return false;
  return work.options.full || !work.up_to_date(name);
}

/// Whether all that a test reads is there (with --only some of it may never have been built).
bool can_run(Work& work, const project::TestSpec& test) {
  const auto inputs = model::inputs_of(work.connection(), work.project, test);
  return std::all_of(inputs.begin(), inputs.end(),
                     [&](const TableName& name) { return work.catalog.find(name) != nullptr; });
}

void run_tests(Work& work) {
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

/// In a database of their own, where no view of this run is in the way.
void run_model_tests(Work& work) {
  if (work.project.model_tests.empty()) return;
  engine::Database database;
  database.set_calendar({work.project.time_zone, work.project.week_start});
  engine::Connection connection = database.connect();
  for (const project::ModelTestSpec& test : work.project.model_tests) {
    work.step("test", test.name, [&](Step&) { run_model_test(connection, work.project, work.models, test); });
  }
}

}  // namespace

void build_models(Work& work) {
  run_model_tests(work);
  for (const model::Node& node : work.models) {
    work.cancel.check();
    if (must_build(work, node.name())) {
      work.step("build", node.name().to_string(), [&](Step& step) { build_one(work, *node.spec, step); });
    } else if (work.before) {
      keep_model(work, node.name());
    }
  }
  run_tests(work);
}

}  // namespace c360::pipeline
