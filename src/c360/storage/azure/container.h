// The blobs of one container.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/storage/azure/blob_service.h"
#include "c360/storage/azure/list_answer.h"
#include "c360/storage/object_store.h"

namespace c360::storage::azure {

struct Range {
  std::uint64_t offset = 0;  ///< bytes
  std::uint64_t length = 0;  ///< bytes, at least 1
};

/// How files go and come.
struct Pieces {
  std::uint64_t bytes = 0;  ///< a larger file is cut into pieces of this size
  std::size_t at_once = 0;  ///< pieces on their way at one time
};

/// Any thread may call it. Names are those in the container, not encoded; a folder of a hierarchical namespace is no
/// blob. Every call throws Error(kIo, kNotFound for the container, kConflict for a lease, kCancelled), see refusal.h.
class Container {
 public:
  /// `shown` is the container as users write it, for messages. `service` must outlive it.
  Container(const BlobService& service, std::string name, std::string shown);

  /// Makes the container; false if it was there.
  bool create();

  /// Nullopt: there is no such blob. A range may reach over the end.
  std::optional<std::string> get(const std::string& name, const std::optional<Range>& range = {}) const;
  std::optional<ObjectInfo> head(const std::string& name) const;
  /// A blob into a file that is made or replaced; a large one in pieces side by side. What was read is of one version,
  /// which is told. Nullopt: there is no such blob. Throws Error(kConflict) where it changed meanwhile.
  std::optional<ObjectInfo> download(const std::string& name, const std::filesystem::path& file,
                                     const Pieces& pieces) const;

  /// Creates a blob, unless its name is taken. What came of a request whose answer was lost is found out.
  PutOutcome create_blob(const std::string& name, std::string_view bytes);
  /// Creates or replaces; the new ETag.
  std::string put(const std::string& name, std::string_view bytes);
  /// Replaces the version with this ETag; false if it is not the current one.
  bool put_if_match(const std::string& name, std::string_view bytes, const std::string& etag);
  /// Creates or replaces from a file; a large one in pieces side by side. The new ETag and size.
  ObjectInfo upload(const std::string& name, const std::filesystem::path& file, const Pieces& pieces);

  /// All blobs whose names begin so, sorted by the bytes of their names; with `direct_only` those with no further '/'.
  std::vector<ObjectInfo> list(const std::string& prefix, bool direct_only = false) const;
  /// Fine if there is none.
  void remove(const std::string& name);

  /// Takes a lease of this many seconds (15 to 60) on a blob that is there; its id, nullopt if somebody has it.
  std::optional<std::string> acquire_lease(const std::string& name, unsigned seconds);
  /// Makes a lease last its time again from now on; false if it was lost.
  bool renew_lease(const std::string& name, const std::string& id);
  /// Gives a lease back; fine if it was lost.
  void release_lease(const std::string& name, const std::string& id);
  /// Whether somebody has a lease on a blob now; false if there is no such blob.
  bool is_leased(const std::string& name) const;
  /// Ends whatever lease there is, at once.
  void break_lease(const std::string& name);

 private:
  Call call(std::string method, const std::string& name) const;
  Asked asked(std::string doing, const std::string& name) const;
  [[noreturn]] void refuse(const Asked& what, const fetch::Answer& answer) const;
  fetch::Answer put_blob(Call put, const std::string& name) const;
  bool is_ours(const std::string& name, std::string_view bytes, const std::string& mark) const;
  fetch::Answer lease(const std::string& name, const std::string& action, std::vector<http::Header> headers) const;
  ListPage list_page(const Query& query, const std::string& marker) const;
  std::string upload_pieces(const std::string& name, const std::filesystem::path& file, std::uint64_t size,
                            const Pieces& pieces) const;

  const BlobService& service_;
  std::string name_;
  std::string shown_;
};

}  // namespace c360::storage::azure
