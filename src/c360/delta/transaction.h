// A change of a Delta table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "c360/delta/actions.h"
#include "c360/delta/conflicts.h"
#include "c360/delta/snapshot.h"
#include "c360/delta/table_log.h"

namespace c360::delta {

/// What a transaction became.
struct CommitResult {
  enum class Kind {
    kCommitted,       ///< at `version`
    kAlreadyApplied,  ///< the same application transactions are in the table already: nothing was written
    kConflict,        ///< another change collides: `reason` says which and why; nothing was written
  };
  Kind kind = Kind::kCommitted;
  Version version = 0;  ///< kAlreadyApplied: a version that has them
  std::string reason;
};

/// Actions that become one version, or none of them. One thread at a time; used once.
class Transaction {
 public:
  Transaction(TableLog log, Snapshot read);

  void add(AddFile file);
  void remove(const AddFile& file);
  /// Removes all live files of the snapshot read.
  void remove_all();
  /// New metadata (schema with more nullable columns, configuration, description). Unless the transaction removes all
  /// live files, and would collide with other appends, it must suit the old rows; commit() and prepare() check that.
  void set_metadata(Metadata metadata);
  void set_app_version(const std::string& app_id, std::int64_t version);
  void set_operation(std::string operation, std::map<std::string, std::string> parameters = {});
  /// For people, in history: rows and files written and the like.
  void set_metrics(std::map<std::string, std::string> metrics);
  /// Says that the transaction read no rows of the table (appends), so that other appends do not collide with it.
  void set_blind_append(bool blind);

  /// Commits, after rebasing on what others committed since, where that does not collide. Writes a checkpoint when
  /// delta.checkpointInterval versions (10 by default) have gone by since the last; one that cannot be written is left
  /// to a later commit, since this one stands. Throws Error: kProject (metadata that old rows do not allow), kUsage
  /// (removing rows of an append-only table), kUnsupported (the table needs a feature, named, that c360 does not
  /// write), kIo, kNoSpace; nothing is committed then, except where the store did the work and then could not even
  /// say so when asked again.
  CommitResult commit();

  /// The commit file's text for exactly version read+1: for a change that is written down first and may be completed
  /// by another process with Table::commit_prepared. Throws like commit(), but for kIo and kNoSpace.
  std::string prepare();

 private:
  const Metadata& metadata() const { return metadata_ ? *metadata_ : read_.metadata(); }
  void check() const;
  void check_files() const;
  bool removes_everything() const;
  std::vector<Action> actions() const;
  Intent intent() const;
  bool already_applied() const;
  Version see_newer_commits(ConflictCheck& conflicts, Version from) const;

  TableLog log_;
  Snapshot read_;
  std::vector<AddFile> adds_;
  std::vector<RemoveFile> removes_;
  std::optional<Metadata> metadata_;
  std::vector<Txn> transactions_;
  CommitInfo info_;
  bool blind_ = false;
};

}  // namespace c360::delta
