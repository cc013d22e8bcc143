#include "c360/ingest/delta/delta_source.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <variant>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/delta/commit_file.h"
#include "c360/delta/features.h"
#include "c360/delta/table.h"
#include "c360/ingest/parquet/parquet_engine.h"
#include "c360/lakehouse/checkpoint_format.h"

namespace c360::ingest {
namespace {

/// The table of a folder, to be read.
struct OpenTable {
  explicit OpenTable(const std::filesystem::path& folder)
      : store(storage::open_local_store(folder)), format(parquet_engine()), table(*store, format) {}

  std::unique_ptr<storage::ObjectStore> store;
  lakehouse::EngineCheckpointFormat format;
  delta::Table table;
};

FoundFile found_file(const std::filesystem::path& folder, const std::string& table, const delta::AddFile& add) {
  FoundFile file;
  file.path = table + "!" + add.path;
  file.location = folder / add.path;
  struct stat status {};
  if (::stat(file.location.c_str(), &status) != 0) throw_errno("look at", file.location, errno);
  file.stamp.size = static_cast<std::uint64_t>(status.st_size);
  file.stamp.modified_ns = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  file.stamp.inode = status.st_ino;
  file.constants = add.partition_values;
  return file;
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

Found find_delta_files(const std::filesystem::path& root, const std::string& table) {
  const std::filesystem::path folder = (root / table).lexically_normal();
  if (!std::filesystem::is_directory(folder / "_delta_log")) return {{}, {"there is no Delta table " + table + " yet"}};
  const OpenTable open(folder);
  const delta::Snapshot snapshot = open.table.latest();
  delta::check_readable(table, snapshot.protocol(), snapshot.metadata());
  delta::check_readable_files(table, snapshot.files());
  std::vector<delta::AddFile> adds = snapshot.files();
  std::stable_sort(adds.begin(), adds.end(), [](const delta::AddFile& a, const delta::AddFile& b) {
    return a.modification_time < b.modification_time;
  });
  Found found;
  for (const delta::AddFile& add : adds) found.files.push_back(found_file(folder, table, add));
  return found;
}

void check_delta_adds_only(const std::filesystem::path& root, const std::string& table, const FileRegister& taken_in,
                           const Found& found) {
  std::set<std::string> live;
  for (const FoundFile& file : found.files) live.insert(file.path);
  for (const FileEntry& entry : taken_in.entries()) {
    if (live.count(entry.path) > 0 || !entry.path.starts_with(table + "!")) continue;
    const std::filesystem::path folder = (root / table).lexically_normal();
    const bool there = std::filesystem::is_directory(folder / "_delta_log");
    const std::string by =
        there ? version_that_removed(OpenTable(folder), entry.path.substr(table.size() + 1)) : "its removal as a whole";
    throw Error(
        ErrorCode::kUnsupported,
        fmt::format("the Delta table {} no longer has the data file {}, whose rows were taken in: {} removed or "
                    "rewrote it, and a source may only add rows",
                    table, entry.path.substr(table.size() + 1), by),
        "read a table that is only added to; or begin anew, under another source name");
  }
}

}  // namespace c360::ingest
