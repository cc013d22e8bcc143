// A lakehouse's files in Azure Storage.
#pragma once

#include <memory>
#include <string_view>

#include "c360/base/cancel.h"
#include "c360/base/clock.h"
#include "c360/storage/azure/address.h"
#include "c360/storage/azure/settings.h"
#include "c360/storage/object_store.h"

namespace c360::storage::azure {

/// The folder of an address (address.h) as a store. Nothing is asked of the network yet; a missing container is an
/// error of the first call. `clock` and `cancel` must outlive it. Throws Error(kUsage) for an address or credential
/// that cannot be one, and for an address without an account where the settings name none either.
std::unique_ptr<ObjectStore> open_azure_store(std::string_view address, const Settings& settings,
                                              const Cancellation& cancel, const Clock& clock = Clock::system());

/// Where the blobs of an address are asked for: the settings' endpoint, else the address's own, else the account's.
Endpoint endpoint_for(const Address& address, const Settings& settings);

/// The container of an address as users write it: the address without its path.
std::string shown_container(const Address& address);

}  // namespace c360::storage::azure
