// What a run knows and gathers, from its first step to its last.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

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

/// One run at work. One thread at a time.
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
  const Cancellation& cancel;
  RunReport& report;

  std::optional<lakehouse::Moment> before;  ///< what was current when the run began
  lakehouse::Moment after;                  ///< what will be, as far as it is known
  std::vector<model::Node> models;          ///< in build order
  std::set<lakehouse::TableName> selected;  ///< what --only asks for and what that needs; everything without it
  std::map<std::string, ingest::SourceResult> ingested;  ///< by source
  std::map<lakehouse::TableName, std::string> fingerprints;
  std::optional<sql::Relation> decisions;  ///< the rows of bronze._decisions that this run goes by
  std::string tests_fingerprint;           ///< of the user's tests
  std::vector<TableChange> changes;
  bool publishing = false;   ///< from now on commits may name the changes' files, whatever becomes of the run
  session::Catalog catalog;  ///< every table as this run sees it

  /// The connection that the run's SQL goes through, made when it is first needed.
  engine::Connection& connection();
  /// Makes a table known to this run's SQL.
  void place(const lakehouse::TableName& name, sql::Relation rows);
  void place_view(const lakehouse::TableName& name, const std::string& sql);
  /// Whether the table is what `before` has already.
  bool up_to_date(const lakehouse::TableName& name) const;

  /// Does a step, telling the report and the progress; `work` may fill in rows and detail. A step that throws stands in
  /// the report, too.
  void step(std::string activity, std::string name, const std::function<void(Step&)>& work);
  void note(const std::string& text);
  /// While the step at hand is not the connection's: what tells how far it is, 0 to 1; an empty function ends that.
  void watch(std::function<double()> share);

 private:
  void end(Step& step);
  /// Lets the progress ask the connection.
  void watch_connection();

  std::optional<engine::Connection> connection_;
};

}  // namespace c360::pipeline
