// A table at one version.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/delta/actions.h"

namespace c360::delta {

/// What the log says of a table at one version.
struct TableState {
  Version version = 0;
  std::int64_t timestamp = 0;       ///< milliseconds
  Version checkpoint_version = -1;  ///< of the checkpoint that it was read from; -1: none
  Protocol protocol;
  Metadata metadata;
  std::vector<AddFile> files;          ///< live, sorted by path
  std::vector<RemoveFile> tombstones;  ///< sorted by path
  std::vector<Txn> transactions;       ///< sorted by app_id
};

/// A table at one version. A value that is cheap to copy: immutable, any thread may read it.
class Snapshot {
 public:
  explicit Snapshot(TableState state) : state_(std::make_shared<const TableState>(std::move(state))) {}

  Version version() const { return state_->version; }
  const Protocol& protocol() const { return state_->protocol; }
  const Metadata& metadata() const { return state_->metadata; }
  const Schema& schema() const { return state_->metadata.schema; }
  /// The live files, sorted by path.
  const std::vector<AddFile>& files() const& { return state_->files; }
  /// Of a snapshot that goes away at once: a copy, which `for (… : table.latest().files())` may walk.
  std::vector<AddFile> files() && { return state_->files; }
  /// Files that were removed; those that are old enough to be deleted are among them until a checkpoint drops them.
  const std::vector<RemoveFile>& tombstones() const { return state_->tombstones; }
  /// How far an application has come; nullopt if it never committed.
  std::optional<std::int64_t> app_version(const std::string& app_id) const;
  const std::vector<Txn>& transactions() const { return state_->transactions; }
  /// When this version was committed (the commit file's time, milliseconds; made monotonous).
  std::int64_t timestamp() const { return state_->timestamp; }
  /// The checkpoint that it was read from; -1 if there was none.
  Version checkpoint_version() const { return state_->checkpoint_version; }

 private:
  std::shared_ptr<const TableState> state_;
};

}  // namespace c360::delta
