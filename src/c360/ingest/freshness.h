// How long ago the sources' last new files came, against what c360.yaml allows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/clock.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/project/project.h"

namespace c360::ingest {

struct Freshness {
  std::string source;
  std::int64_t allowed_seconds = 0;
  std::optional<Micros> newest;             ///< when its last new file was first seen; nullopt: none ever was
  std::optional<std::int64_t> age_seconds;  ///< since then; never below 0

  bool is_stale() const { return !age_seconds || *age_seconds > allowed_seconds; }
};

/// Of every source that has a limit, by the lakehouse's clock. Only commands ask this: no data depends on it. Throws
/// Error(kCorrupt, kIo) for a register that cannot be read.
std::vector<Freshness> freshness(lakehouse::Lakehouse& lake, const project::Project& project);

}  // namespace c360::ingest
