// Where a lakehouse's files live: local disk, or Azure (azure/azure_store.h). Objects are written once and never
// changed; the one exception is put(), for hints that readers can do without.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/clock.h"
#include "c360/storage/lease.h"

namespace c360::storage {

/// One stored object. Paths use '/' and are relative to the store's root, never starting with '/' nor holding "..".
struct ObjectInfo {
  std::string path;
  std::uint64_t size = 0;  ///< bytes
  Micros modified = 0;     ///< UTC
  std::string etag = {};   ///< changes whenever the object does; empty where the store has none
};

enum class PutOutcome { kCreated, kAlreadyExists };

/// A file that the engine writes by local path before it becomes an object. If the store is the local disk, local_path
/// is the object's own place (its name is unique, so nobody reads it before a commit names it).
struct StagedObject {
  std::string path;                  ///< in the store
  std::filesystem::path local_path;  ///< where to write it
};

/// All calls may come from any thread. Failures throw Error(kIo, kNoSpace, kNotFound).
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  /// The whole object; nullopt if there is none.
  virtual std::optional<std::string> get(const std::string& path) const = 0;
  /// `length` bytes from `offset`, fewer at the object's end; nullopt if there is no such object.
  virtual std::optional<std::string> get_range(const std::string& path, std::uint64_t offset,
                                               std::uint64_t length) const = 0;
  virtual std::optional<ObjectInfo> head(const std::string& path) const = 0;

  /// Durable and atomic: a reader sees all of it or nothing; of two writers one creates, the other is told so.
  virtual PutOutcome put_if_absent(const std::string& path, std::string_view bytes) = 0;
  /// Creates or replaces, atomically. For hints (_last_checkpoint) only.
  virtual void put(const std::string& path, std::string_view bytes) = 0;

  /// Everything below `prefix` (a folder, "" for all), sorted by the bytes of the path; `start_after` skips the paths
  /// up to and including it. `recursive = false` gives the direct files only.
  virtual std::vector<ObjectInfo> list(const std::string& prefix, const std::string& start_after = {},
                                       bool recursive = true) const = 0;

  /// Removes an object; fine if there is none.
  virtual void remove(const std::string& path) = 0;

  /// Removes what writers that were killed left behind before `written_before`, which no listing shows.
  virtual void remove_leftovers(Micros written_before) = 0;

  /// A new object to be written through a local file, then given to finish().
  virtual StagedObject stage(const std::string& path) = 0;
  /// Makes a staged file durable as its object; its size in bytes.
  virtual std::uint64_t finish(const StagedObject& staged) = 0;

  /// A local file with the object's bytes for the engine to read (on the local disk: the object itself).
  virtual std::filesystem::path local_file(const std::string& path) const = 0;
  /// Copies an object to a local file of the caller's, which is made or replaced, and keeps nothing near; the version
  /// that was copied, nullopt if there is no such object. Throws Error(kConflict) where it was replaced meanwhile.
  virtual std::optional<ObjectInfo> download(const std::string& path, const std::filesystem::path& file) const = 0;
  /// Makes local_file() of these quick: many files come over a network at one time. Throws Error(kNotFound) for one
  /// that is not there.
  virtual void bring_near(const std::vector<std::string>& /*paths*/) const {}

  /// Leases on its objects; nullptr where the store has none (a local disk has file locks).
  virtual Leases* leases() { return nullptr; }

  /// The store's root as users write it, for messages: "/home/me/shop/lakehouse" or "abfss://…".
  virtual std::string display(const std::string& path = {}) const = 0;
};

/// A store below a folder of the local disk, made on first write. Owned by the caller.
std::unique_ptr<ObjectStore> open_local_store(const std::filesystem::path& root);

/// A part of another store, as a store of its own ("bronze/orders"). `whole` must outlive it.
std::unique_ptr<ObjectStore> open_substore(ObjectStore& whole, std::string prefix);

}  // namespace c360::storage
