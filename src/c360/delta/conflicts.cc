#include "c360/delta/conflicts.h"

#include <fmt/core.h>

#include "c360/delta/replay.h"

namespace c360::delta {

void ConflictCheck::collide(Version version, std::string_view why) {
  if (!conflict_) conflict_ = fmt::format("version {}, committed meanwhile, {}", version, why);
}

void ConflictCheck::see_add(Version version, const AddFile& add) {
  if (intent_.added_keys.contains(file_key(add.path, add.deletion_vector))) {
    collide(version, fmt::format("adds the same file '{}'", add.path));
  } else if (intent_.reads_table && add.data_change) {
    collide(version, fmt::format("adds '{}', which this change should have read", add.path));
  }
}

void ConflictCheck::see_remove(Version version, const RemoveFile& remove) {
  if (intent_.removed_keys.contains(file_key(remove.path, remove.deletion_vector))) {
    collide(version, fmt::format("removes the same file '{}'", remove.path));
  } else if (intent_.reads_table) {
    collide(version, fmt::format("removes '{}', which this change has read", remove.path));
  }
}

void ConflictCheck::see_txn(Version version, const Txn& txn) {
  for (const Txn& ours : intent_.transactions) {
    if (ours.app_id != txn.app_id) continue;
    collide(version, fmt::format("is version {} of the application transaction '{}', of which this is {}", txn.version,
                                 txn.app_id, ours.version));
    if (txn.version < ours.version) continue;
    applied_.insert(ours.app_id);
    applied_version_ = version;
  }
}

void ConflictCheck::see_action(Version version, const Action& action) {
  if (std::holds_alternative<Metadata>(action)) collide(version, "changes the table's metadata");
  if (std::holds_alternative<Protocol>(action)) collide(version, "changes the table's protocol");
  if (const auto* add = std::get_if<AddFile>(&action)) see_add(version, *add);
  if (const auto* remove = std::get_if<RemoveFile>(&action)) see_remove(version, *remove);
  if (const auto* txn = std::get_if<Txn>(&action)) see_txn(version, *txn);
}

void ConflictCheck::see(Version version, const std::vector<Action>& actions) {
  for (const Action& action : actions) see_action(version, action);
}

std::optional<Version> ConflictCheck::already_applied() const {
  const bool all = !intent_.transactions.empty() && applied_.size() == intent_.transactions.size();
  return all ? std::optional(applied_version_) : std::nullopt;
}

}  // namespace c360::delta
