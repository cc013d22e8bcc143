// Who holds a lock, as it is written down.
#pragma once

#include <optional>
#include <string>

#include "c360/lakehouse/lock.h"

namespace c360::lakehouse {

/// This process, at work on a run since now.
LockHolder this_process(const std::string& run_id, Micros now);

/// True for a process of this machine that is no more.
bool is_known_to_be_gone(const LockHolder& holder);

std::string to_json(const LockHolder& holder);
/// nullopt for what is not whole.
std::optional<LockHolder> holder_of(const std::string& json);

}  // namespace c360::lakehouse
