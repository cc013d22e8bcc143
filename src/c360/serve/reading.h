// The snapshot that answers are read from, and moving on to the next one.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "c360/access/reader.h"
#include "c360/customer/profile.h"
#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/metric/kept.h"
#include "c360/metric/typed_model.h"
#include "c360/model/lineage_graph.h"
#include "c360/project/project.h"
#include "c360/session/session.h"

namespace c360::serve {

/// One snapshot with its project, opened on an engine of its own. What it answers never changes; any thread may ask.
class Reading {
 public:
  /// The current snapshot, all of it. Throws as project::load() and session::Session.
  explicit Reading(project::Project project);
  /// The same snapshot as somebody sees it who may see less.
  Reading(std::shared_ptr<const Reading> whole, session::Access access);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  const project::Project& project() const { return project_; }
  /// nullopt before the first run.
  const std::optional<lakehouse::Moment>& moment() const { return moment_; }
  /// The snapshot's number; 0 before the first run.
  std::int64_t number() const { return moment_ ? moment_->number : 0; }
  const storage::ObjectStore& store() const { return lake_.store(); }
  /// Any thread may call it.
  lakehouse::Lakehouse& lake() const { return lake_; }
  const sql::Dialect& dialect() const { return database_.dialect(); }

  /// A conversation of its own, in which the snapshot's tables are there.
  engine::Connection connect() const { return database_.connect(); }
  /// Whether SQL has a table or view of this name, whatever its case.
  bool has_table(const std::string& schema, const std::string& name) const;
  /// Why a table is not there for who sees less than all; empty for one that is there or that nobody has.
  std::string why_absent(const std::string& schema, const std::string& name) const {
    return session_.why_absent(schema, name);
  }
  /// Tells readings of one snapshot apart by what they show; empty for the whole one.
  const std::string& sight() const { return sight_; }
  const session::Access& access() const { return session_.access(); }
  /// By which masks, filters and views it shows what it shows, as a hash; empty for the whole one. Two snapshots may
  /// have the same.
  const std::string& rules() const { return rules_; }
  /// The project's measures on this snapshot's tables, those too that are not there for who sees less. Throws
  /// Error(kUsage) for a project without any, and where the snapshot is older than what they ask for.
  const metric::TypedModel& model() const;
  /// What the project's measures tell of its customers, without what is not there for who sees less. Throws as model()
  /// and customer::find_customer_key(), and Error(kNotFound) before the first run.
  const customer::CustomerModel& customers() const;
  /// What every table is made of, by the project's files, with its metrics and what is published. Throws
  /// project::ProjectErrors for models whose SQL names what is not there.
  const model::LineageGraph& lineage() const;

  /// What questions may read instead of this snapshot's tables; nullptr for nothing, as at first.
  std::shared_ptr<const metric::Kept> kept() const;
  void keep(std::shared_ptr<const metric::Kept> kept) const;
  /// Whether all is kept that ever will be.
  bool is_settled() const { return is_settled_; }
  void settle() const { is_settled_ = true; }

  /// From now on its engine has so many bytes of memory, or tries again to have them when it is next told.
  void limit_memory(std::uint64_t bytes) const;

 private:
  void note_names();

  std::shared_ptr<const Reading> whole_;  // nullptr: this is it
  project::Project project_;
  std::string sight_;
  mutable engine::Database database_;
  mutable lakehouse::Lakehouse lake_;
  std::optional<lakehouse::Moment> moment_;
  session::Session session_;
  std::string rules_;
  std::set<std::pair<std::string, std::string>> names_;  // in lower case
  mutable std::mutex mutex_;                             // guards the making of what follows
  mutable std::unique_ptr<metric::TypedModel> model_;
  mutable std::unique_ptr<customer::CustomerModel> customers_;
  mutable std::unique_ptr<model::LineageGraph> lineage_;
  mutable std::mutex kept_mutex_;  // guards kept_
  mutable std::shared_ptr<const metric::Kept> kept_;
  mutable std::atomic<bool> is_settled_ = false;
  mutable std::atomic<std::uint64_t> memory_;
};

/// The current reading. Any thread may ask.
class Readings {
 public:
  /// `load` reads the project anew; throws as it and Reading.
  explicit Readings(std::function<project::Project()> load);

  std::shared_ptr<const Reading> current() const;
  /// That of a sight, if somebody with it has asked; nullptr else.
  std::shared_ptr<const Reading> current(const std::string& sight) const;
  /// The current one as this reader sees it, opened when it is first asked for.
  std::shared_ptr<const Reading> of(const access::Reader& reader);
  /// The current one and all that are open of it for who sees less.
  std::vector<std::shared_ptr<const Reading>> open_ones() const;
  /// The newest snapshot as a reading shows it, on an engine of one thread and so many bytes (0: a quarter of the
  /// machine's) that nobody else asks.
  std::shared_ptr<const Reading> open_apart(const Reading& like, std::uint64_t memory) const;
  /// Opens the next snapshot if a run has finished; whoever reads the one before goes on with it. False, and all stays
  /// as it is, where there is none; throws where it cannot be opened.
  bool move_on();

 private:
  /// What readers see who do not see all: whether masks, and by which role's condition.
  using Sight = std::pair<bool, std::string>;
  using Partial = std::map<Sight, std::shared_ptr<const Reading>>;
  static std::shared_ptr<const Reading> open(const std::shared_ptr<const Reading>& whole, const Sight& sight);
  std::shared_ptr<const Reading> find(const Sight& sight) const;
  /// The readings of one snapshot share what memory the project gives to each.
  void share_memory() const;

  std::function<project::Project()> load_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Reading> current_;
  Partial partial_;     // of the current one
  std::mutex opening_;  // held while one of them is opened, so that none is opened twice
};

}  // namespace c360::serve
