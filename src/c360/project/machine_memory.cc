#include "c360/project/machine_memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace c360::project {

std::uint64_t machine_memory_bytes() {
  const auto physical =
      static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE));
  std::ifstream group("/sys/fs/cgroup/memory.max");
  std::uint64_t limit = 0;
  return group >> limit ? std::min(physical, limit) : physical;
}

}  // namespace c360::project
