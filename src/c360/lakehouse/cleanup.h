// Deleting data files that no snapshot worth keeping needs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "c360/lakehouse/lakehouse.h"

namespace c360::lakehouse {

struct CleanupOptions {
  int keep_snapshots = 10;  ///< the data of so many moments stay readable, at least one
  int keep_days = 7;        ///< files younger than this stay, whatever needs them
};

struct CleanedUp {
  std::vector<std::string> files;  ///< deleted, by their paths in the lakehouse's store
  std::uint64_t bytes = 0;
  std::vector<std::string> skipped;  ///< tables that could not be read, whose files were all left, with the reason
};

/// Deletes what neither the last moments, nor a table's latest version, nor a pending publication needs: files of older
/// versions, files that a failed run left, folders of Parquet files of older builds. Never touches bronze, landing,
/// Delta logs or _c360, nor any file that is not called like a data file of c360's, nor a table that lies deeper than
/// <layer>/<table>. Call it after a run, while it holds the lock. Throws Error(kIo).
CleanedUp clean_up(Lakehouse& lake, const CleanupOptions& options);

}  // namespace c360::lakehouse
