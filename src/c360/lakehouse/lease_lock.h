// One run at a time on an object store, by a lease.
#pragma once

#include <memory>

#include "c360/lakehouse/lock.h"
#include "c360/storage/object_store.h"

namespace c360::lakehouse {

/// A lock by a lease of a minute on `_c360/lock`, renewed every twenty seconds while it is held; who holds it is
/// written to `_c360/lock_holder`. A killed holder's lease ends by itself, at once where it was a process of this
/// machine. A holder that slept past its lease may find another at work: then the commit of one of the two fails.
/// `store` must have leases; it and `clock` must outlive the lock and what holds it.
std::unique_ptr<RunLock> open_lease_lock(storage::ObjectStore& store, const Clock& clock = Clock::system());

/// The lock of a lakehouse: by a lease where its store has them, else by a file.
std::unique_ptr<RunLock> open_run_lock(storage::ObjectStore& store, const Clock& clock = Clock::system());

}  // namespace c360::lakehouse
