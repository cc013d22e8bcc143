#include "c360/storage/azure/azure_store.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/side_by_side.h"
#include "c360/storage/azure/container.h"
#include "c360/storage/file_cache.h"
#include "c360/storage/object_path.h"

namespace c360::storage::azure {
namespace {

namespace fs = std::filesystem;

fs::path cache_folder(const Settings& settings) {
  if (!settings.cache.empty()) return settings.cache;
  if (const char* given = std::getenv("XDG_CACHE_HOME"); given != nullptr && fs::path(given).is_absolute())
    return fs::path(given) / "c360" / "files";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return fs::path(home) / ".cache" / "c360" / "files";
  return fs::temp_directory_path() / "c360-cache" / "files";
}

/// Whether a name holds a UUID: whoever writes such a file never writes another of its name.
bool is_unique(const std::string& path) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char shape) { return shape == '-' ? c == '-' : std::isxdigit(c & 0x7f) != 0; };
  return std::search(path.begin(), path.end(), kShape.begin(), kShape.end(), fits) != path.end();
}

class AzureStore final : public ObjectStore, private Leases {
 public:
  AzureStore(const Address& address, const Settings& settings, const Cancellation& cancel, const Clock& clock)
      : written_(address.written),
        prefix_(address.path.empty() ? "" : address.path + "/"),
        pieces_{settings.block_bytes, settings.at_once},
        service_(endpoint_for(address, settings), settings, clock, cancel),
        container_(service_, address.container, shown_container(address)),
        key_(service_.endpoint().origin + service_.endpoint().base_path + "/" + address.container + "/"),
        cache_(cache_folder(settings), settings.cache_limit) {}

  std::optional<std::string> get(const std::string& path) const override { return container_.get(name_of(path)); }
  std::optional<std::string> get_range(const std::string& path, std::uint64_t offset,
                                       std::uint64_t length) const override;
  std::optional<ObjectInfo> head(const std::string& path) const override;
  PutOutcome put_if_absent(const std::string& path, std::string_view bytes) override;
  void put(const std::string& path, std::string_view bytes) override;
  std::vector<ObjectInfo> list(const std::string& prefix, const std::string& start_after,
                               bool recursive) const override;
  void remove(const std::string& path) override;
  void remove_leftovers(Micros written_before) override { cache_.remove_leftovers(written_before); }
  StagedObject stage(const std::string& path) override;
  std::uint64_t finish(const StagedObject& staged) override;
  fs::path local_file(const std::string& path) const override;
  std::optional<ObjectInfo> download(const std::string& path, const fs::path& file) const override;
  void bring_near(const std::vector<std::string>& paths) const override;
  Leases* leases() override { return this; }
  std::string display(const std::string& path) const override {
    return path.empty() ? written_ : written_ + "/" + path;
  }

 private:
  std::optional<std::string> acquire(const std::string& path, std::chrono::seconds time) override {
    return container_.acquire_lease(name_of(path), static_cast<unsigned>(time.count()));
  }
  bool renew(const std::string& path, const std::string& id) override {
    return container_.renew_lease(name_of(path), id);
  }
  void release(const std::string& path, const std::string& id) override { container_.release_lease(name_of(path), id); }
  bool is_held(const std::string& path) override { return container_.is_leased(name_of(path)); }
  void end(const std::string& path) override { container_.break_lease(name_of(path)); }

  std::string name_of(const std::string& path) const;
  std::optional<ObjectInfo> known_version(const std::string& path) const;
  void remember(const std::string& path, const ObjectInfo& version) const;
  void forget(const std::string& path);

  std::string written_;
  std::string prefix_;
  Pieces pieces_;
  BlobService service_;
  mutable Container container_;
  std::string key_;
  mutable FileCache cache_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, ObjectInfo> versions_;  // of objects with a local copy
};

std::string AzureStore::name_of(const std::string& path) const {
  check_object_path(path);
  return prefix_ + path;
}

std::optional<std::string> AzureStore::get_range(const std::string& path, std::uint64_t offset,
                                                 std::uint64_t length) const {
  if (length == 0) return head(path) ? std::optional<std::string>("") : std::nullopt;
  return container_.get(name_of(path), Range{offset, std::min(length, UINT64_MAX - offset)});
}

std::optional<ObjectInfo> AzureStore::head(const std::string& path) const {
  std::optional<ObjectInfo> info = container_.head(name_of(path));
  if (info) info->path = path;
  return info;
}

