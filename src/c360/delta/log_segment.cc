#include "c360/delta/log_segment.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "c360/base/error.h"
#include "c360/delta/checkpoint.h"
#include "c360/delta/log_path.h"

namespace c360::delta {
namespace {

constexpr Version kLast = std::numeric_limits<Version>::max();

/// The files of a listing that matter, up to one version.
struct LogFiles {
  std::vector<CommitFile> commits;
  std::map<Version, std::vector<std::string>> checkpoints;  ///< complete ones
  std::map<Version, std::int64_t> checkpoint_times;
  bool has_v2_checkpoint = false;
  Version highest = -1;  ///< of all commits and complete checkpoints, also beyond the version asked for
};

std::int64_t to_millis(Micros time) {
  return time / 1000;
}

/// Later than the commit before it, as the protocol's readers have it.
std::int64_t monotonous(const std::vector<CommitFile>& before, std::int64_t time) {
  return before.empty() ? time : std::max(time, before.back().timestamp + 1);
}

class Collector {
 public:
  explicit Collector(Version up_to) : up_to_(up_to) {}

  void add(const storage::ObjectInfo& file) {
    const std::optional<LogPath> path = parse_log_path(file.path);
    if (!path) return;
    if (path->kind == LogPath::Kind::kCommit) files_.highest = std::max(files_.highest, path->version);
    if (path->version > up_to_) return;
    switch (path->kind) {
      case LogPath::Kind::kCommit:
        files_.commits.push_back({path->version, monotonous(files_.commits, to_millis(file.modified))});
        break;
      case LogPath::Kind::kV2Checkpoint:
        files_.has_v2_checkpoint = true;
        break;
      case LogPath::Kind::kCheckpoint:
        keep(path->version, {file.path}, file.modified);
        break;
      case LogPath::Kind::kCheckpointPart:
        add_part(*path, file);
        break;
    }
  }

  LogFiles take() && { return std::move(files_); }

 private:
  void keep(Version version, std::vector<std::string> paths, Micros modified) {
    files_.checkpoints.try_emplace(version, std::move(paths));
    files_.checkpoint_times[version] = to_millis(modified);
    files_.highest = std::max(files_.highest, version);
  }

  /// Parts of one version and count belong together; one writer's may be incomplete where another's are not.
  void add_part(const LogPath& path, const storage::ObjectInfo& file) {
    std::vector<std::string>& parts = parts_[{path.version, path.parts}];
    parts.push_back(file.path);
    if (std::cmp_equal(parts.size(), path.parts)) keep(path.version, parts, file.modified);
  }

  Version up_to_;
  LogFiles files_;
  std::map<std::pair<Version, int>, std::vector<std::string>> parts_;
};

LogFiles list_log(const storage::ObjectStore& store, Version from, Version up_to) {
  Collector collector(up_to);
  const std::string start_after = from <= 0 ? std::string() : version_prefix(from);
  for (const storage::ObjectInfo& file : store.list(std::string(kLogFolder), start_after, false)) collector.add(file);
  return std::move(collector).take();
}

[[noreturn]] void refuse_gap(const storage::ObjectStore& store, Version missing) {
  throw Error(ErrorCode::kCorrupt,
              fmt::format("{}: the table's log has a gap: version {} is missing", store.display(), missing),
              "restore " + commit_path(missing) + " from a backup");
}

void check_contiguous(const storage::ObjectStore& store, const std::vector<CommitFile>& commits, Version first) {
  for (const CommitFile& commit : commits) {
    if (commit.version != first) refuse_gap(store, first);
    ++first;
  }
}

[[noreturn]] void refuse_nothing_found(const storage::ObjectStore& store, const LogFiles& files, Version up_to) {
  if (files.highest < 0 && !files.has_v2_checkpoint) {
    throw Error(ErrorCode::kNotFound, fmt::format("there is no Delta table at {}", store.display()),
                "a Delta table is a folder with commits in _delta_log/");
  }
  throw Error(ErrorCode::kNotFound,
              fmt::format("{} has no version {}; its latest is {}", store.display(), up_to, files.highest));
}

/// A version that only a v2 checkpoint could rebuild is refused by that feature's name.
void check_start(const storage::ObjectStore& store, const LogFiles& files, const LogSegment& segment) {
  const Version first = segment.checkpoint_version + 1;
  const bool starts = segment.commits.empty() ? segment.checkpoint_version >= 0 : segment.commits[0].version == first;
  if (starts || !files.has_v2_checkpoint) return;
  throw Error(ErrorCode::kUnsupported,
              fmt::format("{}: the table needs the Delta feature 'v2Checkpoint', which c360 does not read yet",
                          store.display()));
}

LogSegment assemble(const storage::ObjectStore& store, LogFiles files, Version up_to) {
  LogSegment segment;
  if (!files.checkpoints.empty()) {
    auto& [version, paths] = *files.checkpoints.rbegin();
    segment.checkpoint_version = version;
    segment.checkpoint_files = std::move(paths);
    segment.timestamp = files.checkpoint_times[version];
  }
  for (const CommitFile& commit : files.commits) {
    if (commit.version > segment.checkpoint_version) segment.commits.push_back(commit);
    if (commit.version >= segment.checkpoint_version) segment.timestamp = commit.timestamp;
  }
  check_start(store, files, segment);
  check_contiguous(store, segment.commits, segment.checkpoint_version + 1);
  segment.version = segment.commits.empty() ? segment.checkpoint_version : segment.commits.back().version;
  if (segment.version < 0 || (up_to != kLast && segment.version != up_to)) refuse_nothing_found(store, files, up_to);
  return segment;
}

/// What _last_checkpoint says, where that can help to find `up_to`.
std::optional<Version> hinted_checkpoint(const storage::ObjectStore& store, Version up_to) {
  const std::optional<Version> hint = hinted_checkpoint_version(store);
  return hint && *hint > 0 && *hint <= up_to ? hint : std::nullopt;
}

}  // namespace

LogSegment find_log_segment(const storage::ObjectStore& store, std::optional<Version> version) {
  const Version up_to = version.value_or(kLast);
  if (const std::optional<Version> hinted = hinted_checkpoint(store, up_to)) {
    LogFiles files = list_log(store, *hinted, up_to);
    if (!files.checkpoints.empty()) return assemble(store, std::move(files), up_to);
  }
  return assemble(store, list_log(store, 0, up_to), up_to);
}

std::optional<LogSegment> find_older_segment(const storage::ObjectStore& store, const LogSegment& segment) {
  LogFiles files = list_log(store, 0, segment.version);
  files.checkpoints.erase(files.checkpoints.lower_bound(segment.checkpoint_version), files.checkpoints.end());
  try {
    return assemble(store, std::move(files), segment.version);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<std::vector<CommitFile>> find_newer_commits(const storage::ObjectStore& store, Version base) {
  LogFiles files = list_log(store, base + 1, kLast);
  const Version last = files.commits.empty() ? base : files.commits.back().version;
  const bool follows = std::cmp_equal(files.commits.size(), last - base);
  if (!follows || files.highest > last) return std::nullopt;
  return std::move(files.commits);
}

std::vector<CommitFile> list_commits(const storage::ObjectStore& store) {
  LogFiles files = list_log(store, 0, kLast);
  if (files.highest < 0) refuse_nothing_found(store, files, kLast);
  return std::move(files.commits);
}

}  // namespace c360::delta
