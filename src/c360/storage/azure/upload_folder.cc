#include "c360/storage/azure/upload_folder.h"

#include <algorithm>
#include <mutex>
#include <vector>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/side_by_side.h"
#include "c360/storage/azure/azure_store.h"
#include "c360/storage/azure/container.h"
#include "c360/storage/object_path.h"

namespace c360::storage::azure {
namespace {

namespace fs = std::filesystem;

/// Paths below the folder with '/', in their order.
std::vector<std::string> files_below(const fs::path& folder) {
  std::error_code failure;
  std::vector<std::string> files;
  fs::recursive_directory_iterator it(folder, failure);
  for (; !failure && it != fs::recursive_directory_iterator(); it.increment(failure)) {
    const bool is_hidden = it->path().filename().string().starts_with('.');
    if (is_hidden && it->is_directory()) it.disable_recursion_pending();
    if (!is_hidden && it->is_regular_file()) files.push_back(it->path().lexically_relative(folder).generic_string());
  }
  if (failure) throw_errno("list", folder, failure.value());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Uploaded upload_folder(const fs::path& folder, std::string_view address, const Settings& settings,
                       const std::function<void(const std::string&)>& told, const Cancellation& cancel) {
  const Address place = parse_address(address);
  const std::vector<std::string> files = files_below(folder);
  for (const std::string& file : files) check_object_path(file);
  const BlobService service(endpoint_for(place, settings), settings, Clock::system(), cancel);
  Container container(service, place.container, shown_container(place));
  Uploaded uploaded;
  uploaded.made_container = container.create();
  const std::string prefix = place.path.empty() ? "" : place.path + "/";
  std::mutex mutex;
  const auto upload = [&](std::size_t i) {
    const ObjectInfo info = container.upload(prefix + files[i], folder / files[i], {settings.block_bytes, 2});
    const std::lock_guard<std::mutex> lock(mutex);
    ++uploaded.files;
    uploaded.bytes += info.size;
    told(files[i]);
  };
  side_by_side(files.size(), upload, settings.at_once);
  return uploaded;
}

}  // namespace c360::storage::azure
