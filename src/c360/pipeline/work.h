// What a run knows and gathers, from its first step to its last.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "c360/contract/refine.h"
#include "c360/delta/schema.h"
#include "c360/engine/engine.h"
#include "c360/ingest/ingest.h"
#include "c360/lakehouse/moment.h"
#include "c360/model/graph.h"
#include "c360/pipeline/run.h"
#include "c360/session/catalog.h"

namespace c360::pipeline {

/// A table whose rows this run has written anew and will commit when its accounts balance.
struct TableChange {
  lakehouse::TableName name;
  delta::Schema schema;
  std::vector<delta::AddFile> files;
  std::string description;
  std::string sql;  ///< of a model
  std::string fingerprint;
};

/// One run at work. One thread at a time, but for record() and note().
class Work {
 public:
  Work(const project::Project& project, lakehouse::Lakehouse& lake, const RunOptions& options, Progress& progress,
       const Cancellation& cancel, RunReport& report);
  ~Work();
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  const project::Project& project;
  lakehouse::Lakehouse& lake;
  const RunOptions& options;
  Progress& progress;
  const Cancellation& asked_to_stop;  ///< the whole run
  Cancellation cancel;                ///< the same, and the deadline of the activity at hand
  RunReport& report;

  std::optional<lakehouse::Moment> before;  ///< what was current when the run began
  lakehouse::Moment after;                  ///< what will be, as far as it is known
  std::vector<model::Node> models;          ///< in build order
  std::set<lakehouse::TableName> selected;  ///< what --only asks for and what that needs; everything without it
  std::map<std::string, ingest::SourceIngest> landed;    ///< by source: new files are taken in, and not yet copied
  std::map<std::string, ingest::SourceResult> ingested;  ///< by source
  std::set<std::string> settled_sources;                 ///< whose bronze stands in `after`
  std::map<lakehouse::TableName, std::string> fingerprints;
  std::optional<sql::Relation> decisions;  ///< the rows of bronze._decisions that this run goes by
  bool decisions_taken = false;
  std::string tests_fingerprint;  ///< of the user's tests
  std::vector<TableChange> changes;
  std::vector<lakehouse::TableName> unplaced;  ///< carried over into `after`, and not yet known to this run's SQL
  std::optional<contract::CrossCheckResults> across;  ///< what the cross-table checks found, once they were run
  bool model_tests_passed = false;
  bool made_anything = false;  ///< of silver or gold
  bool all_refined = false;    ///< everything selected was brought up to date
  bool all_built = false;
  std::string within;        ///< the pipeline's activity that steps are done for
  bool publishing = false;   ///< from now on commits may name the changes' files, whatever becomes of the run
  session::Catalog catalog;  ///< every table as this run sees it

  /// The connection that the run's SQL goes through, made when it is first needed.
  engine::Connection& connection();
  /// Makes a table known to this run's SQL.
  void place(const lakehouse::TableName& name, sql::Relation rows);
  void place_view(const lakehouse::TableName& name, const std::string& sql);
  /// Whether the table is as it should be: this run has made it so already, or `before` has it.
  bool up_to_date(const lakehouse::TableName& name) const;
  bool made_by_this_run(const lakehouse::TableName& name) const;

  /// Does a step, telling the report and the progress; `work` may fill in rows and detail. A step that throws stands in
  /// the report, too.
  void step(std::string activity, std::string name, const std::function<void(Step&)>& work);
  /// How many steps there are, and the rows of those of a kind from one on, by their names, that were done for the
  /// activity at hand. Any thread.
  std::size_t steps_so_far();
  std::map<std::string, std::int64_t> rows_of_steps(const std::string& activity, std::size_t from);
  /// Puts a step that was not done by step() into the report, and tells it. Any thread.
  void record(const Step& step);
  void tell_start(const Step& step);
  /// Any thread.
  void note(const std::string& text);
  /// While the step at hand is not the connection's: what tells how far it is, 0 to 1; an empty function ends that.
  void watch(std::function<double()> share);

 private:
  void end(Step& step);
  const std::string* fingerprint_made(const lakehouse::TableName& name) const;
  /// Lets the progress ask the connection.
  void watch_connection();

  std::optional<engine::Connection> connection_;
  std::mutex telling_;  // guards the report's steps and notes, and calls of the progress that tell of them
};

}  // namespace c360::pipeline
