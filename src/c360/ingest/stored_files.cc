#include "c360/ingest/stored_files.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/ingest/encoding.h"
#include "c360/ingest/file_copy.h"
#include "c360/ingest/glob_pattern.h"
#include "c360/storage/object_path.h"

namespace c360::ingest {
namespace {

constexpr int kFetchAttempts = 3;

/// "a/b" of the pattern "a/b/*.csv": the folder in which everything lies that can match.
std::string fixed_folder(const std::vector<std::string>& pattern) {
  std::string folder;
  for (const std::string& part : pattern) {
    if (has_wildcard(part)) break;
    folder += (folder.empty() ? "" : "/") + part;
  }
  return folder;
}

bool is_object_path(const std::string& path) {
  try {
    storage::check_object_path(path);
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool lies_in(const std::string& path, const std::string& folder) {
  return !folder.empty() && path.starts_with(folder + "/");
}

}  // namespace

FileStamp stamp_of(const storage::ObjectInfo& object) {
  return {object.size, object.modified * 1000, 0, object.etag};
}

/// A pattern without a wildcard asks for one object, one with a wildcard in its last part alone for one folder's.
std::vector<storage::ObjectInfo> StoredFiles::candidates(const std::vector<std::string>& pattern) const {
  const std::string folder = fixed_folder(pattern);
  if (std::none_of(pattern.begin(), pattern.end(), has_wildcard)) {
    const std::optional<storage::ObjectInfo> one = store_->head(folder);
    return one ? std::vector<storage::ObjectInfo>{*one} : std::vector<storage::ObjectInfo>{};
  }
  const bool one_folder = std::none_of(pattern.begin(), pattern.end() - 1, has_wildcard) && pattern.back() != "**";
  return store_->list(folder, {}, !one_folder);
}

Found StoredFiles::find(const std::string& pattern, const std::string& exclude) const {
  const std::vector<std::string> parts = split_pattern(pattern);
  if (parts.empty()) return {};
  Found found;
  for (const storage::ObjectInfo& object : candidates(parts)) {
    if (object.path.ends_with('/') || lies_in(object.path, exclude) || !fits(parts, split_pattern(object.path)))
      continue;
    const std::string shown = store_->display(visible_text(object.path));
    if (is_object_path(object.path)) {
      found.files.push_back({shown, object.path, stamp_of(object), {}, {}, shared_from_this()});
    } else {
      found.notes.push_back(shown + " has an empty part, '.', '..' or a control character in its path and is left out");
    }
  }
  return found;
}

Copied StoredFiles::copy(const FoundFile& file, const std::filesystem::path& to) const {
  try {
    const OpenFile target(open_to_write(to));
    if (!file.member.empty()) {
      copy_member(file, target, to);
      return {Copied::Kind::kWhole, file.stamp};
    }
    const std::optional<storage::ObjectInfo> version = store_->download(file.location.string(), to);
    if (!version) return {Copied::Kind::kVanished};
    return {Copied::Kind::kWhole, stamp_of(*version)};
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kConflict) return {Copied::Kind::kChanged};
    if (error.code() == ErrorCode::kNotFound && !file.member.empty()) return {Copied::Kind::kVanished};
    throw;
  }
}

std::filesystem::path StoredFiles::on_disk(const FoundFile& file) const {
  for (int attempt = 1;; ++attempt) {
    try {
      return store_->local_file(file.location.string());
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kConflict || attempt == kFetchAttempts) throw;
    }
  }
}

void StoredFiles::bring_near(const std::vector<FoundFile>& files) const {
  std::vector<std::string> paths;
  for (const FoundFile& file : files) paths.push_back(file.location.string());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  store_->bring_near(paths);
}

}  // namespace c360::ingest
