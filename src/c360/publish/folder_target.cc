#include "c360/publish/folder_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "c360/base/ids.h"
#include "c360/base/local_files.h"
#include "c360/publish/manifest.h"
#include "c360/publish/offer.h"

namespace c360::publish {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view kSnapshot = "snapshot-";
constexpr std::string_view kUnfinished = ".unfinished-";

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw_errno("make the folder", folder, error.value());
}

/// A folder that goes with its owner unless it was renamed.
class UnfinishedFolder {
 public:
  explicit UnfinishedFolder(const fs::path& parent) : path_(parent / (std::string(kUnfinished) + random_uuid())) {
    make_folder(path_);
  }
  ~UnfinishedFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;

  const fs::path& path() const { return path_; }

  /// Gives it the first free name of "snapshot-000042", "snapshot-000042-2", …, which is returned.
  std::string finish(std::int64_t snapshot) {
    sync_path(path_);
    for (int turn = 1;; ++turn) {
      const std::string name = fmt::format("{}{:06}{}", kSnapshot, snapshot, turn > 1 ? fmt::format("-{}", turn) : "");
      std::error_code error;
      if (fs::exists(path_.parent_path() / name, error)) continue;
      fs::rename(path_, path_.parent_path() / name, error);
      if (error == std::errc::directory_not_empty || error == std::errc::file_exists) continue;
      if (error) throw_errno("rename", path_, error.value());
      sync_path(path_.parent_path());
      path_.clear();
      return name;
    }
  }

 private:
  fs::path path_;
};

/// The file of a table that did not change since the snapshot that stands there, linked into the new folder.
bool link_unchanged(const fs::path& before, const fs::path& file) {
  std::error_code error;
  fs::create_hard_link(before / file.filename(), file, error);
  return !error;
}

/// One publish into a folder.
class FolderPublication {
 public:
  FolderPublication(const Order& order, FolderTarget::Format format)
      : order_(order),
        is_parquet_(format == FolderTarget::Format::kParquet),
        folder_(order.project.root / (is_parquet_ ? order.target.parquet : order.target.csv)),
        offer_(make_offer(order)) {}

  TargetReport run() {
    make_folder(folder_);
    before_ = read_manifest(folder_ / kCurrent);
    refuse_stranger();
    report_.target = order_.target.name;
    report_.place = folder_.lexically_normal().string();
    report_.snapshot = offer_.plan.snapshot;
    report_.before = before_ ? before_->snapshot : 0;
    if (!is_unchanged()) write_all();
    report_.seconds = seconds_since(start_);
    return std::move(report_);
  }

 private:
  void refuse_stranger() const {
    if (before_ && before_->project != offer_.plan.project)
      throw Error(ErrorCode::kConflict,
                  fmt::format("the folder {} belongs to the project '{}'", folder_.string(), before_->project),
                  "give the target a folder of its own");
  }

  bool is_same(const PlannedTable& table, const Manifest::File* known) const {
    return known != nullptr && known->content == table.content.to_string() &&
           known->columns == column_texts(table.definition);
  }

  bool is_unchanged() {
    if (order_.options.full || !before_ || before_->snapshot != offer_.plan.snapshot ||
        before_->files.size() != offer_.plan.tables.size())
      return false;
    for (const PlannedTable& table : offer_.plan.tables) {
      const Manifest::File* known = before_->find(table.definition.name);
      if (!is_same(table, known)) return false;
      add(table, TableReport::Fate::kUnchanged, known->rows, 0);
    }
    return true;
  }

  void add(const PlannedTable& table, TableReport::Fate fate, std::int64_t rows, double seconds) {
    TableReport& report = report_.tables.emplace_back();
    report.name = table.definition.name;
    report.source = table.source.to_string();
    report.fate = fate;
    report.rows = rows;
    report.sent = fate == TableReport::Fate::kUnchanged ? 0 : rows;
    report.seconds = seconds;
  }

