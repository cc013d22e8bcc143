#include "c360/project/check_places.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "c360/storage/azure/address.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

/// Without "." and a slash at the end, so that equal folders are equal paths.
fs::path plain(const fs::path& path) {
  const fs::path whole = path.lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

/// Whether a path is a folder or lies in it.
bool lies_in(const fs::path& path, const fs::path& folder) {
  const auto [end, at] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

/// The folders of a pattern in front of its first wildcard, or all of it.
fs::path fixed_part(const fs::path& pattern) {
  fs::path fixed;
  for (const fs::path& part : pattern) {
    if (part.string().find_first_of("*?[") != std::string::npos) break;
    fixed /= part;
  }
  return plain(fixed);
}

void check_lakehouse(const ReadSettings& settings, const fs::path& root, const fs::path& lakehouse,
                     Problems& problems) {
  const Location where = settings.document.place({"lakehouse"});
  const std::string hint = "give the lakehouse a folder of its own, such as ./lakehouse";
  if (lies_in(root, lakehouse)) {
    problems.add(where, "the project itself lies in the lakehouse's folder", hint);
    return;
  }
  for (const char* folder : {"contracts", "models", "tests"}) {
    if (!lies_in(lakehouse, root / folder)) continue;
    problems.add(where, fmt::format("the lakehouse lies in {}/, among the project's own files", folder), hint);
  }
}

const std::string& place_of(const Source& source) {
  return source.delta.empty() ? source.files : source.delta;
}

/// "container/folder" of what an address or a pattern of blobs names; nothing of one that cannot be read.
fs::path place_in_azure(const std::string& text, bool is_pattern) {
  try {
    if (!is_pattern) {
      const auto address = storage::azure::parse_address(text);
      return plain(fs::path(address.container) / address.path);
    }
    const auto blobs = storage::azure::parse_blob_pattern(text);
    return plain(fs::path(blobs.container.container) / blobs.folder);
  } catch (const Error&) {
    return {};  // told elsewhere
  }
}

/// Accounts aside where one of the two does not name its own.
bool are_of_one_account(const std::string& a, const std::string& b) {
  const std::string one = storage::azure::parse_address(a).endpoint.account;
  const std::string other = storage::azure::parse_address(b).endpoint.account;
  return one.empty() || other.empty() || one == other;
}

bool lies_in_lakehouse(const Project& project, const Source& source) {
  const std::string& place = place_of(source);
  const bool is_far = storage::azure::is_address(place);
  if (is_far != storage::azure::is_address(project.lakehouse)) return false;
  if (!is_far) return lies_in(fixed_part(project.root / place), plain(project.lakehouse));
  const fs::path files = place_in_azure(place, source.delta.empty());
  const fs::path lakehouse = place_in_azure(project.lakehouse, false);
  if (files.empty() || lakehouse.empty() || !lies_in(files, lakehouse)) return false;
  const std::string folder = source.delta.empty() ? storage::azure::parse_blob_pattern(place).container.written : place;
  return are_of_one_account(folder, project.lakehouse);
}

void check_source_place(const ReadSettings& settings, const Source& source, Problems& problems) {
  if (source.rest || !lies_in_lakehouse(settings.project, source)) return;
  problems.add(
      source.where,
      fmt::format("the files of the source '{}' lie in the lakehouse, where no run looks for them", source.name),
      "keep source files and lakehouse in folders apart");
}

}  // namespace

void check_places(const ReadSettings& settings, Problems& problems) {
  const std::string& written = settings.project.lakehouse;
  if (!settings.is_whole || written.empty()) return;
  const fs::path root = plain(settings.project.root);
  if (written.find("://") == std::string::npos) {
    check_lakehouse(settings, root, plain(written), problems);
    if (lies_in(root, plain(written))) return;
  }
  for (const Source& source : settings.project.sources) check_source_place(settings, source, problems);
}

}  // namespace c360::project
