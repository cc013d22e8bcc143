// From actions to a table's state (PROTOCOL.md, "Action Reconciliation").
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "c360/delta/snapshot.h"

namespace c360::delta {

/// Takes the actions of a checkpoint and then of commits, oldest first; the last word on each thing stands. A file is
/// known by its path and its deletion vector's id. One thread at a time.
class Replay {
 public:
  Replay() = default;
  /// Goes on from a state that was replayed before.
  explicit Replay(const Snapshot& base);

  void apply(Action action);
  /// Every line of a commit file. Throws Error(kCorrupt) naming the line.
  void apply_lines(std::string_view text);

  const std::optional<Protocol>& protocol() const { return protocol_; }
  const std::optional<Metadata>& metadata() const { return metadata_; }

  /// The live files, sorted by path; takes them out.
  std::vector<AddFile> take_files();
  /// All but version, timestamp and checkpoint_version, which a replay does not know; takes everything out. Throws
  /// Error(kCorrupt) where the log never gave a protocol or metadata, naming which.
  TableState take_state();

 private:
  std::optional<Protocol> protocol_;
  std::optional<Metadata> metadata_;
  std::unordered_map<std::string, AddFile> files_;
  std::unordered_map<std::string, RemoveFile> tombstones_;
  std::map<std::string, Txn> transactions_;
};

/// By what a file is known in the log: its canonical path and, if it has one, its deletion vector's id.
std::string file_key(const std::string& path, const std::optional<DeletionVectorDescriptor>& deletion_vector);

/// Calls `visit(line)` for each line that is not blank.
template <typename Visit>
void for_each_line(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) visit(line);
  }
}

}  // namespace c360::delta
