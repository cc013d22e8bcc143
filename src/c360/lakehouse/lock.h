// One run at a time. The lock only saves work: what keeps data safe is that commits and snapshots are put if absent.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "c360/base/cancel.h"
#include "c360/base/clock.h"

namespace c360::lakehouse {

/// Who works on a lakehouse.
struct LockHolder {
  std::int64_t pid = 0;
  std::string host;
  Micros since = 0;
  std::string run_id;

  /// "run 20240531T081500-3f9c2ab1 (process 4711 on shop1, since 2024-05-31T08:15:00Z)"
  std::string to_string() const;
  bool operator==(const LockHolder&) const = default;
};

/// A lock that is held; given back by its destructor, and by the system where its process dies. Move it freely
/// between threads.
class HeldLock {
 public:
  virtual ~HeldLock() = default;
};

/// The lock of one lakehouse: a locked file here, a lease on an object store. Any thread may call it.
class RunLock {
 public:
  virtual ~RunLock() = default;

  /// The lock, or nullptr if someone else has it. Throws Error(kIo).
  virtual std::unique_ptr<HeldLock> try_acquire(const std::string& run_id) = 0;
  /// Who has it now; nullopt if nobody has, or nobody says.
  virtual std::optional<LockHolder> holder() const = 0;

  /// Waits up to `patience` (looking every tenth of a second). Throws Error(kConflict) naming the holder when that is
  /// over, Error(kCancelled) when asked to stop.
  std::unique_ptr<HeldLock> acquire(const std::string& run_id, std::chrono::milliseconds patience,
                                    const Cancellation& cancel);
};

/// A lock by flock(2) on this file, made if needed; holds among the processes of one machine (and on network file
/// systems that pass flock on). `clock` must outlive it.
std::unique_ptr<RunLock> open_file_lock(std::filesystem::path file, const Clock& clock = Clock::system());

}  // namespace c360::lakehouse
