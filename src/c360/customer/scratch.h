// Files for what does not fit into memory for a while.
#pragma once

#include <cstdio>
#include <filesystem>

#include "c360/base/local_files.h"

namespace c360::customer {

/// A file to write and then read, without a name: the system removes it however this process ends. The caller closes
/// it. Throws Error(kIo or kNoSpace).
std::FILE* open_scratch(const std::filesystem::path& folder);

}  // namespace c360::customer
