// Files of sources in a store: blobs of a container in Azure.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "c360/ingest/found_file.h"
#include "c360/storage/object_store.h"

namespace c360::ingest {

/// Files in a store. A found file's location is its path there; its copy on this disk is the store's own (local_file),
/// so that it comes over the network once. Any thread may call it.
class StoredFiles final : public FileOrigin, public std::enable_shared_from_this<StoredFiles> {
 public:
  explicit StoredFiles(std::unique_ptr<storage::ObjectStore> store) : store_(std::move(store)) {}

  /// The objects that match a pattern (glob_pattern.h) below the store's root, but none below `exclude`, a folder of it
  /// (empty: none). Paths that come out begin with the store's own. An object whose name no file of ours can have is
  /// told. Throws as the store does.
  Found find(const std::string& pattern, const std::string& exclude = {}) const;

  /// An object as users write it.
  std::string display(const std::string& path) const { return store_->display(path); }

  Copied copy(const FoundFile& file, const std::filesystem::path& to) const override;
  std::filesystem::path on_disk(const FoundFile& file) const override;
  bool is_far() const override { return true; }
  void bring_near(const std::vector<FoundFile>& files) const override;

 private:
  std::vector<storage::ObjectInfo> candidates(const std::vector<std::string>& pattern) const;

  std::unique_ptr<storage::ObjectStore> store_;
};

/// What a store says of an object.
FileStamp stamp_of(const storage::ObjectInfo& object);

}  // namespace c360::ingest
