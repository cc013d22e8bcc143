// What reading and writing a table's log stands on.
#pragma once

#include <optional>
#include <vector>

#include "c360/base/clock.h"
#include "c360/delta/actions.h"
#include "c360/delta/checkpoint.h"
#include "c360/delta/snapshot.h"
#include "c360/storage/object_store.h"

namespace c360::delta {

/// A table's folder, the format of its checkpoints and the clock of its commits; all owned by others.
struct TableLog {
  storage::ObjectStore* store = nullptr;
  const CheckpointFormat* format = nullptr;
  const Clock* clock = nullptr;
};

/// The table at its latest version, or at `version`. A checkpoint that cannot be read is done without where older ones
/// and the commits reach that version. Throws Error: kNotFound (no table, no such version), kUnsupported (a feature, by
/// name), kCorrupt (naming what the log lacks: a version, the protocol, the metadata; or the checkpoint).
Snapshot load_snapshot(const TableLog& log, std::optional<Version> version = std::nullopt);

/// `base` brought up to date by reading only what came after it. Throws like load_snapshot.
Snapshot update_snapshot(const TableLog& log, const Snapshot& base);

/// The live files of the latest version as the log alone has them, also where it holds no metadata.
std::vector<AddFile> load_live_files(const TableLog& log);

/// Writes a checkpoint of the latest version if `interval` versions have gone by since the last one, as
/// _last_checkpoint and `known` have it. A checkpoint only saves work: false if it could not be written.
bool checkpoint_if_due(const TableLog& log, const Snapshot& known, Version committed) noexcept;

}  // namespace c360::delta
