#include "c360/publish/export_folder.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "c360/base/error.h"
#include "c360/base/hashing.h"
#include "c360/base/local_files.h"

namespace c360::publish {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kList = ".c360-export.json";
constexpr const char* kLock = ".c360-export.lock";
constexpr const char* kNewFile = ".c360-new";
constexpr int kFormat = 1;
constexpr std::size_t kShownFiles = 5;
/// Of lists that do not say their kind.
constexpr const char* kFirstKind = "powerbi";

bool is_ours(const fs::path& name) {
  return name == kList || name == kLock || name == kNewFile;
}

/// Whether a folder holds anything that is not the export's own bookkeeping.
bool holds_something(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder))
    if (!is_ours(entry.path().filename())) return true;
  return false;
}

void put(const fs::path& folder, const std::string& name, const std::string& text) {
  fs::create_directories((folder / name).parent_path());
  write_file(folder / kNewFile, text);
  fs::rename(folder / kNewFile, folder / name);
}

/// Removes a file and the folders that are empty without it.
void remove_with_folders(const fs::path& folder, const std::string& name) {
  std::error_code ignored;
  fs::remove(folder / name, ignored);
  for (fs::path parent = fs::path(name).parent_path(); !parent.empty(); parent = parent.parent_path())
    if (!fs::is_empty(folder / parent, ignored) || !fs::remove(folder / parent, ignored)) break;
}

}  // namespace

ExportFolder::ExportFolder(fs::path folder, std::string kind, std::string project)
    : folder_(std::move(folder)), kind_(std::move(kind)), project_(std::move(project)) {
  if (fs::exists(folder_) && !fs::is_directory(folder_))
    throw Error(ErrorCode::kUsage, folder_.string() + " is no folder", "name a folder to write to");
  const bool listed = fs::exists(folder_ / kList);
  if (fs::exists(folder_) && !listed && holds_something(folder_))
    throw Error(ErrorCode::kUsage, folder_.string() + " holds files that are not an export of c360",
                "nothing was written; name a new or empty folder");
  lock_ = lakehouse::open_file_lock(folder_ / kLock)->try_acquire("export");
  if (!lock_)
    throw Error(ErrorCode::kConflict, "another export is at work in " + folder_.string(), "wait until it has ended");
  if (listed) read_list();
}

void ExportFolder::read_list() {
  Json list;
  try {
    list = Json::parse(read_file(folder_ / kList));
    if (list.at("format") != kFormat) throw Error(ErrorCode::kUnsupported, "another format");
    for (const auto& [name, hashes] : list.at("files").items()) files_[name] = hashes.get<std::set<std::string>>();
    data_ = list.at("data").get<std::set<std::string>>();
    complete_ = list.at("complete").get<bool>();
    snapshot_ = list.value("snapshot", std::int64_t{0});
  } catch (const std::exception&) {
    throw Error(ErrorCode::kCorrupt, (folder_ / kList).string() + " is not the list of an export",
                "nothing was written; export into a new folder");
  }
  const std::string project = list.value("project", ""), kind = list.value("kind", kFirstKind);
  if (kind != kind_)
    throw Error(ErrorCode::kUsage, fmt::format("{} is an export of another kind, '{}'", folder_.string(), kind),
                "nothing was written; name another folder");
  if (project != project_)
    throw Error(ErrorCode::kUsage, fmt::format("{} is an export of the project '{}'", folder_.string(), project),
                "nothing was written; name another folder");
}

void ExportFolder::write_list(const std::map<std::string, std::set<std::string>>& files,
                              const std::set<std::string>& data, std::int64_t snapshot, bool complete) const {
  Json hashes = Json::object();
  for (const auto& [name, known] : files) hashes[name] = known;
  put(folder_, kList,
      Json{{"format", kFormat},
           {"kind", kind_},
           {"project", project_},
           {"complete", complete},
           {"snapshot", snapshot},
           {"files", hashes},
           {"data", data}}
              .dump(2) +
          "\n");
}

std::vector<std::string> ExportFolder::changed_by_people() const {
  std::vector<std::string> changed;
  for (const auto& [name, hashes] : files_) {
    // Where an export was cut off, old and new files are fine, and so is none yet.
    const bool there = fs::exists(folder_ / name);
    if (there ? hashes.count(content_hash(read_file(folder_ / name))) == 0 : complete_) changed.push_back(name);
  }
  return changed;
}

void ExportFolder::refuse_changed() const {
  std::vector<std::string> changed = changed_by_people();
  if (changed.empty()) return;
  const std::size_t count = changed.size();
  if (count > kShownFiles) changed.resize(kShownFiles);
  throw Error(ErrorCode::kUsage,
              fmt::format("{} of the export in {} {} been changed since: {}{}",
                          count == 1 ? "a file" : std::to_string(count) + " files", folder_.string(),
                          count == 1 ? "has" : "have", fmt::join(changed, ", "), count > kShownFiles ? ", …" : ""),
              "nothing was written; keep the changes by exporting into another folder, or overwrite them with --force");
}

ExportFolder::Counts ExportFolder::replace(
    const Files& files, const std::set<std::string>& data, std::int64_t snapshot,
    const std::function<void(const std::string& name, const fs::path& path)>& write_data) {
  Counts counts;
  std::map<std::string, std::set<std::string>> known = files_, final;
  std::set<std::string> all_data = data_;
  all_data.insert(data.begin(), data.end());
  for (const auto& [name, text] : files) {
    final[name] = {content_hash(text)};
    known[name].insert(content_hash(text));
  }
  write_list(known, all_data, 0, false);
  for (const std::string& name : data) {
    fs::create_directories((folder_ / name).parent_path());
    write_data(name, folder_ / kNewFile);
    fs::rename(folder_ / kNewFile, folder_ / name);
    ++counts.written;
  }
  for (const auto& [name, text] : files) {
    if (fs::exists(folder_ / name) && read_file(folder_ / name) == text) {
      ++counts.unchanged;
      continue;
    }
    put(folder_, name, text);
    ++counts.written;
  }
  remove_old(files, data, counts);
  write_list(final, data, snapshot, true);
  files_ = final;
  data_ = data;
  snapshot_ = snapshot;
  complete_ = true;
  return counts;
}

void ExportFolder::remove_old(const Files& files, const std::set<std::string>& data, Counts& counts) const {
  const auto remove = [&](const std::string& name) {
    if (!fs::exists(folder_ / name)) return;
    remove_with_folders(folder_, name);
    ++counts.removed;
  };
  for (const auto& [name, hashes] : files_)
    if (files.count(name) == 0) remove(name);
  for (const std::string& name : data_)
    if (data.count(name) == 0) remove(name);
}

}  // namespace c360::publish