PutOutcome AzureStore::put_if_absent(const std::string& path, std::string_view bytes) {
  return container_.create_blob(name_of(path), bytes);
}

void AzureStore::put(const std::string& path, std::string_view bytes) {
  container_.put(name_of(path), bytes);
  forget(path);
}

std::vector<ObjectInfo> AzureStore::list(const std::string& prefix, const std::string& start_after,
                                         bool recursive) const {
  const std::string folder = prefix.ends_with('/') ? prefix.substr(0, prefix.size() - 1) : prefix;
  const std::string whole = folder.empty() ? prefix_ : name_of(folder) + "/";
  std::vector<ObjectInfo> found = container_.list(whole, !recursive);
  for (ObjectInfo& info : found) info.path.erase(0, prefix_.size());
  const auto behind = std::upper_bound(found.begin(), found.end(), start_after,
                                       [](const std::string& path, const auto& info) { return path < info.path; });
  found.erase(found.begin(), behind);
  return found;
}

void AzureStore::remove(const std::string& path) {
  container_.remove(name_of(path));
  forget(path);
}

StagedObject AzureStore::stage(const std::string& path) {
  check_object_path(path);
  return {path, cache_.new_place(fs::path(path).filename())};
}

/// What this machine wrote it need not fetch.
std::uint64_t AzureStore::finish(const StagedObject& staged) {
  const ObjectInfo version = container_.upload(name_of(staged.path), staged.local_path, pieces_);
  cache_.put(key_ + name_of(staged.path), version, staged.local_path);
  remember(staged.path, version);
  std::error_code gone;
  fs::remove(staged.local_path.parent_path(), gone);
  return version.size;
}

void AzureStore::remember(const std::string& path, const ObjectInfo& version) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  versions_[path] = version;
}

void AzureStore::forget(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  versions_.erase(path);
}

/// The version that a copy must be of; nullopt where any will do. Asked of the service once for each object whose name
/// another could have had before it.
std::optional<ObjectInfo> AzureStore::known_version(const std::string& path) const {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (const auto known = versions_.find(path); known != versions_.end()) return known->second;
  }
  if (is_unique(fs::path(path).filename())) return std::nullopt;
  const std::optional<ObjectInfo> info = head(path);
  if (info) remember(path, *info);
  return info;
}

fs::path AzureStore::local_file(const std::string& path) const {
  const std::string name = name_of(path);
  const auto bring = [&](const fs::path& place) { return container_.download(name, place, pieces_); };
  const auto copy = cache_.get(key_ + name, known_version(path), bring);
  if (!copy) throw Error(ErrorCode::kNotFound, fmt::format("there is no {}", display(path)));
  return *copy;
}

std::optional<ObjectInfo> AzureStore::download(const std::string& path, const fs::path& file) const {
  std::optional<ObjectInfo> info = container_.download(name_of(path), file, pieces_);
  if (info) info->path = path;
  return info;
}

void AzureStore::bring_near(const std::vector<std::string>& paths) const {
  side_by_side(
      paths.size(), [&](std::size_t i) { local_file(paths[i]); }, pieces_.at_once);
}

}  // namespace

std::unique_ptr<ObjectStore> open_azure_store(std::string_view address, const Settings& settings,
                                              const Cancellation& cancel, const Clock& clock) {
  return std::make_unique<AzureStore>(parse_address(address), settings, cancel, clock);
}

Endpoint endpoint_for(const Address& address, const Settings& settings) {
  const std::string account = address.endpoint.account.empty() ? settings.account : address.endpoint.account;
  if (!settings.endpoint.empty()) {
    Endpoint endpoint = parse_endpoint(settings.endpoint);
    if (!account.empty()) endpoint.account = account;
    return endpoint;
  }
  if (!address.endpoint.origin.empty()) return address.endpoint;
  if (account.empty())
    throw Error(ErrorCode::kUsage, fmt::format("{} names no account, and the settings do not either", address.written),
                "set account, or write abfss://container@account.dfs.core.windows.net/path");
  return {fmt::format("https://{}.blob.core.windows.net", account), "", account};
}

std::string shown_container(const Address& address) {
  return address.path.empty() ? address.written
                              : address.written.substr(0, address.written.size() - address.path.size() - 1);
}

}  // namespace c360::storage::azure
