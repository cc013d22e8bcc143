#include "c360/delta/transaction.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/delta/commit_file.h"
#include "c360/delta/features.h"
#include "c360/delta/log_segment.h"
#include "c360/delta/path_encoding.h"
#include "c360/delta/replay.h"
#include "c360/delta/schema_change.h"
#include "c360/delta/table_properties.h"

namespace c360::delta {
namespace {

constexpr int kMostAttempts = 1000;

RemoveFile tombstone_of(const AddFile& file, std::int64_t now) {
  RemoveFile remove;
  remove.path = file.path;
  remove.deletion_timestamp = now;
  remove.extended_file_metadata = true;
  remove.partition_values = file.partition_values;
  remove.size = file.size;
  remove.tags = file.tags;
  remove.deletion_vector = file.deletion_vector;
  return remove;
}

bool has_exactly(const PartitionValues& values, const std::vector<std::string>& columns) {
  return values.size() == columns.size() &&
         std::all_of(columns.begin(), columns.end(), [&](const auto& column) { return values.contains(column); });
}

}  // namespace

Transaction::Transaction(TableLog log, Snapshot read) : log_(log), read_(std::move(read)) {
  info_.timestamp = log_.clock->now() / 1000;
  info_.operation = "WRITE";
  info_.engine_info = "c360/" C360_VERSION;
  info_.txn_id = random_uuid();
  info_.read_version = read_.version();
}

void Transaction::add(AddFile file) {
  adds_.push_back(std::move(file));
}

void Transaction::remove(const AddFile& file) {
  removes_.push_back(tombstone_of(file, info_.timestamp));
}

void Transaction::remove_all() {
  removes_.clear();
  for (const AddFile& file : read_.files()) remove(file);
}

void Transaction::set_metadata(Metadata metadata) {
  metadata_ = std::move(metadata);
}

void Transaction::set_app_version(const std::string& app_id, std::int64_t version) {
  transactions_.push_back({app_id, version, info_.timestamp});
}

void Transaction::set_operation(std::string operation, std::map<std::string, std::string> parameters) {
  info_.operation = std::move(operation);
  info_.operation_parameters = std::move(parameters);
}

void Transaction::set_metrics(std::map<std::string, std::string> metrics) {
  info_.operation_metrics = std::move(metrics);
}

void Transaction::set_blind_append(bool blind) {
  blind_ = blind;
}

bool Transaction::removes_everything() const {
  std::set<std::string> removed;
  for (const RemoveFile& file : removes_) removed.insert(file_key(file.path, file.deletion_vector));
  return std::all_of(read_.files().begin(), read_.files().end(),
                     [&](const AddFile& file) { return removed.contains(file_key(file.path, file.deletion_vector)); });
}

/// A commit adds and removes each path at most once, both only for another deletion vector, and gives of every file the
/// values of exactly the partition columns.
void Transaction::check_files() const {
  const std::string table = log_.store->display();
  std::set<std::string> removed, added, keys;
  const auto once = [&](std::set<std::string>& paths, const auto& file) {
    const bool is_new_path = paths.insert(canonical_path(file.path)).second;
    if (keys.insert(file_key(file.path, file.deletion_vector)).second && is_new_path) return;
    throw Error(ErrorCode::kUsage, fmt::format("{}: '{}' is added or removed twice in one commit", table, file.path));
  };
  for (const RemoveFile& file : removes_) once(removed, file);
  for (const AddFile& file : adds_) {
    once(added, file);
    if (has_exactly(file.partition_values, metadata().partition_columns)) continue;
    throw Error(ErrorCode::kUsage,
                fmt::format("{}: '{}' does not give the values of the table's partition columns", table, file.path));
  }
}

void Transaction::check() const {
  const std::string table = log_.store->display();
  const Protocol protocol = upgraded_protocol(read_.protocol(), metadata()).value_or(read_.protocol());
  check_writable(table, protocol, metadata());
  check_files();
  if (is_append_only(read_.metadata()) && !removes_.empty()) {
    throw Error(ErrorCode::kUsage, fmt::format("{}: the table is append-only (delta.appendOnly): nothing may be "
                                               "removed from it",
                                               table));
  }
  if (!metadata_) return;
  check_metadata(table, *metadata_);
  if (blind_ || !removes_everything()) check_metadata_change(table, read_.metadata(), *metadata_);
}

std::vector<Action> Transaction::actions() const {
  CommitInfo info = info_;
  info.is_blind_append = blind_ && removes_.empty() && !metadata_;
  std::vector<Action> all = {std::move(info)};
  if (metadata_) {
    if (auto protocol = upgraded_protocol(read_.protocol(), *metadata_)) all.emplace_back(*std::move(protocol));
    all.emplace_back(*metadata_);
  }
  all.insert(all.end(), transactions_.begin(), transactions_.end());
  all.insert(all.end(), removes_.begin(), removes_.end());
  all.insert(all.end(), adds_.begin(), adds_.end());
  return all;
}

Intent Transaction::intent() const {
  Intent intent;
  intent.reads_table = !blind_ || !removes_.empty();
  intent.transactions = transactions_;
  for (const RemoveFile& file : removes_) intent.removed_keys.insert(file_key(file.path, file.deletion_vector));
  for (const AddFile& file : adds_) intent.added_keys.insert(file_key(file.path, file.deletion_vector));
  return intent;
}

bool Transaction::already_applied() const {
  return !transactions_.empty() && std::all_of(transactions_.begin(), transactions_.end(), [&](const Txn& txn) {
    return read_.app_version(txn.app_id).value_or(txn.version - 1) >= txn.version;
  });
}

/// Shows the check all commits from `from` on; the version after the last.
Version Transaction::see_newer_commits(ConflictCheck& conflicts, Version from) const {
  const auto commits = find_newer_commits(*log_.store, from - 1);
  if (!commits) {
    throw Error(ErrorCode::kCorrupt,
                fmt::format("{}: the log does not go on from version {}", log_.store->display(), from - 1));
  }
  for (const CommitFile& commit : *commits) {
    conflicts.see(commit.version, parse_commit(read_commit(*log_.store, commit.version)));
  }
  return from + static_cast<Version>(commits->size());
}

CommitResult Transaction::commit() {
  using Kind = CommitResult::Kind;
  if (already_applied()) return {Kind::kAlreadyApplied, read_.version(), {}};
  const std::string text = prepare();
  const Intent mine = intent();
  ConflictCheck conflicts(mine);
  Version next = read_.version() + 1;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    if (write_commit(*log_.store, next, text) == CommitOutcome::kWritten) {
      checkpoint_if_due(log_, read_, next);
      return {Kind::kCommitted, next, {}};
    }
    next = see_newer_commits(conflicts, next);
    if (const auto applied = conflicts.already_applied()) return {Kind::kAlreadyApplied, *applied, {}};
    if (conflicts.conflict()) return {Kind::kConflict, next - 1, *conflicts.conflict()};
  }
  return {Kind::kConflict, next - 1, fmt::format("others committed first, {} times in a row", kMostAttempts)};
}

std::string Transaction::prepare() {
  check();
  return commit_text(actions());
}

}  // namespace c360::delta
