// A local folder's files as blobs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "c360/base/cancel.h"
#include "c360/storage/azure/settings.h"

namespace c360::storage::azure {

struct Uploaded {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  bool made_container = false;
};

/// Puts every file below `folder` under the same path below an address, several at one time; blobs that are there are
/// replaced. The container is made if it is not there. `told` is called after each file, with its path, by one thread
/// at a time. Hidden files (their name begins with '.') are left out. Throws Error(kNotFound) for a folder that is not
/// there, Error(kUsage) for a file whose name no blob can have, else as open_azure_store() and ObjectStore.
Uploaded upload_folder(const std::filesystem::path& folder, std::string_view address, const Settings& settings,
                       const std::function<void(const std::string&)>& told, const Cancellation& cancel);

}  // namespace c360::storage::azure
