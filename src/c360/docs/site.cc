#include "c360/docs/site.h"

#include <utility>

#include "c360/publish/export_folder.h"

namespace c360::docs {

SiteFiles write_site(const std::filesystem::path& folder, const std::string& kind, const std::string& project,
                     std::string page, bool force) {
  publish::ExportFolder site(folder, kind, project);
  if (!force) site.refuse_changed();
  publish::ExportFolder::Files files;
  const std::size_t bytes = page.size();
  files.emplace("index.html", std::move(page));
  const auto counts = site.replace(files, {}, 0, {});
  return {folder / "index.html", bytes, counts.written > 0};
}

void check_site(const std::filesystem::path& folder, const std::string& kind, const std::string& project, bool force) {
  if (!std::filesystem::exists(folder)) return;
  const publish::ExportFolder site(folder, kind, project);
  if (!force) site.refuse_changed();
}

}  // namespace c360::docs
