// Which files of the log make up one version of a table (PROTOCOL.md, "Action Reconciliation", "Checkpoints").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/delta/actions.h"
#include "c360/storage/object_store.h"

namespace c360::delta {

struct CommitFile {
  Version version = 0;
  std::int64_t timestamp = 0;  ///< the file's modification time in milliseconds, made later than the one before it
};

/// A checkpoint, if there is one, and every commit after it up to `version`, without a gap.
struct LogSegment {
  Version version = -1;
  std::int64_t timestamp = 0;  ///< of `version`, milliseconds
  Version checkpoint_version = -1;
  std::vector<std::string> checkpoint_files;
  std::vector<CommitFile> commits;
};

/// The segment of the latest version, or of `version`. Reads _last_checkpoint only as a hint: what it says is checked
/// against the listing, and a wrong or missing one costs one more listing. Throws Error: kNotFound (no log, no such
/// version), kCorrupt (a gap, naming the missing version), kUnsupported (v2Checkpoint, where only such a one is left).
LogSegment find_log_segment(const storage::ObjectStore& store, std::optional<Version> version = std::nullopt);

/// Another segment for the same version: one whose checkpoint, if it has one, is older. nullopt where the rest of the
/// log does not reach that version without this segment's checkpoint.
std::optional<LogSegment> find_older_segment(const storage::ObjectStore& store, const LogSegment& segment);

/// The commits after `base`, none if it is the latest; nullopt if they do not follow on it (the log was cleaned up, or
/// has a gap).
std::optional<std::vector<CommitFile>> find_newer_commits(const storage::ObjectStore& store, Version base);

/// Every commit file that is still there, oldest first. Throws Error(kNotFound) if there is no log.
std::vector<CommitFile> list_commits(const storage::ObjectStore& store);

}  // namespace c360::delta
