// How much memory this process may use.
#pragma once

#include <cstdint>

namespace c360::project {

/// Bytes of the machine's memory, or of the process's control group (cgroup v2 memory.max) if that is less.
std::uint64_t machine_memory_bytes();

}  // namespace c360::project
