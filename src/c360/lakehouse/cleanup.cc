#include "c360/lakehouse/cleanup.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "c360/base/error.h"
#include "c360/lakehouse/data_file_name.h"
#include "c360/lakehouse/inspect.h"
#include "c360/lakehouse/moment.h"
#include "c360/lakehouse/publication.h"

namespace c360::lakehouse {
namespace {

constexpr Micros kMicrosPerDay = Micros{86'400} * 1'000'000;

constexpr std::string_view kLog = "/_delta_log/";

bool is_kept_folder(std::string_view path) {
  return path.starts_with("bronze/") || path.starts_with("landing/") || path.starts_with("_c360/");
}

/// The folder of the table whose log holds this path, with a slash, where that is not <layer>/<table>: no table of
/// c360's, whatever its files are called.
std::optional<std::string> foreign_table(std::string_view path) {
  const std::size_t log = path.find(kLog);
  if (log == std::string_view::npos) return std::nullopt;
  const std::string_view folder = path.substr(0, log);
  if (std::count(folder.begin(), folder.end(), '/') == 1) return std::nullopt;
  return std::string(folder) + "/";
}

/// Data files of c360's that are old enough to go if nothing needs them.
std::vector<storage::ObjectInfo> old_data_files(const storage::ObjectStore& lake, Micros before) {
  std::vector<storage::ObjectInfo> files;
  std::set<std::string> foreign;
  for (storage::ObjectInfo& object : lake.list("")) {
    if (auto table = foreign_table(object.path)) foreign.insert(*std::move(table));
    if (is_kept_folder(object.path) || object.path.find(kLog) != std::string::npos) continue;
    if (is_data_file(object.path) && object.modified < before) files.push_back(std::move(object));
  }
  std::erase_if(files, [&](const storage::ObjectInfo& file) {
    return std::any_of(foreign.begin(), foreign.end(),
                       [&](const std::string& table) { return file.path.starts_with(table); });
  });
  return files;
}

/// The files that must stay, and the tables about which nothing certain is known.
class Needed {
 public:
  explicit Needed(Lakehouse& lake) : lake_(lake) {}

  void add_moments(int count) {
    const std::vector<std::int64_t> numbers = moment_numbers(lake_.store());
    const std::size_t kept = std::min(numbers.size(), static_cast<std::size_t>(std::max(count, 1)));
    for (std::size_t i = numbers.size() - kept; i < numbers.size(); ++i) {
      if (const std::optional<Moment> moment = read_moment(lake_.store(), numbers[i])) add(*moment);
    }
  }

  void add_pending() {
    for (const Publication& publication : pending_publications(lake_.store())) {
      add(publication.moment, publication.commits);
    }
  }

  void add_latest_versions() {
    for (const TableName& name : table_names(lake_.store())) {
      if (name.layer != "bronze") add_snapshot(name, {});
    }
  }

  bool holds(const std::string& path) const {
    if (files_.count(path) != 0) return true;
    return std::any_of(unreadable_.begin(), unreadable_.end(),
                       [&](const auto& table) { return path.starts_with(table.first.path() + "/"); });
  }

  std::vector<std::string> unreadable() const {
    std::vector<std::string> reasons;
    for (const auto& [name, reason] : unreadable_) reasons.push_back(fmt::format("{}: {}", name.to_string(), reason));
    return reasons;
  }

 private:
  void add(const Moment& moment, const std::vector<PreparedCommit>& commits = {}) {
    for (const Moment::ParquetFolder& folder : moment.parquet) files_.insert(folder.files.begin(), folder.files.end());
    std::set<TableName> prepared;
    for (const PreparedCommit& commit : commits) {
      prepared.insert(commit.table);
      add_prepared(commit);
    }
    for (const Moment::TableVersion& table : moment.tables) {
      if (table.name.layer != "bronze" && prepared.count(table.name) == 0) add_snapshot(table.name, table.version);
    }
  }

  void add_prepared(const PreparedCommit& commit) {
    std::size_t start = 0;
    while (start < commit.text.size()) {
      const std::size_t end = std::min(commit.text.find('\n', start), commit.text.size());
      if (end > start) add_action(commit.table, std::string_view(commit.text).substr(start, end - start));
      start = end + 1;
    }
  }

  void add_action(const TableName& name, std::string_view line) {
    const std::optional<delta::Action> action = delta::action_from_json(line);
    if (!action) return;
    if (const auto* file = std::get_if<delta::AddFile>(&*action)) files_.insert(name.path() + "/" + file->path);
  }

  void add_snapshot(const TableName& name, std::optional<delta::Version> version) {
    if (unreadable_.count(name) != 0 || !seen_.emplace(name, version).second) return;
    try {
      LakeTable table = lake_.table(name);
      const delta::Snapshot snapshot = snapshot_at(table.log(), {version, {}});
      for (const delta::AddFile& file : snapshot.files()) {
        files_.insert(name.path() + "/" + file.path);
      }
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kIo) throw;
      unreadable_.emplace(name, error.message());
    }
  }

  Lakehouse& lake_;
  std::set<std::string> files_;
  std::set<std::pair<TableName, std::optional<delta::Version>>> seen_;
  std::map<TableName, std::string> unreadable_;
};

}  // namespace

CleanedUp clean_up(Lakehouse& lake, const CleanupOptions& options) {
  CleanedUp result;
  const Micros before = lake.clock().now() - options.keep_days * kMicrosPerDay;
  lake.store().remove_leftovers(before);
  const std::vector<storage::ObjectInfo> old_files = old_data_files(lake.store(), before);
  if (old_files.empty()) return result;
  Needed needed(lake);
  needed.add_moments(options.keep_snapshots);
  needed.add_pending();
  needed.add_latest_versions();
  for (const storage::ObjectInfo& file : old_files) {
    if (needed.holds(file.path)) continue;
    lake.store().remove(file.path);
    result.files.push_back(file.path);
    result.bytes += file.size;
  }
  result.skipped = needed.unreadable();
  return result;
}

}  // namespace c360::lakehouse
