#include "c360/ingest/ingest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "c360/base/error.h"
#include "c360/ingest/bronze.h"
#include "c360/ingest/column_names.h"
#include "c360/ingest/discovery.h"
#include "c360/ingest/landing.h"
#include "c360/ingest/pulled.h"

namespace c360::ingest {
namespace {

constexpr int kRegisterAttempts = 20;

/// Finds and registers what is new, until no other process gets in between.
Discovery register_new_files(storage::ObjectStore& lake, const DiscoveryRequest& request, FileRegister& files,
                             const Cancellation& cancel) {
  for (int attempt = 0; attempt < kRegisterAttempts; ++attempt) {
    Discovery discovery = discover(lake, request, files, cancel);
    if (discovery.files.empty() && discovery.sightings.empty()) return discovery;
    std::vector<FileEntry> entries;
    for (const PreparedFile& file : discovery.files) entries.push_back(file.entry);
    if (files.append(lake, entries, discovery.sightings)) return discovery;
    forget(lake, discovery);
    files = FileRegister::read(lake, request.source.name);
  }
  throw Error(ErrorCode::kConflict,
              fmt::format("others registered files of '{}' {} times in a row meanwhile", request.source.name,
                          kRegisterAttempts),
              "let one run work at a time");
}

/// Files of this discovery as they are, earlier ones from landing.
OpenEntry opener(const storage::ObjectStore& lake, const Discovery& discovery) {
  std::map<std::int64_t, const PreparedFile*> prepared;
  for (const PreparedFile& file : discovery.files) prepared[file.entry.file_no] = &file;
  return [&lake, prepared = std::move(prepared)](const FileEntry& entry) {
    const auto found = prepared.find(entry.file_no);
    return found == prepared.end() ? reopen(lake, entry) : *found->second;
  };
}

/// The names that the contracts read, each once.
std::vector<std::string> source_columns(const Contracts& contracts) {
  std::vector<std::string> names;
  for (const project::Contract* contract : contracts) {
    for (const project::ColumnSpec& column : contract->columns) {
      const std::string& name = column.from.empty() ? column.name : column.from;
      const auto is_this = [&](const std::string& known) { return equal_ignoring_case(known, name); };
      if (std::none_of(names.begin(), names.end(), is_this)) names.push_back(name);
    }
  }
  return names;
}

/// Why a source has no bronze.
std::string nothing_yet(const project::Source& source) {
  if (source.rest) return "the API of the source '" + source.name + "' has given no records yet";
  return source.delta.empty() ? "no file matches " + source.files : source.delta + " has no rows yet";
}

}  // namespace

struct SourceIngest::State {
  lakehouse::Lakehouse& lake;
  const project::Project& project;
  const project::Source& source;
  Contracts contracts;
  Options options;
  const Cancellation& cancel;
  Micros now;
  FileRegister files;
  Discovery discovery;
};

SourceIngest::SourceIngest(lakehouse::Lakehouse& lake, const project::Project& project, const project::Source& source,
                           Contracts contracts, Options options, const Cancellation& cancel)
    : state_(new State{lake,
                       project,
                       source,
                       std::move(contracts),
                       std::move(options),
                       cancel,
                       lake.clock().now(),
                       FileRegister::read(lake.store(), source.name),
                       {}}) {}
SourceIngest::~SourceIngest() = default;
SourceIngest::SourceIngest(SourceIngest&&) noexcept = default;

std::size_t SourceIngest::find_new_files() {
  const DiscoveryRequest request{state_->project,          state_->source, state_->contracts,    state_->options.rehash,
                                 state_->options.batch_id, state_->now,    state_->options.files};
  if (state_->source.rest) {
    state_->discovery =
        pull_new_files(state_->lake.store(), request, state_->files, state_->lake.clock(), state_->cancel);
    return state_->discovery.files.size();
  }
  state_->discovery = register_new_files(state_->lake.store(), request, state_->files, state_->cancel);
  return state_->discovery.files.size();
}

SourceResult SourceIngest::copy_to_bronze() {
  const std::string& source = state_->source.name;
  BronzeResult bronze =
      bring_up_to_date(state_->lake, source, state_->files, opener(state_->lake.store(), state_->discovery),
                       source_columns(state_->contracts), state_->cancel, state_->options.watch);
  if (!state_->discovery.files.empty()) sweep_landing(state_->lake.store(), source, state_->files, state_->now);
  SourceResult result;
  result.source = source;
  for (const FileEntry& entry : bronze.files) result.records += entry.records;
  result.files = std::move(bronze.files);
  result.rows = bronze.rows;
  result.malformed = bronze.malformed;
  result.attempts = bronze.attempts;
  result.notes = std::move(state_->discovery.notes);
  if (state_->source.rest) bronze.notes = together(bronze.notes);
  result.notes.insert(result.notes.end(), bronze.notes.begin(), bronze.notes.end());
  if (state_->files.entries().empty()) result.notes.push_back(nothing_yet(state_->source));
  result.bronze_version = bronze.bronze_version;
  result.malformed_version = bronze.malformed_version;
  return result;
}

SourceTotals source_totals(const storage::ObjectStore& lake, const std::string& source) {
  SourceTotals totals;
  const FileRegister files = FileRegister::read(lake, source);
  for (const FileEntry& entry : files.entries()) {
    ++totals.files;
    totals.records += entry.records;
  }
  return totals;
}

std::vector<FileEntry> registered_files(const storage::ObjectStore& lake, const std::string& source) {
  return FileRegister::read(lake, source).entries();
}

bool has_work(lakehouse::Lakehouse& lake, const project::Project& project, const project::Source& source) {
  const FileRegister files = FileRegister::read(lake.store(), source.name);
  if (source.rest && has_open_pull(files)) return true;
  const Found found = find_source_files(project, source);
  const bool unknown = std::any_of(found.files.begin(), found.files.end(),
                                   [&](const FoundFile& file) { return !files.knows(file.path, file.stamp); });
  return unknown || files.last_file_no() != last_file_in_bronze(lake, source.name);
}

}  // namespace c360::ingest
