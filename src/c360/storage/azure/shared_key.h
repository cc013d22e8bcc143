// Shared Key: requests signed with a key of the account (the Blob service's scheme since version 2009-09-19).
#pragma once

#include <string>
#include <string_view>

#include "c360/storage/azure/call.h"

namespace c360::storage::azure {

/// What is signed of a request: its method, its standard headers, its x-ms- headers and its resource, each in the form
/// that the service works out, too.
std::string string_to_sign(const Call& call, const fetch::Request& request, const Endpoint& endpoint);

/// "SharedKey account:signature", for the header Authorization. `key` is the key's bytes.
std::string shared_key_authorization(const Endpoint& endpoint, std::string_view key, const std::string& signed_text);

}  // namespace c360::storage::azure
