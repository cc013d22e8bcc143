#include "c360/delta/table_log.h"

#include <fmt/core.h>

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

void replay_checkpoint(Replay& replay, const TableLog& log, const std::string& path) {
  for (const std::string& line : log.format->read(*log.store, path)) {
    if (std::optional<Action> action = action_from_json(line)) replay.apply(*std::move(action));
  }
}

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

void replay_segment(Replay& replay, const TableLog& log, const LogSegment& segment) {
  for (const std::string& path : segment.checkpoint_files) replay_checkpoint(replay, log, path);
  replay_commits(replay, log, segment.commits);
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
  const LogSegment segment = find_log_segment(*log.store, version);
  Replay replay;
  replay_segment(replay, log, segment);
  return finish(replay, log, segment);
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
  Replay replay;
  replay_segment(replay, log, find_log_segment(*log.store));
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
