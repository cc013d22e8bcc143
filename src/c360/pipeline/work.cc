#include "c360/pipeline/work.h"

#include <algorithm>

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
    : project(project_),
      lake(lake_),
      options(options_),
      progress(progress_),
      asked_to_stop(cancel_),
      cancel(cancel_),
      report(report_) {}

Work::~Work() {
  progress.watch({});
}

const std::string* Work::fingerprint_made(const lakehouse::TableName& name) const {
  const auto is_this = [&](const auto& entry) { return entry.name == name; };
  const auto change = std::find_if(changes.begin(), changes.end(), is_this);
  if (change != changes.end()) return &change->fingerprint;
  const auto view = std::find_if(after.views.begin(), after.views.end(), is_this);
  if (view != after.views.end()) return &view->fingerprint;
  const auto folder = std::find_if(after.parquet.begin(), after.parquet.end(), is_this);
  return folder == after.parquet.end() ? nullptr : &folder->fingerprint;
}

bool Work::made_by_this_run(const lakehouse::TableName& name) const {
  const std::string* made = fingerprint_made(name);
  const auto wanted = fingerprints.find(name);
  return made != nullptr && wanted != fingerprints.end() && *made == wanted->second;
}

void Work::record(const Step& step) {
  const std::lock_guard lock(telling_);
  report.steps.push_back(step);
  if (step.status == Step::Status::kSucceeded) progress.finished(step);
}

std::size_t Work::steps_so_far() {
  const std::lock_guard lock(telling_);
  return report.steps.size();
}

std::map<std::string, std::int64_t> Work::rows_of_steps(const std::string& activity, std::size_t from) {
  const std::lock_guard lock(telling_);
  std::map<std::string, std::int64_t> rows;
  for (std::size_t at = from; at < report.steps.size(); ++at) {
    const Step& step = report.steps[at];
    if (step.activity == activity && step.within == within) rows[step.name] += step.rows;
  }
  return rows;
}

void Work::tell_start(const Step& step) {
  const std::lock_guard lock(telling_);
  progress.started(step);
}

void Work::step(std::string activity, std::string name, const std::function<void(Step&)>& work) {
  cancel.check();
  Step step;
  step.activity = std::move(activity);
  step.name = std::move(name);
  step.started = lake.clock().now();
  step.within = within;
  tell_start(step);
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
}

void Work::end(Step& step) {
  step.seconds = static_cast<double>(lake.clock().now() - step.started) / 1e6;
  record(step);
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
  if (made_by_this_run(name)) return true;
  const auto wanted = fingerprints.find(name);
  return before && wanted != fingerprints.end() && fingerprint_in(*before, name) == wanted->second;
}

void Work::note(const std::string& text) {
  const std::lock_guard lock(telling_);
  progress.note(text);
  report.notes.push_back(text);
}

}  // namespace c360::pipeline
