// One commit of the log: a file of actions, one JSON line each (PROTOCOL.md, "Delta Log Entries").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/delta/actions.h"
#include "c360/storage/object_store.h"

namespace c360::delta {

/// The text of a version's commit. Throws Error(kCorrupt) naming the version if it is not there.
std::string read_commit(const storage::ObjectStore& store, Version version);

/// The actions of a commit's text. Throws Error(kCorrupt).
std::vector<Action> parse_commit(std::string_view text);

/// A commit's text: one line an action.
std::string commit_text(const std::vector<Action>& actions);

/// What a commit tells of itself, found without reading its other lines.
std::optional<CommitInfo> find_commit_info(std::string_view text);

enum class CommitOutcome {
  kWritten,  ///< this text is that version
  kTaken,    ///< another commit is
};

/// Writes the text as that version, unless another commit is it already. An answer that was lost is made up for by
/// reading the entry back: it is ours if its text is. Throws Error(kIo, kNoSpace, …) if it is certain that nothing was
/// written, or if reading back fails too.
CommitOutcome write_commit(storage::ObjectStore& store, Version version, const std::string& text);

}  // namespace c360::delta
