#include "c360/ingest/delta/delta_source.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <set>
#include <variant>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/delta/commit_file.h"
#include "c360/delta/features.h"
#include "c360/delta/table.h"
#include "c360/ingest/parquet/parquet_engine.h"
#include "c360/ingest/source_files.h"
#include "c360/ingest/stored_files.h"
#include "c360/lakehouse/checkpoint_format.h"
#include "c360/project/open_lake.h"

namespace c360::ingest {
namespace {

/// The table of a folder or an address, to be read. Does not move: its parts refer to one another.
struct OpenTable {
  explicit OpenTable(std::unique_ptr<storage::ObjectStore> place)
      : store(std::move(place)), format(parquet_engine()), table(*store, format) {}

  bool is_there() const { return !store->list("_delta_log", {}, false).empty(); }

  std::unique_ptr<storage::ObjectStore> store;
  lakehouse::EngineCheckpointFormat format;
  delta::Table table;
};

FileStamp stamp_on_disk(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) throw_errno("look at", path, errno);
  FileStamp stamp;
  stamp.size = static_cast<std::uint64_t>(status.st_size);
  stamp.modified_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  stamp.inode = status.st_ino;
  return stamp;
}

Found files_on_disk(const std::filesystem::path& folder, const std::vector<delta::AddFile>& adds) {
  Found found;
  for (const delta::AddFile& add : adds) {
    const std::filesystem::path location = folder / add.path;
    found.files.push_back({add.path, location, stamp_on_disk(location)});
  }
  return found;
}

Found files_in_store(std::unique_ptr<storage::ObjectStore> store, const std::vector<delta::AddFile>& adds) {
  std::map<std::string, FileStamp> there;
  for (const storage::ObjectInfo& object : store->list("")) there[object.path] = stamp_of(object);
  const auto origin = std::make_shared<const StoredFiles>(std::move(store));
  Found found;
  for (const delta::AddFile& add : adds) {
    const auto object = there.find(add.path);
    if (object == there.end())
      throw Error(ErrorCode::kNotFound, fmt::format("the table's data file {} is gone", origin->display(add.path)));
    found.files.push_back({add.path, add.path, object->second, {}, {}, origin});
  }
  return found;
}

/// "version 7 (OPTIMIZE)": the last one that removed a data file; as far as the log still tells it.
std::string version_that_removed(const OpenTable& open, const std::string& path) {
  for (delta::Version version = open.table.latest().version(); version >= 0; --version) {
    try {
      const std::string text = delta::read_commit(*open.store, version);
      for (const delta::Action& action : delta::parse_commit(text)) {
        const auto* removal = std::get_if<delta::RemoveFile>(&action);
        if (removal == nullptr || removal->path != path) continue;
        const auto info = delta::find_commit_info(text);
        return fmt::format("version {} ({})", version, info ? info->operation : "of an operation without a name");
      }
    } catch (const Error&) {
      break;  // cleaned up
    }
  }
  return "a version that its log no longer has";
}

}  // namespace

Found find_delta_files(const project::Project& project, const std::string& table, const Cancellation& cancel) {
  OpenTable open(project::open_place(project, table, cancel));
  if (!open.is_there()) return {{}, {"there is no Delta table " + table + " yet"}};
  const delta::Snapshot snapshot = open.table.latest();
  delta::check_readable(table, snapshot.protocol(), snapshot.metadata());
  delta::check_readable_files(table, snapshot.files());
  std::vector<delta::AddFile> adds = snapshot.files();
  std::stable_sort(adds.begin(), adds.end(), [](const delta::AddFile& a, const delta::AddFile& b) {
    return a.modification_time < b.modification_time;
  });
  Found found = is_far(table) ? files_in_store(std::move(open.store), adds)
                              : files_on_disk((project.root / table).lexically_normal(), adds);
  for (std::size_t at = 0; at < adds.size(); ++at) {
    found.files[at].path = table + "!" + adds[at].path;
    found.files[at].constants = adds[at].partition_values;
  }
  return found;
}

void check_delta_adds_only(const project::Project& project, const std::string& table, const FileRegister& taken_in,
                           const Found& found) {
  std::set<std::string> live;
  for (const FoundFile& file : found.files) live.insert(file.path);
  for (const FileEntry& entry : taken_in.entries()) {
    if (live.count(entry.path) > 0 || !entry.path.starts_with(table + "!")) continue;
    const OpenTable open(project::open_place(project, table));
    const std::string by =
        open.is_there() ? version_that_removed(open, entry.path.substr(table.size() + 1)) : "its removal as a whole";
    throw Error(
        ErrorCode::kUnsupported,
        fmt::format("the Delta table {} no longer has the data file {}, whose rows were taken in: {} removed or "
                    "rewrote it, and a source may only add rows",
                    table, entry.path.substr(table.size() + 1), by),
        "read a table that is only added to; or begin anew, under another source name");
  }
}

}  // namespace c360::ingest
