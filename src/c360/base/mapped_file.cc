#include "c360/base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>

#include "c360/base/error.h"
#include "c360/base/local_files.h"

namespace c360 {
namespace {

/// Where a file is mapped. All of it is atomic because a signal may come at any time, on any thread.
struct Guard {
  std::atomic<bool> is_taken = false;
  std::atomic<std::uintptr_t> begin = 0;  // 0: nothing is mapped
  std::atomic<std::size_t> size = 0;
  std::atomic<bool> has_lost_bytes = false;
};

std::array<Guard, 256> guards;
struct sigaction before_ours;

std::size_t page_size() {
  static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

/// Puts zeros in the place of the page that is not there and of all after it.
bool put_zeros(Guard& guard, std::uintptr_t at) {
  const std::uintptr_t begin = guard.begin;
  const std::size_t size = guard.size;
  if (begin == 0 || at < begin || at - begin >= size) return false;
  guard.has_lost_bytes = true;  // before anybody reads a zero
  const std::uintptr_t page = at - at % page_size();
  void* const place = reinterpret_cast<void*>(page);
  return ::mmap(place, begin + size - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == place;
}

/// What is no mapped file's goes the way it would have gone: the instruction fails again.
void on_bus_error(int signal, siginfo_t* about, void* /*context*/) {
  const int failure = errno;
  bool is_ours = false;
  for (Guard& guard : guards) is_ours = is_ours || put_zeros(guard, reinterpret_cast<std::uintptr_t>(about->si_addr));
  if (!is_ours) ::sigaction(signal, &before_ours, nullptr);
  errno = failure;
}

void watch_for_bus_errors() {
  static std::once_flag once;
  std::call_once(once, [] {
    page_size();
    struct sigaction ours {};
    ours.sa_sigaction = on_bus_error;
    ours.sa_flags = SA_SIGINFO;
    ::sigemptyset(&ours.sa_mask);
    ::sigaction(SIGBUS, &ours, &before_ours);
  });
}

std::size_t take_guard(const std::filesystem::path& path) {
  for (std::size_t i = 0; i < guards.size(); ++i) {
    if (!guards[i].is_taken.exchange(true)) return i;
  }
  throw Error(ErrorCode::kIo, "cannot read " + path.string() + ": too many files are mapped");
}

/// Closed at the end of its block.
class OpenedFile {
 public:
  explicit OpenedFile(const std::filesystem::path& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0) throw_errno("read", path, errno);
  }
  ~OpenedFile() { ::close(number_); }
  OpenedFile(const OpenedFile&) = delete;
  OpenedFile& operator=(const OpenedFile&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
  const OpenedFile file(path);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) throw_errno("read", path, errno);
  size_ = static_cast<std::size_t>(status.st_size);
  guard_ = take_guard(path);
  if (size_ == 0) return;
  watch_for_bus_errors();
  void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.number(), 0);
  if (mapped == MAP_FAILED) {
    const int failure = errno;
    guards[guard_].is_taken = false;
    throw_errno("map", path, failure);
  }
  begin_ = static_cast<const char*>(mapped);
  guards[guard_].size = size_;
  guards[guard_].begin = reinterpret_cast<std::uintptr_t>(begin_);
}

MappedFile::~MappedFile() {
  Guard& guard = guards[guard_];
  guard.begin = 0;
  if (size_ > 0) ::munmap(const_cast<char*>(begin_), size_);
  guard.has_lost_bytes = false;
  guard.is_taken = false;
}

bool MappedFile::has_lost_bytes() const {
  return guards[guard_].has_lost_bytes;
}

}  // namespace c360
