// Calls of the Blob service: signed, sent, tried again, and their refusals as errors.
#pragma once

#include <memory>
#include <string>

#include "c360/base/cancel.h"
#include "c360/base/clock.h"
#include "c360/fetch/client.h"
#include "c360/fetch/retry.h"
#include "c360/storage/azure/address.h"
#include "c360/storage/azure/call.h"
#include "c360/storage/azure/refusal.h"
#include "c360/storage/azure/settings.h"
#include "c360/storage/azure/signer.h"

namespace c360::storage::azure {

/// One account. Any thread may call it.
class BlobService {
 public:
  /// `endpoint` is whole. `clock` and `cancel` must outlive it. Throws Error(kUsage) for a credential that cannot be
  /// one.
  BlobService(Endpoint endpoint, const Settings& settings, const Clock& clock, const Cancellation& cancel);

  const Endpoint& endpoint() const { return endpoint_; }
  const Clock& clock() const { return clock_; }

  /// The answer, whatever its status, after tries enough. Throws Error(kIo) where none came, Error(kCancelled).
  fetch::Answer send(const Call& call, const Asked& asked) const;

 private:
  fetch::Outcome try_once(const Call& call, bool& may_renew) const;

  Endpoint endpoint_;
  const Clock& clock_;
  const Cancellation& cancel_;
  fetch::Client client_;
  fetch::Retrying retrying_;
  std::unique_ptr<Signer> signer_;
};

}  // namespace c360::storage::azure
