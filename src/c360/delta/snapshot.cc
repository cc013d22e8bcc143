#include "c360/delta/snapshot.h"

#include <algorithm>

namespace c360::delta {

std::optional<std::int64_t> Snapshot::app_version(const std::string& app_id) const {
  const auto& all = state_->transactions;
  const auto found =
      std::lower_bound(all.begin(), all.end(), app_id, [](const Txn& txn, const auto& id) { return txn.app_id < id; });
  if (found == all.end() || found->app_id != app_id) return std::nullopt;
  return found->version;
}

}  // namespace c360::delta
