#include "c360/delta/table.h"

#include <fmt/core.h>

#include <utility>

#include "c360/base/error.h"
#include "c360/base/ids.h"
#include "c360/delta/commit_file.h"
#include "c360/delta/features.h"
#include "c360/delta/log_path.h"
#include "c360/delta/log_segment.h"
#include "c360/delta/schema_change.h"

namespace c360::delta {
namespace {

CommitInfo creation_info(const std::string& operation, std::int64_t now) {
  CommitInfo info;
  info.timestamp = now;
  info.operation = operation;
  info.is_blind_append = true;
  info.engine_info = "c360/" C360_VERSION;
  info.txn_id = random_uuid();
  return info;
}

}  // namespace

Table::Table(storage::ObjectStore& store, const CheckpointFormat& format, const Clock& clock)
    : log_{&store, &format, &clock} {}

bool Table::exists() const {
  if (store().head(commit_path(0))) return true;
  for (const storage::ObjectInfo& file : store().list(std::string(kLogFolder), {}, false)) {
    if (parse_log_path(file.path)) return true;
  }
  return false;
}

Snapshot Table::latest() const {
  return load_snapshot(log_);
}
Snapshot Table::at_version(Version version) const {
  return load_snapshot(log_, version);
}

Snapshot Table::at_timestamp(std::int64_t timestamp) const {
  Snapshot snapshot = at_version(version_at(store(), timestamp));
  check_time_travel(store().display(), snapshot.metadata());
  return snapshot;
}

Snapshot Table::update(const Snapshot& base) const {
  return update_snapshot(log_, base);
}
std::vector<AddFile> Table::live_files() const {
  return load_live_files(log_);
}
std::vector<HistoryEntry> Table::history(std::size_t limit) const {
  return read_history(store(), limit);
}

std::string Table::prepare_create(Metadata metadata, const std::string& operation, const std::vector<AddFile>& files,
                                  const std::vector<Txn>& transactions) const {
  const std::int64_t now = clock().now() / 1000;
  if (metadata.id.empty()) metadata.id = random_uuid();
  if (!metadata.created_time) metadata.created_time = now;
  const Protocol protocol = protocol_for_new_table(metadata);
  check_metadata(store().display(), metadata);
  check_writable(store().display(), protocol, metadata);
  std::vector<Action> actions = {creation_info(operation, now), protocol, std::move(metadata)};
  actions.insert(actions.end(), transactions.begin(), transactions.end());
  actions.insert(actions.end(), files.begin(), files.end());
  return commit_text(actions);
}

Snapshot Table::create(Metadata metadata, const std::string& operation, const std::vector<AddFile>& files,
                       const std::vector<Txn>& transactions) {
  const std::string text = prepare_create(std::move(metadata), operation, files, transactions);
  if (exists() || write_commit(store(), 0, text) == CommitOutcome::kTaken) {
    throw Error(ErrorCode::kConflict, fmt::format("there is a Delta table at {} already", store().display()));
  }
  return at_version(0);
}

Transaction Table::begin(const Snapshot& read) {
  return Transaction(log_, read);
}

CommitResult Table::commit_prepared(Version version, const std::string& text) {
  if (version > 0 && !store().head(commit_path(version - 1)) && !store().head(checkpoint_path(version - 1))) {
    throw Error(ErrorCode::kCorrupt, fmt::format("{}: version {} cannot be committed: version {} is missing",
                                                 store().display(), version, version - 1));
  }
  if (write_commit(store(), version, text) == CommitOutcome::kTaken) {
    return {CommitResult::Kind::kConflict, version, fmt::format("version {} is another commit already", version)};
  }
  if (version > 0) checkpoint_if_due(log_, latest(), version);
  return {CommitResult::Kind::kCommitted, version, {}};
}

void Table::checkpoint(const Snapshot& snapshot) {
  write_checkpoint(store(), format(), snapshot, clock());
}

}  // namespace c360::delta
