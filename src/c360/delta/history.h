// A table's commits, for people and for time travel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "c360/delta/actions.h"
#include "c360/delta/log_segment.h"
#include "c360/storage/object_store.h"

namespace c360::delta {

/// One commit, as history tells it.
struct HistoryEntry {
  Version version = 0;
  std::int64_t timestamp = 0;  ///< milliseconds
  CommitInfo info;             ///< empty operation where the commit tells nothing
};

/// Newest first, at most `limit` (0: all) of the commits that are still in the log. Throws Error(kNotFound).
std::vector<HistoryEntry> read_history(const storage::ObjectStore& store, std::size_t limit);

/// The last version committed at or before the time (milliseconds). Throws Error(kNotFound) if that is before the
/// earliest commit that is still in the log.
Version version_at(const storage::ObjectStore& store, std::int64_t timestamp);

}  // namespace c360::delta
