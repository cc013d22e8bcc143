#include "c360/docs/site.h"

#include "c360/docs/page.h"
#include "c360/publish/export_folder.h"

namespace c360::docs {

SiteFiles write_site(const std::filesystem::path& folder, const std::string& project,
                     const nlohmann::ordered_json& documentation, bool force) {
  publish::ExportFolder site(folder, "docs", project);
  if (!force) site.refuse_changed();
  publish::ExportFolder::Files files = {{"index.html", page_of(documentation)}};
  const auto counts = site.replace(files, {}, 0, {});
  return {folder / "index.html", files.at("index.html").size(), counts.written > 0};
}

}  // namespace c360::docs
