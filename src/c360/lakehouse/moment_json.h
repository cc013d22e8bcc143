// A moment as JSON: the format of the files in _c360/snapshots/, also part of a pending publication. Its row accounts
// stand in reports of runs, too.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "c360/lakehouse/moment.h"

namespace c360::lakehouse {

/// Raised when an older reader would misunderstand what is written.
inline constexpr int kMomentFormat = 1;

nlohmann::ordered_json json_of(const RowAccount& account);
/// Figures that are not there are 0. Throws nlohmann's exceptions for what is no account.
RowAccount row_account_of(const nlohmann::ordered_json& json);

nlohmann::ordered_json json_of(const Moment& moment);
/// Throws Error(kUnsupported) for a newer format, Error(kCorrupt) for what is no moment.
Moment moment_of(const nlohmann::ordered_json& json);

}  // namespace c360::lakehouse
