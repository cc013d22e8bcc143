// Local copies of stored files, so that each comes over the network once.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "c360/storage/object_store.h"

namespace c360::storage {

/// A folder of copies that many processes share. A copy is of one version of an object, given by its size and ETag, and
/// is whole: it gets its name once all of it is there. Those used longest ago are removed when all together exceed the
/// limit, but none that a FileCache which is still there has given out: so the folder may exceed its limit while more
/// than that is in use. What a killed process used is free again. Any thread may call it; failures throw Error(kIo,
/// kNoSpace).
class FileCache {
 public:
  /// The folder is made when it is needed. `limit` is in bytes.
  FileCache(std::filesystem::path folder, std::uint64_t limit);
  ~FileCache();
  FileCache(const FileCache&) = delete;
  FileCache& operator=(const FileCache&) = delete;

  /// Writes the object to a file that is not there, and tells its version; nullopt if there is no such object.
  using Fetch = std::function<std::optional<ObjectInfo>(const std::filesystem::path&)>;

  /// The copy of an object, which `fetch` brings if there is none; nullopt if it says so. `key` names the object in all
  /// stores. `version` is what it must be (size and ETag); without one any copy will do, for objects that never change.
  /// Of two that want one copy at the same time, in one process or in two, one brings it and the other waits.
  std::optional<std::filesystem::path> get(const std::string& key, const std::optional<ObjectInfo>& version,
                                           const Fetch& fetch);

  /// Takes a local file in, by moving it, as the copy of a version.
  void put(const std::string& key, const ObjectInfo& version, const std::filesystem::path& file);

  /// A new path below the folder for a file that is being written; its own folder is there.
  std::filesystem::path new_place(const std::string& name);
  /// Removes what killed processes left behind before this time: files half written and marks of use.
  void remove_leftovers(Micros written_before);

 private:
  class Uses;

  std::optional<std::filesystem::path> find(const std::string& key, const std::optional<ObjectInfo>& version);
  std::filesystem::path keep(const std::string& key, const ObjectInfo& version, const std::filesystem::path& file);
  void make_room(std::uint64_t added);

  std::filesystem::path folder_;
  std::uint64_t limit_;
  std::unique_ptr<Uses> uses_;
  std::atomic<std::uint64_t> added_since_look_;
};

}  // namespace c360::storage
