// Checkpoints: a whole table state in one object (PROTOCOL.md, "Checkpoints", "Last Checkpoint File").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/delta/actions.h"
#include "c360/delta/snapshot.h"
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

/// The version that _last_checkpoint names; nullopt if there is no such file, or none that makes sense. Never to be
/// trusted: that checkpoint may be gone, or newer ones there.
std::optional<Version> hinted_checkpoint_version(const storage::ObjectStore& store);

/// The actions that a checkpoint of this snapshot holds, as JSON lines: protocol, metadata, application transactions,
/// tombstones that were deleted after `keep_tombstones_after` (milliseconds), live files.
std::vector<std::string> checkpoint_lines(const Snapshot& snapshot, std::int64_t keep_tombstones_after);

/// Writes a classic checkpoint of this snapshot, unless there is one, and points _last_checkpoint at it. Tombstones
/// older than delta.deletedFileRetentionDuration are left out. Throws Error(kUnsupported) for a table with a feature
/// that c360 does not write, whose state a checkpoint of ours could lack; Error(kIo, kNoSpace, kEngine).
void write_checkpoint(storage::ObjectStore& store, const CheckpointFormat& format, const Snapshot& snapshot,
                      const Clock& clock);

}  // namespace c360::delta
