// Whether a commit that came in between collides with ours (PROTOCOL.md, "Requirements for Writers"; the stricter,
// serializable reading of it).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "c360/delta/actions.h"

namespace c360::delta {

/// What a transaction depends on and does.
struct Intent {
  bool reads_table = true;             ///< its rows were computed from the table's rows
  std::set<std::string> removed_keys;  ///< file_key of what it removes
  std::set<std::string> added_keys;
  std::vector<Txn> transactions;
};

/// What others committed since our snapshot. One thread at a time.
class ConflictCheck {
 public:
  explicit ConflictCheck(const Intent& intent) : intent_(intent) {}

  /// Looks at one of their commits, in order.
  void see(Version version, const std::vector<Action>& actions);

  /// The version by which all of our application transactions were committed already, if they were.
  std::optional<Version> already_applied() const;
  /// Why ours cannot follow theirs: the first collision, naming its version.
  const std::optional<std::string>& conflict() const { return conflict_; }

 private:
  void see_action(Version version, const Action& action);
  void see_add(Version version, const AddFile& add);
  void see_remove(Version version, const RemoveFile& remove);
  void see_txn(Version version, const Txn& txn);
  void collide(Version version, std::string_view why);

  const Intent& intent_;
  std::set<std::string> applied_;
  Version applied_version_ = -1;
  std::optional<std::string> conflict_;
};

}  // namespace c360::delta
