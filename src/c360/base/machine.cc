#include "c360/base/machine.h"

#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <thread>

namespace c360 {

namespace {

/// A cgroup's limit; the largest number where there is none ("max", or no such file).
std::uint64_t limit_in(const char* file) {
  std::ifstream in(file);
  std::uint64_t bytes = 0;
  return in >> bytes ? bytes : UINT64_MAX;
}

}  // namespace

std::uint64_t usable_memory() {
  const auto machine =
      static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGE_SIZE));
  return std::min(
      {machine, limit_in("/sys/fs/cgroup/memory.max"), limit_in("/sys/fs/cgroup/memory/memory.limit_in_bytes")});
}

int usable_threads() {
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::string user_name() {
  const passwd* user = getpwuid(geteuid());
  return user != nullptr && *user->pw_name != '\0' ? user->pw_name : "user " + std::to_string(geteuid());
}

std::uint64_t raise_open_files(std::uint64_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  const rlim_t most = std::min<rlim_t>(limit.rlim_max, wanted);
  if (most <= limit.rlim_cur) return limit.rlim_cur;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = most;
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? most : before;
}

}  // namespace c360
