// Reports of runs: plain files, _c360/runs/<run_id>.json, written once. A run's id sorts by time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/storage/object_store.h"

namespace c360::lakehouse {

/// Keeps a run's report (JSON text). False if there is a report of this id already, which is left as it is.
/// Throws Error(kUsage) for an id that is no file name.
bool write_run_report(storage::ObjectStore& lake, const std::string& run_id, const std::string& json);

/// The ids of all runs that left a report, newest first; at most `limit` (0: all).
std::vector<std::string> run_ids(const storage::ObjectStore& lake, std::size_t limit = 0);

/// The JSON text of one report; nullopt if there is none.
std::optional<std::string> read_run_report(const storage::ObjectStore& lake, const std::string& run_id);

}  // namespace c360::lakehouse
