// `c360 docs`: the documentation of a project's data as a site in a folder.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace c360::docs {

struct SiteFiles {
  std::filesystem::path page;  ///< what a browser opens
  std::size_t bytes = 0;
  bool changed = false;  ///< false: it stood there already, byte for byte
};

/// Writes the site into a folder, whole or not at all. Throws as publish::ExportFolder; Error(kUsage) for a page that
/// people changed, unless `force`.
SiteFiles write_site(const std::filesystem::path& folder, const std::string& project,
                     const nlohmann::ordered_json& documentation, bool force);

}  // namespace c360::docs
