// What this machine has to give.
#pragma once

#include <cstdint>
#include <string>

namespace c360 {

/// Bytes of memory that this process may use: the machine's, or its cgroup's limit (v1 or v2), if smaller.
std::uint64_t usable_memory();

/// Threads that can run at once here, at least 1.
int usable_threads();

/// The name of who runs this process; "user 1234" where the system knows none. One thread at a time.
std::string user_name();

/// Lets this process open as many files as it may, up to `wanted`. How many it may open now.
std::uint64_t raise_open_files(std::uint64_t wanted);

}  // namespace c360
