#include "c360/project/check_places.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <string>

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

void check_source_place(const ReadSettings& settings, const Source& source, const fs::path& lakehouse,
                        Problems& problems) {
  if (source.rest) return;
  if (!lies_in(fixed_part(settings.project.root / (source.delta.empty() ? source.files : source.delta)), lakehouse))
    return;
  problems.add(
      source.where,
      fmt::format("the files of the source '{}' lie in the lakehouse, where no run looks for them", source.name),
      "keep source files and lakehouse in folders apart");
}

}  // namespace

void check_places(const ReadSettings& settings, Problems& problems) {
  const std::string& written = settings.project.lakehouse;
  if (!settings.is_whole || written.empty() || written.find("://") != std::string::npos) return;
  const fs::path root = plain(settings.project.root);
  const fs::path lakehouse = plain(written);
  check_lakehouse(settings, root, lakehouse, problems);
  if (lies_in(root, lakehouse)) return;
  for (const Source& source : settings.project.sources) check_source_place(settings, source, lakehouse, problems);
}

}  // namespace c360::project
