// A Delta table: its snapshots, history and changes. Stands on an ObjectStore alone; Parquet checkpoints are read and
// written through CheckpointFormat, which the caller supplies.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/delta/actions.h"
#include "c360/delta/checkpoint.h"
#include "c360/delta/history.h"
#include "c360/delta/snapshot.h"
#include "c360/delta/table_log.h"
#include "c360/delta/transaction.h"
#include "c360/storage/object_store.h"

namespace c360::delta {

/// A Delta table in a store (its root is the table's folder). Cheap to make and to copy; one thread at a time. The
/// store, the format and the clock must outlive it.
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
  /// The live files of the latest version as the log alone has them, sorted by path, also where it holds no metadata.
  std::vector<AddFile> live_files() const;
  /// Newest first, at most `limit` (0: all).
  std::vector<HistoryEntry> history(std::size_t limit = 0) const;

  /// Creates the table as version 0 with these actions. Throws Error: kConflict if one is there, kProject for a schema
  /// that Delta cannot hold.
  Snapshot create(Metadata metadata, const std::string& operation, const std::vector<AddFile>& files = {},
                  const std::vector<Txn>& transactions = {});
  /// The text of version 0 that create() would write, for commit_prepared(0, …).
  std::string prepare_create(Metadata metadata, const std::string& operation, const std::vector<AddFile>& files = {},
                             const std::vector<Txn>& transactions = {}) const;

  /// A change that starts from `read`.
  Transaction begin(const Snapshot& read);

  /// Commits a text that Transaction::prepare or prepare_create gave, as exactly this version. kCommitted also if this
  /// very text is that version already, kConflict if another is. Throws Error: kCorrupt if the version before is
  /// missing, kIo, kNoSpace.
  CommitResult commit_prepared(Version version, const std::string& text);

  /// Writes a checkpoint of this version and points _last_checkpoint at it; harmless if there is one.
  void checkpoint(const Snapshot& snapshot);

  storage::ObjectStore& store() const { return *log_.store; }
  const CheckpointFormat& format() const { return *log_.format; }
  const Clock& clock() const { return *log_.clock; }

 private:
  TableLog log_;
};

}  // namespace c360::delta
