// Saying who asks.
#pragma once

#include <memory>
#include <string>

#include "c360/base/clock.h"
#include "c360/storage/azure/call.h"
#include "c360/storage/azure/settings.h"

namespace c360::storage::azure {

/// Signs requests with one credential. Any thread may call it.
class Signer {
 public:
  virtual ~Signer() = default;
  /// Adds what shows who asks. Throws Error(kIo) where a token is needed and none is given.
  virtual void sign(const Call& call, const Endpoint& endpoint, fetch::Request& request,
                    const Cancellation& cancel) = 0;
  /// After an answer 401 to a request that it signed: whether to sign and ask once more.
  virtual bool renew(const fetch::Request& refused) = 0;
};

/// Throws Error(kUsage) for a key that is no base64. `client` and `clock` must outlive it.
std::unique_ptr<Signer> make_signer(const Settings& settings, const fetch::Client& client, const Clock& clock);

}  // namespace c360::storage::azure
