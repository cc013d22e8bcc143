#include "c360/pipeline/work.h"

#include "c360/base/error.h"

namespace c360::pipeline {
namespace {

/// The fingerprint of a table, view or Parquet folder in a moment; "" if it is not in it.
std::string fingerprint_in(const lakehouse::Moment& moment, const lakehouse::TableName& name) {
  if (const auto* table = moment.find(name)) return table->fingerprint;
  for (const auto& view : moment.views) {
    if (view.name == name) return view.fingerprint;
  }
  for (const auto& folder : moment.parquet) {
    if (folder.name == name) return folder.fingerprint;
  }
  return {};
}

}  // namespace

Work::Work(const project::Project& project_, lakehouse::Lakehouse& lake_, const RunOptions& options_,
           Progress& progress_, const Cancellation& cancel_, RunReport& report_)
    : project(project_), lake(lake_), options(options_), progress(progress_), cancel(cancel_), report(report_) {}

Work::~Work() {
  progress.watch({});
}

void Work::step(std::string activity, std::string name, const std::function<void(Step&)>& work) {
  cancel.check();
  Step step;
  step.activity = std::move(activity);
  step.name = std::move(name);
  step.started = lake.clock().now();
  progress.started(step);
  try {
    work(step);
  } catch (const std::exception& error) {
    const auto* ours = dynamic_cast<const Error*>(&error);
    const bool cancelled = ours != nullptr && ours->code() == ErrorCode::kCancelled;
    step.status = cancelled ? Step::Status::kCancelled : Step::Status::kFailed;
    step.error = cancelled ? "" : error.what();
    end(step);
    throw;
  }
  end(step);
  progress.finished(step);
}

void Work::end(Step& step) {
  step.seconds = static_cast<double>(lake.clock().now() - step.started) / 1e6;
  report.steps.push_back(step);
}

engine::Connection& Work::connection() {
  if (!connection_) {
    connection_ = lake.database().connect();
    connection_->set_cancellation(&cancel);
    if (progress.is_watching()) connection_->keep_progress();
    watch_connection();
  }
  return *connection_;
}

void Work::watch_connection() {
  progress.watch([this] { return connection_->progress(); });
}

void Work::watch(std::function<double()> share) {
  if (share) {
    progress.watch([share = std::move(share)] { return 100 * share(); });
  } else if (connection_) {
    watch_connection();
  } else {
    progress.watch({});
  }
}

void Work::place(const lakehouse::TableName& name, sql::Relation rows) {
  catalog.add(name, std::move(rows));
  connection().create_schema(name.layer);
  connection().create_view({name.layer, name.name}, *catalog.find(name));
}

void Work::place_view(const lakehouse::TableName& name, const std::string& sql) {
  catalog.add_view(name, sql);
  connection().create_schema(name.layer);
  connection().create_view({name.layer, name.name}, *catalog.find(name));
}

bool Work::up_to_date(const lakehouse::TableName& name) const {
  const auto wanted = fingerprints.find(name);
  return before && wanted != fingerprints.end() && fingerprint_in(*before, name) == wanted->second;
}

void Work::note(const std::string& text) {
  progress.note(text);
  report.notes.push_back(text);
}

}  // namespace c360::pipeline
