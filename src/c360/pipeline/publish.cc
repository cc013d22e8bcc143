#include <fmt/core.h>

#include <algorithm>

#include "c360/base/ids.h"
#include "c360/lakehouse/inspect.h"
#include "c360/lakehouse/publication.h"
#include "c360/lakehouse/write.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {
namespace {

/// The metadata that a table will have: its own if there is one, with the new schema and description.
delta::Metadata metadata_for(const TableChange& change, const std::optional<delta::Snapshot>& now) {
  delta::Metadata metadata;
  if (now) {
    metadata = now->metadata();
  } else {
    metadata.id = random_uuid();
    metadata.name = change.name.name;
  }
  metadata.schema = change.schema;
  if (!change.description.empty()) metadata.description = change.description;
  return metadata;
}

/// For the table's history.
std::map<std::string, std::string> metrics_of(const TableChange& change, const delta::Snapshot& now) {
  std::int64_t rows = 0;
  for (const delta::AddFile& file : change.files) rows += lakehouse::rows_of(file).value_or(0);
  return {{"numOutputRows", std::to_string(rows)},
          {"numFiles", std::to_string(change.files.size())},
          {"numRemovedFiles", std::to_string(now.files().size())}};
}

/// The commit that replaces all rows of a table by the change's, or that creates the table with them.
lakehouse::PreparedCommit prepare(Work& work, const TableChange& change) {
  lakehouse::LakeTable table = work.lake.table(change.name);
  lakehouse::PreparedCommit commit;
  commit.table = change.name;
  if (!table.log().exists()) {
    commit.version = 0;
    commit.text =
        table.log().prepare_create(metadata_for(change, std::nullopt), "CREATE TABLE AS SELECT", change.files);
    return commit;
  }
  const delta::Snapshot now = table.log().latest();
  delta::Transaction transaction = table.log().begin(now);
  transaction.remove_all();
  for (const delta::AddFile& file : change.files) transaction.add(file);
  const delta::Metadata metadata = metadata_for(change, now);
  if (!(metadata == now.metadata())) transaction.set_metadata(metadata);
  transaction.set_operation("WRITE", {{"mode", "Overwrite"}, {"runId", work.report.run_id}});
  transaction.set_metrics(metrics_of(change, now));
  commit.version = now.version() + 1;
  commit.text = transaction.prepare();
  return commit;
}

lakehouse::Moment::TableVersion entry_of(const TableChange& change, delta::Version version) {
  lakehouse::Moment::TableVersion entry;
  entry.name = change.name;
  entry.version = version;
  entry.fingerprint = change.fingerprint;
  entry.description = change.description;
  entry.sql = change.sql;
  return entry;
}

/// Not carried over from the moment before.
bool is_of_this_run(const Work& work, const lakehouse::Moment::ParquetFolder& folder) {
  if (!work.before) return true;
  const auto& before = work.before->parquet;
  return std::none_of(before.begin(), before.end(), [&](const auto& known) { return known.files == folder.files; });
}

void remove_files(storage::ObjectStore& lake, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) lake.remove(path);
}

}  // namespace

void publish(Work& work) {
  work.step("publish", fmt::format("{} tables", work.changes.size()), [&](Step& step) {
    lakehouse::Publication publication;
    for (const TableChange& change : work.changes) {
      publication.commits.push_back(prepare(work, change));
      work.after.tables.push_back(entry_of(change, publication.commits.back().version));
    }
    work.after.number = work.before ? work.before->number + 1 : 1;
    work.after.run_id = work.report.run_id;
    work.after.created = work.lake.clock().now();
    keep_lineage(work);
    publication.moment = work.after;
    work.cancel.check();
    work.publishing = true;
    lakehouse::publish(work.lake, publication);
    step.detail = fmt::format("snapshot {}", work.after.number);
  });
}

void discard_changes(Work& work) noexcept {
  if (work.publishing) return;
  try {
    for (const TableChange& change : work.changes) {
      lakehouse::LakeTable table = work.lake.table(change.name);
      lakehouse::discard(table, change.files);
    }
    for (const auto& folder : work.after.parquet) {
      if (is_of_this_run(work, folder)) remove_files(work.lake.store(), folder.files);
    }
  } catch (const std::exception&) {
    return;  // what is left is deleted once it is old
  }
}

}  // namespace c360::pipeline
