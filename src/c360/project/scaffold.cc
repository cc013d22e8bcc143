#include "c360/project/scaffold.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/base/suggest.h"
#include "c360/project/embedded_file.h"
#include "c360/project/names.h"
#include "c360/project/scaffold_text.h"

namespace c360::project {

extern const std::vector<EmbeddedFile> kEmbedded_ecommerce;
extern const std::vector<EmbeddedFile> kEmbedded_retail360;

namespace {

namespace fs = std::filesystem;

struct EmbeddedProject {
  const char* name;
  const std::vector<EmbeddedFile>& files;
};

const std::array<EmbeddedProject, 2>& templates() {
  static const std::array<EmbeddedProject, 2> all = {
      {{"ecommerce", kEmbedded_ecommerce}, {"retail360", kEmbedded_retail360}}};
  return all;
}

void refuse_to_overwrite(const fs::path& root, const std::vector<ScaffoldFile>& files) {
  std::error_code error;
  for (const ScaffoldFile& file : files) {
    if (fs::symlink_status(root / file.path, error).type() == fs::file_type::not_found) continue;
    throw Error(ErrorCode::kUsage, fmt::format("{} is there already", (root / file.path).string()),
                "nothing was written; name another folder, or move the file away");
  }
}

std::vector<std::string> write_all(const fs::path& root, const std::vector<ScaffoldFile>& files) {
  refuse_to_overwrite(root, files);
  std::vector<std::string> written;
  for (const ScaffoldFile& file : files) {
    const fs::path path = root / file.path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) throw_errno("create", path.parent_path(), error.value());
    write_file(path, file.text);
    written.push_back(file.path);
  }
  return written;
}

/// The folder's name as the project's.
std::string project_name(const fs::path& root) {
  const fs::path folder = fs::absolute(root).lexically_normal();
  return to_table_name((folder.has_filename() ? folder : folder.parent_path()).filename().string());
}

}  // namespace

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const EmbeddedProject& known : templates()) names.emplace_back(known.name);
  return names;
}

std::vector<std::string> write_template(const fs::path& root, const std::string& name) {
  for (const EmbeddedProject& known : templates()) {
    if (known.name != name) continue;
    std::vector<ScaffoldFile> files;
    for (const EmbeddedFile& file : known.files) files.push_back({std::string(file.path), std::string(file.text)});
    return write_all(root, files);
  }
  throw Error(ErrorCode::kUsage, fmt::format("there is no template '{}'", name), did_you_mean(name, template_names()));
}

std::vector<std::string> write_project(const fs::path& root, const std::vector<SniffedSource>& sources) {
  return write_all(root, project_files(project_name(root), sources));
}

}  // namespace c360::project
