#include "c360/ingest/glob.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <tuple>

#include "c360/base/local_files.h"
#include "c360/ingest/encoding.h"
#include "c360/ingest/glob_pattern.h"

namespace c360::ingest {
namespace {

namespace fs = std::filesystem;

/// Which folder a path leads to, whatever links it goes by.
struct Identity {
  dev_t device = 0;
  ino_t inode = 0;
  bool operator==(const Identity&) const = default;
};

std::optional<Identity> identity_of(const fs::path& folder) {
  struct stat status {};
  if (folder.empty() || ::stat(folder.c_str(), &status) != 0) return std::nullopt;
  return Identity{status.st_dev, status.st_ino};
}

class Finder {
 public:
  Finder(std::vector<std::string> parts, const fs::path& exclude)
      : parts_(std::move(parts)), excluded_(identity_of(exclude)) {}

  /// `shown` is how `folder` stands in the paths that come out.
  void walk(const fs::path& folder, const std::string& shown, std::size_t part) {
    if (excluded_ && identity_of(folder) == excluded_) return;
    const bool last = part + 1 == parts_.size();
    if (parts_[part] == "**") return walk_any_depth(folder, shown, part);
    if (!has_wildcard(parts_[part])) return enter(folder / parts_[part], shown + parts_[part], part);
    for (const fs::path& name : names(folder, shown)) {
      if (!fits_part(parts_[part], name)) continue;
      if (last || fs::is_directory(folder / name, ignored_)) enter(folder / name, shown + name.string(), part);
    }
  }

  Found take() {
    std::sort(found_.files.begin(), found_.files.end(),
              [](const auto& a, const auto& b) { return std::tie(a.path, a.location) < std::tie(b.path, b.location); });
    const auto same = [](const auto& a, const auto& b) { return a.location == b.location; };
    found_.files.erase(std::unique(found_.files.begin(), found_.files.end(), same), found_.files.end());
    return std::move(found_);
  }

 private:
  void enter(const fs::path& path, const std::string& shown, std::size_t part) {
    if (part + 1 == parts_.size()) return take_file(path, shown);
    if (fs::is_directory(path, ignored_)) walk(path, shown + "/", part + 1);
  }

  void walk_any_depth(const fs::path& folder, const std::string& shown, std::size_t part) {
    const bool last = part + 1 == parts_.size();
    if (!last) walk(folder, shown, part + 1);
    for (const fs::path& name : names(folder, shown)) {
      if (name.string().front() == '.') continue;
      const fs::path path = folder / name;
      const bool is_folder = fs::is_directory(path, ignored_);
      if (is_folder && !fs::is_symlink(path, ignored_)) walk(path, shown + name.string() + "/", part);
      if (last && !is_folder) take_file(path, shown + name.string());
    }
  }

  std::vector<fs::path> names(const fs::path& folder, const std::string& shown) {
    std::error_code failed;
    std::vector<fs::path> names;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
      names.push_back(entry->path().filename());
    }
    if (failed && failed != std::errc::no_such_file_or_directory && failed != std::errc::not_a_directory) {
      found_.notes.push_back("cannot look into " + (shown.empty() ? folder.string() : shown) + ": " + failed.message());
    }
    return names;
  }

  void take_file(const fs::path& path, const std::string& shown) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return;
      throw_errno("look at", path, errno);
    }
    if (!S_ISREG(status.st_mode)) {
      found_.notes.push_back(shown + (S_ISDIR(status.st_mode) ? " is a folder and no file" : " is no plain file"));
      return;
    }
    FileStamp stamp;
    stamp.size = static_cast<std::uint64_t>(status.st_size);
    stamp.modified_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
    stamp.inode = status.st_ino;
    found_.files.push_back({visible_text(shown), path, stamp});
  }

  std::vector<std::string> parts_;
  std::optional<Identity> excluded_;
  std::error_code ignored_;
  Found found_;
};

/// Absolute, without "." or a slash at the end.
fs::path plain(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

}  // namespace

Found find_files(const std::filesystem::path& root, const std::string& pattern, const std::filesystem::path& exclude) {
  const bool absolute = fs::path(pattern).is_absolute();
  std::vector<std::string> parts = split_pattern(pattern);
  if (parts.empty()) return {};
  Finder finder(std::move(parts), exclude);
  finder.walk(absolute ? fs::path("/") : plain(root), absolute ? "/" : "", 0);
  return finder.take();
}

}  // namespace c360::ingest
