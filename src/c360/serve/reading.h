// The snapshot that answers are read from, and moving on to the next one.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "c360/customer/profile.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/metric/typed_model.h"
#include "c360/project/project.h"
#include "c360/session/session.h"

namespace c360::serve {

/// One snapshot with its project, opened on an engine of its own. Never changes; any thread may ask.
class Reading {
 public:
  /// Throws as project::load() and session::Session.
  explicit Reading(project::Project project);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  const project::Project& project() const { return project_; }
  /// nullopt before the first run.
  const std::optional<lakehouse::Moment>& moment() const { return moment_; }
  /// The snapshot's number; 0 before the first run.
  std::int64_t number() const { return moment_ ? moment_->number : 0; }
  const storage::ObjectStore& store() const { return lake_.store(); }
  const sql::Dialect& dialect() const { return database_.dialect(); }

  /// A conversation of its own, in which the snapshot's tables are there.
  engine::Connection connect() const { return database_.connect(); }
  /// Whether SQL has a table or view of this name, whatever its case.
  bool has_table(const std::string& schema, const std::string& name) const;
  /// The project's measures on this snapshot's tables. Throws Error(kUsage) for a project without any, and where the
  /// snapshot is older than what they ask for.
  const metric::TypedModel& model() const;
  /// What the project's measures tell of its customers. Throws as model() and customer::find_customer_key(),
  /// and Error(kNotFound) before the first run.
  const customer::CustomerModel& customers() const;

 private:
  project::Project project_;
  mutable engine::Database database_;
  mutable lakehouse::Lakehouse lake_;
  std::optional<lakehouse::Moment> moment_;
  session::Session session_;
  std::set<std::pair<std::string, std::string>> names_;  // in lower case
  mutable std::mutex mutex_;                             // guards the making of what follows
  mutable std::unique_ptr<metric::TypedModel> model_;
  mutable std::unique_ptr<customer::CustomerModel> customers_;
};

/// The current reading. Any thread may ask.
class Readings {
 public:
  /// `load` reads the project anew; throws as it and Reading.
  explicit Readings(std::function<project::Project()> load);

  std::shared_ptr<const Reading> current() const;
  /// Opens the next snapshot if a run has finished; whoever reads the one before goes on with it. False, and all stays
  /// as it is, where there is none; throws where it cannot be opened.
  bool move_on();

 private:
  std::function<project::Project()> load_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Reading> current_;
};

}  // namespace c360::serve