  void write_all() {
    report_.tables.clear();
    UnfinishedFolder unfinished(folder_);
    Manifest manifest{offer_.plan.project, offer_.plan.snapshot, offer_.plan.run_id, {}};
    for (const PlannedTable& table : offer_.plan.tables) manifest.files.push_back(write(table, unfinished.path()));
    add_removed();
    write_manifest(unfinished.path(), manifest);
    std::error_code error;
    const fs::path old = fs::read_symlink(folder_ / kCurrent, error);
    const std::string name = unfinished.finish(manifest.snapshot);
    point_current_to(folder_, name);
    remove_old({name, old.string()});
  }

  Manifest::File write(const PlannedTable& table, const fs::path& into) {
    const std::string& name = table.definition.name;
    const fs::path file = into / (name + (is_parquet_ ? ".parquet" : ".csv"));
    const Manifest::File* known = before_ ? before_->find(name) : nullptr;
    Manifest::File entry{name, table.source.to_string(), table.content.to_string(), 0, column_texts(table.definition)};
    if (!order_.options.full && is_same(table, known) && link_unchanged(folder_ / kCurrent, file)) {
      entry.rows = known->rows;
      add(table, TableReport::Fate::kUnchanged, entry.rows, 0);
      return entry;
    }
    pipeline::Step step{"publish", name, 0, 0, ""};
    order_.progress.started(step);
    const auto start = SteadyClock::now();
    entry.rows = is_parquet_ ? offer_.connection.copy_to_parquet(nested_rows(table), file).rows
                             : offer_.connection.copy_to_csv(published_rows(table), file);
    sync_path(file);
    step.seconds = seconds_since(start);
    step.rows = entry.rows;
    order_.progress.finished(step);
    add(table, known == nullptr ? TableReport::Fate::kCreated : TableReport::Fate::kChanged, entry.rows, step.seconds);
    return entry;
  }

  void add_removed() {
    if (!before_) return;
    for (const Manifest::File& file : before_->files) {
      if (offer_.plan.find(file.table) != nullptr) continue;
      TableReport& report = report_.tables.emplace_back();
      report.name = file.table;
      report.source = file.source;
      report.fate = TableReport::Fate::kRemoved;
      report.deleted = file.rows;
    }
  }

  /// Folders of older snapshots, known by their name and their manifest, and what killed publishes left a day ago.
  void remove_old(const std::vector<std::string>& kept) const {
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      const bool is_old = name.starts_with(kSnapshot) && std::find(kept.begin(), kept.end(), name) == kept.end() &&
                          read_manifest(entry.path()).has_value();
      const auto age = fs::file_time_type::clock::now() - entry.last_write_time();
      const bool is_left = name.starts_with(kUnfinished) && age > std::chrono::hours(24);
      if (is_old || is_left) old.push_back(entry.path());
    }
    std::error_code ignored;
    for (const fs::path& path : old) fs::remove_all(path, ignored);
  }

  SteadyClock::time_point start_ = SteadyClock::now();
  const Order& order_;
  bool is_parquet_;
  fs::path folder_;
  Offer offer_;
  std::optional<Manifest> before_;
  TargetReport report_;
};

}  // namespace

void point_current_to(const fs::path& folder, const std::string& name) {
  const fs::path link = folder / (".current-" + random_uuid());
  std::error_code error;
  if (fs::exists(folder / kCurrent, error) && !fs::is_symlink(folder / kCurrent, error))
    throw Error(ErrorCode::kConflict, fmt::format("{} is no link of c360's", (folder / kCurrent).string()),
                "rename it, or give the target a folder of its own");
  fs::create_directory_symlink(name, link, error);
  if (error) throw_errno("make the link", link, error.value());
  fs::rename(link, folder / kCurrent, error);
  if (error) throw_errno("rename", link, error.value());
  sync_path(folder);
}

TargetReport FolderTarget::publish(const Order& order) {
  return FolderPublication(order, format_).run();
}

}  // namespace c360::publish
