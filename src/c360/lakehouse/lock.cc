#include "c360/lakehouse/lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/lakehouse/lock_holder.h"

namespace c360::lakehouse {
namespace {

class HeldFileLock final : public HeldLock {
 public:
  explicit HeldFileLock(int fd) : fd_(fd) {}
  ~HeldFileLock() override { ::close(fd_); }
  HeldFileLock(const HeldFileLock&) = delete;
  HeldFileLock& operator=(const HeldFileLock&) = delete;

 private:
  int fd_;
};

class FileLock final : public RunLock {
 public:
  FileLock(std::filesystem::path file, const Clock& clock) : file_(std::move(file)), clock_(clock) {}

  std::unique_ptr<HeldLock> try_acquire(const std::string& run_id) override {
    std::error_code failure;
    std::filesystem::create_directories(file_.parent_path(), failure);
    if (failure) throw_errno("create", file_.parent_path(), failure.value());
    const int fd = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) throw_errno("open", file_, errno);
    auto held = std::make_unique<HeldFileLock>(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK || errno == EINTR) return nullptr;
      throw_errno("lock", file_, errno);
    }
    sign(fd, this_process(run_id, clock_.now()));
    return held;
  }

  std::optional<LockHolder> holder() const override {
    const int fd = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    const HeldFileLock closes(fd);
    // To ask the lock itself is to hold it for a moment, in which somebody may want it; so those that are known to be
    // gone are not asked about.
    const auto signed_by = holder_of(read_file(file_));
    if (signed_by && is_known_to_be_gone(*signed_by)) return std::nullopt;
    if (::flock(fd, LOCK_SH | LOCK_NB) == 0) return std::nullopt;
    return holder_of(read_file(file_));
  }

 private:
  /// Says who holds the lock, for people; a failure to do so is no reason to stop.
  static void sign(int fd, const LockHolder& holder) {
    const std::string text = to_json(holder);
    if (::ftruncate(fd, 0) != 0) return;
    if (::pwrite(fd, text.data(), text.size(), 0) < 0) return;
  }

  std::filesystem::path file_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<HeldLock> RunLock::acquire(const std::string& run_id, std::chrono::milliseconds patience,
                                           const Cancellation& cancel) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (true) {
    cancel.check();
    if (std::unique_ptr<HeldLock> held = try_acquire(run_id)) return held;
    if (std::chrono::steady_clock::now() >= until) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  const std::optional<LockHolder> other = holder();
  throw Error(ErrorCode::kConflict,
              fmt::format("this lakehouse is in use by {}", other ? other->to_string() : "another run"),
              "wait until it is done, then run again");
}

std::unique_ptr<RunLock> open_file_lock(std::filesystem::path file, const Clock& clock) {
  return std::make_unique<FileLock>(std::move(file), clock);
}

}  // namespace c360::lakehouse
