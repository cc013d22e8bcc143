// What Azure Storage says when it does not do what it is asked, as errors that tell what to do.
#pragma once

#include <string>

#include "c360/base/clock.h"
#include "c360/base/error.h"
#include "c360/fetch/client.h"

namespace c360::storage::azure {

/// The service's name for a refusal ("BlobNotFound"): from the answer's header, else from its body; "" for none.
std::string code_of(const fetch::Answer& answer);

/// What was asked of whom.
struct Asked {
  std::string doing;      ///< "read", "write", "list", …
  std::string place;      ///< the object as users write it
  std::string account;    ///< "shop"
  std::string container;  ///< "lake"
  std::string host;       ///< "shop.blob.core.windows.net"
};

/// The error for an answer that refuses, `now` being our clock's time at it. Its code is kNotFound for a missing
/// container, kConflict for a lease, else kIo. Holds nothing of the request, and of the answer only its status, code
/// and id.
Error refusal(const Asked& asked, const fetch::Answer& answer, Micros now);

/// The error for no answer at all.
Error unreachable(const Asked& asked, const fetch::Failure& failure);

}  // namespace c360::storage::azure
