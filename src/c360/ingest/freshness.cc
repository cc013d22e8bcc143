#include "c360/ingest/freshness.h"

#include <algorithm>

#include "c360/ingest/ingest.h"

namespace c360::ingest {
namespace {

std::optional<Micros> newest_file(const storage::ObjectStore& lake, const std::string& source) {
  std::optional<Micros> newest;
  for (const FileEntry& file : registered_files(lake, source)) newest = std::max(newest.value_or(0), file.discovered);
  return newest;
}

}  // namespace

std::vector<Freshness> freshness(lakehouse::Lakehouse& lake, const project::Project& project) {
  std::vector<Freshness> all;
  for (const project::Source& source : project.sources) {
    const std::optional<std::int64_t> allowed = project.freshness_of(source);
    if (!allowed) continue;
    Freshness found{source.name, *allowed, newest_file(lake.store(), source.name), std::nullopt};
    if (found.newest) found.age_seconds = std::max<Micros>(lake.clock().now() - *found.newest, 0) / kMicrosPerSecond;
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace c360::ingest
