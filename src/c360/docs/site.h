// A page of one file in a folder of its own.
#pragma once

#include <filesystem>
#include <string>

namespace c360::docs {

struct SiteFiles {
  std::filesystem::path page;  ///< what a browser opens
  std::size_t bytes = 0;
  bool changed = false;  ///< false: it stood there already, byte for byte
};

/// Writes a page of a kind ("docs", "report") as a folder's index.html, whole or not at all. Throws as
/// publish::ExportFolder; Error(kUsage) for a page that people changed, unless `force`.
SiteFiles write_site(const std::filesystem::path& folder, const std::string& kind, const std::string& project,
                     std::string page, bool force);

/// Throws what write_site() would throw of the folder as it is now: before a page is made that takes its time.
void check_site(const std::filesystem::path& folder, const std::string& kind, const std::string& project, bool force);

}  // namespace c360::docs
