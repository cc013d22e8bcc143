#include "c360/storage/azure/blob_service.h"

#include <utility>

namespace c360::storage::azure {

BlobService::BlobService(Endpoint endpoint, const Settings& settings, const Clock& clock, const Cancellation& cancel)
    : endpoint_(std::move(endpoint)),
      clock_(clock),
      cancel_(cancel),
      client_(settings.client),
      retrying_(settings.retries, clock),
      signer_(make_signer(settings, client_, clock)) {}

/// Each try is signed anew: a signature is good for its time alone. A token that is refused is renewed once.
fetch::Outcome BlobService::try_once(const Call& call, bool& may_renew) const {
  while (true) {
    fetch::Request request = request_of(call, endpoint_, clock_.now());
    signer_->sign(call, endpoint_, request, cancel_);
    fetch::Outcome outcome = client_.send(request, cancel_);
    const auto* answer = std::get_if<fetch::Answer>(&outcome);
    if (answer == nullptr || answer->status != 401 || !may_renew || !signer_->renew(request)) return outcome;
    may_renew = false;
  }
}

fetch::Answer BlobService::send(const Call& call, const Asked& asked) const {
  bool may_renew = true;
  fetch::Outcome outcome = retrying_.run([&] { return try_once(call, may_renew); }, cancel_);
  if (const auto* failure = std::get_if<fetch::Failure>(&outcome)) throw unreachable(asked, *failure);
  return std::get<fetch::Answer>(std::move(outcome));
}

}  // namespace c360::storage::azure
