// A Delta table: its snapshots, history and transactions. Stands on an ObjectStore alone; Parquet checkpoints are read
// and written through CheckpointFormat, which the caller supplies.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/delta/actions.h"
#include "c360/storage/object_store.h"

namespace c360::delta {

/// Reads and writes the Parquet files of checkpoints. Implementations are safe to call from any thread.
class CheckpointFormat {
 public:
  virtual ~CheckpointFormat() = default;
  /// All actions of one checkpoint file (a path in `store`), each as the JSON line it would have in a commit file.
  virtual std::vector<std::string> read(const storage::ObjectStore& store, const std::string& path) const = 0;
  /// Writes the actions (JSON lines) as one checkpoint file with the columns that the protocol names; put if absent.
  /// Its size in bytes.
  virtual std::uint64_t write(storage::ObjectStore& store, const std::string& path,
                              const std::vector<std::string>& lines) const = 0;
};

/// A table at one version. A value: immutable, any thread may read it.
class Snapshot {
 public:
  Version version() const;
  const Protocol& protocol() const;
  const Metadata& metadata() const;
  const Schema& schema() const { return metadata().schema; }
  /// The live files, sorted by path.
  const std::vector<AddFile>& files() const;
  /// Tombstones that a vacuum must still respect.
  const std::vector<RemoveFile>& tombstones() const;
  /// How far an application has come; nullopt if it never committed.
  std::optional<std::int64_t> app_version(const std::string& app_id) const;
  const std::vector<Txn>& transactions() const;
  /// When this version was committed (the commit file's time, milliseconds; made monotonous).
  std::int64_t timestamp() const;

  struct State;
  explicit Snapshot(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  const State& state() const { return *state_; }

 private:
  std::shared_ptr<const State> state_;
};

/// One commit, as history tells it.
struct HistoryEntry {
  Version version = 0;
  std::int64_t timestamp = 0;  ///< milliseconds
  CommitInfo info;             ///< empty operation where the commit tells nothing
};

class Transaction;

/// A Delta table in a store (its root is the table's folder). Cheap to make; one thread at a time. The store, the
/// format and the clock must outlive it.
class Table {
 public:
  Table(storage::ObjectStore& store, const CheckpointFormat& format, const Clock& clock = Clock::system());

  /// Whether there is a log at all.
  bool exists() const;
  /// Throws Error: kNotFound (no table, no such version), kUnsupported (a feature, by name), kCorrupt (naming what the
  /// log lacks: a version, the protocol, the metadata).
  Snapshot latest() const;
  Snapshot at_version(Version version) const;
  /// The last version committed at or before the time (milliseconds).
  Snapshot at_timestamp(std::int64_t timestamp) const;
  /// `base` brought up to date by reading only what came after it.
  Snapshot update(const Snapshot& base) const;
  /// Newest first, at most `limit` (0: all).
  std::vector<HistoryEntry> history(std::size_t limit = 0) const;

  /// Creates the table as version 0 with these actions. Throws Error(kAlreadyExists-like kConflict) if one is there.
  Snapshot create(Metadata metadata, const std::string& operation, const std::vector<AddFile>& files = {},
                  const std::vector<Txn>& transactions = {});

  /// A change that starts from `read`.
  Transaction begin(const Snapshot& read);

  /// Writes a checkpoint of this version and points _last_checkpoint at it; harmless if there is one.
  void checkpoint(const Snapshot& snapshot);

  storage::ObjectStore& store() const { return *store_; }
  const CheckpointFormat& format() const { return *format_; }
  const Clock& clock() const { return *clock_; }

 private:
  storage::ObjectStore* store_;
  const CheckpointFormat* format_;
  const Clock* clock_;
};

/// What a transaction became.
struct CommitResult {
  enum class Kind {
    kCommitted,       ///< at `version`
    kAlreadyApplied,  ///< the same application transaction is in the table already: nothing was written
    kConflict,        ///< another change collides: `reason` says which and why; nothing was written
  };
  Kind kind = Kind::kCommitted;
  Version version = 0;
  std::string reason;
};

/// Actions that become one version, or none of them. One thread at a time; used once.
class Transaction {
 public:
  Transaction(Table table, Snapshot read);

  void add(AddFile file);
  void remove(const AddFile& file);
  /// Removes all live files of the snapshot read.
  void remove_all();
  /// New metadata (schema with more nullable columns, configuration, description). Throws Error(kProject) for a change
  /// that old rows do not allow.
  void set_metadata(Metadata metadata);
  void set_app_version(const std::string& app_id, std::int64_t version);
  void set_operation(std::string operation, std::map<std::string, std::string> parameters = {});
  /// Says that the transaction read no rows of the table (appends), so that other appends do not collide with it.
  void set_blind_append(bool blind);

  /// Commits, after rebasing on what others committed since, where that does not collide. Writes a checkpoint every
  /// checkpointInterval versions (10 by default). Throws Error(kIo, kNoSpace, …).
  CommitResult commit();

  /// The commit file's text for exactly version read+1, and committing just that text: for a change that is written
  /// down first and may be completed by another process. Returns kCommitted also if this very text is that version
  /// already.
  std::string prepare();
  static CommitResult commit_prepared(Table& table, Version version, const std::string& text);

 private:
  Table table_;
  Snapshot read_;
  std::vector<AddFile> adds_;
  std::vector<RemoveFile> removes_;
  std::optional<Metadata> metadata_;
  std::vector<Txn> transactions_;
  CommitInfo info_;
};

}  // namespace c360::delta
