#include "c360/delta/history.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/base/clock.h"
#include "c360/base/error.h"
#include "c360/delta/commit_file.h"

namespace c360::delta {

std::vector<HistoryEntry> read_history(const storage::ObjectStore& store, std::size_t limit) {
  const std::vector<CommitFile> commits = list_commits(store);
  const std::size_t count = limit == 0 ? commits.size() : std::min(limit, commits.size());
  std::vector<HistoryEntry> entries;
  for (auto commit = commits.rbegin(); entries.size() < count; ++commit) {
    entries.push_back({commit->version, commit->timestamp, {}});
    if (auto info = find_commit_info(read_commit(store, commit->version))) entries.back().info = *std::move(info);
  }
  return entries;
}

Version version_at(const storage::ObjectStore& store, std::int64_t timestamp) {
  const std::vector<CommitFile> commits = list_commits(store);
  const auto after =
      std::upper_bound(commits.begin(), commits.end(), timestamp,
                       [](std::int64_t time, const CommitFile& commit) { return time < commit.timestamp; });
  if (after != commits.begin()) return std::prev(after)->version;
  const std::string earliest =
      commits.empty() ? "none"
                      : fmt::format("version {} of {}", commits[0].version, format_utc(commits[0].timestamp * 1000));
  throw Error(ErrorCode::kNotFound, fmt::format("{} has no version as early as {}; its earliest commit is {}",
                                                store.display(), format_utc(timestamp * 1000), earliest));
}

}  // namespace c360::delta
