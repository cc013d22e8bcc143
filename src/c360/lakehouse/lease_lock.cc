#include "c360/lakehouse/lease_lock.h"

#include <thread>
#include <utility>

#include "c360/base/error.h"
#include "c360/lakehouse/lock_holder.h"

namespace c360::lakehouse {
namespace {

constexpr const char* kLock = "_c360/lock";
constexpr const char* kHolder = "_c360/lock_holder";
constexpr std::chrono::seconds kTime{60};
constexpr Micros kRenewAfter = Micros{20} * 1'000'000;

/// Renews until it goes; a lease that was lost is let go of. A failure to renew is tried again: the work goes on, and
/// its commits are safe without the lease.
class HeldLease final : public HeldLock {
 public:
  HeldLease(storage::ObjectStore& store, const Clock& clock, std::string id)
      : store_(store), clock_(clock), id_(std::move(id)), renewing_([this] { renew_until_stopped(); }) {}

  ~HeldLease() override {
    stop_.request();
    renewing_.join();
    try {
      if (!store_.leases()->renew(kLock, id_)) return;  // another has it, and is named there
      store_.remove(kHolder);
      store_.leases()->release(kLock, id_);
    } catch (const Error&) {
      // It ends by itself within a minute.
    }
  }
  HeldLease(const HeldLease&) = delete;
  HeldLease& operator=(const HeldLease&) = delete;

 private:
  void renew_until_stopped() {
    while (wait()) {
      try {
        if (!store_.leases()->renew(kLock, id_)) return;
      } catch (const Error&) {
        continue;
      }
    }
  }

  /// False once it is to stop.
  bool wait() const {
    try {
      clock_.wait(kRenewAfter, stop_);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  storage::ObjectStore& store_;
  const Clock& clock_;
  std::string id_;
  Cancellation stop_;
  std::thread renewing_;
};

class LeaseLock final : public RunLock {
 public:
  LeaseLock(storage::ObjectStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  std::unique_ptr<HeldLock> try_acquire(const std::string& run_id) override {
    auto id = lease();
    const auto before = written_holder();
    if (!id && before && is_known_to_be_gone(*before)) {
      store_.leases()->end(kLock);
      id = lease();
    }
    if (!id) return nullptr;
    auto held = std::make_unique<HeldLease>(store_, Clock::system(), *id);
    store_.put(kHolder, to_json(this_process(run_id, clock_.now())));
    return held;
  }

  std::optional<LockHolder> holder() const override {
    if (!store_.leases()->is_held(kLock)) return std::nullopt;
    auto written = written_holder();
    return written && is_known_to_be_gone(*written) ? std::nullopt : written;
  }

 private:
  /// The object to lease is made by who comes first.
  std::optional<std::string> lease() {
    if (!store_.head(kLock)) store_.put_if_absent(kLock, "");
    return store_.leases()->acquire(kLock, kTime);
  }

  std::optional<LockHolder> written_holder() const {
    const auto json = store_.get(kHolder);
    return json ? holder_of(*json) : std::nullopt;
  }

  storage::ObjectStore& store_;
  const Clock& clock_;
};

}  // namespace

std::unique_ptr<RunLock> open_lease_lock(storage::ObjectStore& store, const Clock& clock) {
  return std::make_unique<LeaseLock>(store, clock);
}

std::unique_ptr<RunLock> open_run_lock(storage::ObjectStore& store, const Clock& clock) {
  if (store.leases() != nullptr) return open_lease_lock(store, clock);
  return open_file_lock(store.local_file(kLock), clock);
}

}  // namespace c360::lakehouse
