// The names in a table's _delta_log folder (PROTOCOL.md, "File Types", "Checkpoint Naming Scheme").
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "c360/delta/actions.h"

namespace c360::delta {

inline constexpr std::string_view kLogFolder = "_delta_log";
inline constexpr std::string_view kLastCheckpointPath = "_delta_log/_last_checkpoint";

/// "_delta_log/00000000000000000007": what the paths of this version start with.
std::string version_prefix(Version version);
/// "_delta_log/00000000000000000007.json".
std::string commit_path(Version version);
/// "_delta_log/00000000000000000007.checkpoint.parquet".
std::string checkpoint_path(Version version);

/// What a path in the log is. Checksums, compacted commits and files of others are none of these.
struct LogPath {
  enum class Kind { kCommit, kCheckpoint, kCheckpointPart, kV2Checkpoint };
  Kind kind = Kind::kCommit;
  Version version = 0;
  int part = 1;   ///< kCheckpointPart: from 1
  int parts = 1;  ///< kCheckpointPart: how many belong together
};

/// nullopt for what is no part of a table's state.
std::optional<LogPath> parse_log_path(std::string_view path);

}  // namespace c360::delta
