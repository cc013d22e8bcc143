#include "c360/delta/table_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/delta/commit_file.h"
#include "c360/delta/features.h"
#include "c360/delta/log_segment.h"
#include "c360/delta/replay.h"
#include "c360/delta/table_properties.h"

namespace c360::delta {
namespace {

void replay_commits(Replay& replay, const TableLog& log, const std::vector<CommitFile>& commits) {
  for (const CommitFile& commit : commits) {
    const std::string text = read_commit(*log.store, commit.version);
    try {
      replay.apply_lines(text);
    } catch (const Error& error) {
      throw error.in(fmt::format("{}: version {}", log.store->display(), commit.version));
    }
  }
}

void replay_checkpoint(Replay& replay, const TableLog& log, const LogSegment& segment) {
  for (const std::string& path : segment.checkpoint_files) {
    for (const std::string& line : log.format->read(*log.store, path)) {
      if (std::optional<Action> action = action_from_json(line)) replay.apply(*std::move(action));
    }
  }
}

/// Whether an error may be the fault of one file, so that others can do without it.
bool is_of_a_file(const Error& error) {
  return error.code() == ErrorCode::kCorrupt || error.code() == ErrorCode::kIo || error.code() == ErrorCode::kNotFound;
}

/// What is wrong with a segment's checkpoint; nullopt if it was replayed.
std::optional<Error> try_checkpoint(Replay& replay, const TableLog& log, const LogSegment& segment) {
  try {
    replay_checkpoint(replay, log, segment);
    return std::nullopt;
  } catch (const Error& error) {
    if (!is_of_a_file(error)) throw;
    return Error(ErrorCode::kCorrupt,
                 fmt::format("{}: the checkpoint of version {} cannot be read, and without it the log does not reach "
                             "version {}: {}",
                             log.store->display(), segment.checkpoint_version, segment.version, error.message()),
                 fmt::format("restore {} from a backup", fmt::join(segment.checkpoint_files, ", ")));
  }
}

/// A segment and what its checkpoint and commits come to.
struct ReplayedLog {
  Replay replay;
  LogSegment segment;
};

/// Where a checkpoint cannot be read, an older one and more commits come to the same.
ReplayedLog replay_log(const TableLog& log, std::optional<Version> version) {
  ReplayedLog replayed{{}, find_log_segment(*log.store, version)};
  std::optional<Error> newest;
  while (std::optional<Error> failure = try_checkpoint(replayed.replay, log, replayed.segment)) {
    if (!newest) newest = std::move(failure);
    std::optional<LogSegment> older = find_older_segment(*log.store, replayed.segment);
    if (!older) throw Error(*newest);
    replayed = {{}, *std::move(older)};
  }
  replay_commits(replayed.replay, log, replayed.segment.commits);
  return replayed;
}

TableState take_state(Replay& replay, const TableLog& log) {
  try {
    return replay.take_state();
  } catch (const Error& error) {
    throw error.in(log.store->display());
  }
}

/// A snapshot that c360 may read.
Snapshot finish(Replay& replay, const TableLog& log, const LogSegment& segment) {
  TableState state = take_state(replay, log);
  state.version = segment.version;
  state.timestamp = segment.timestamp;
  state.checkpoint_version = segment.checkpoint_version;
  check_readable(log.store->display(), state.protocol, state.metadata);
  check_readable_files(log.store->display(), state.files);
  return Snapshot(std::move(state));
}

/// The last checkpoint that is known of before `committed`, 0 where there was none.
Version last_checkpoint(const TableLog& log, const Snapshot& known, Version committed) {
  const Version last = std::max<Version>(known.checkpoint_version(), 0);
  const Version hinted = hinted_checkpoint_version(*log.store).value_or(0);
  return hinted <= committed ? std::max(last, hinted) : last;
}

}  // namespace

Snapshot load_snapshot(const TableLog& log, std::optional<Version> version) {
  ReplayedLog replayed = replay_log(log, version);
  return finish(replayed.replay, log, replayed.segment);
}

Snapshot update_snapshot(const TableLog& log, const Snapshot& base) {
  const auto commits = find_newer_commits(*log.store, base.version());
  if (!commits) return load_snapshot(log);
  if (commits->empty()) return base;
  Replay replay(base);
  replay_commits(replay, log, *commits);
  LogSegment segment;
  segment.version = commits->back().version;
  segment.timestamp = std::max(commits->back().timestamp, base.timestamp() + 1);
  segment.checkpoint_version = base.checkpoint_version();
  return finish(replay, log, segment);
}

std::vector<AddFile> load_live_files(const TableLog& log) {
  Replay replay = replay_log(log, std::nullopt).replay;
  if (replay.protocol()) {
    check_readable(log.store->display(), *replay.protocol(), replay.metadata().value_or(Metadata()));
  }
  return replay.take_files();
}

bool checkpoint_if_due(const TableLog& log, const Snapshot& known, Version committed) noexcept {
  try {
    const Version interval = checkpoint_interval(known.metadata());
    if (committed - std::max<Version>(known.checkpoint_version(), 0) < interval) return true;
    if (committed - last_checkpoint(log, known, committed) < interval) return true;
    write_checkpoint(*log.store, *log.format, update_snapshot(log, known), *log.clock);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace c360::delta
