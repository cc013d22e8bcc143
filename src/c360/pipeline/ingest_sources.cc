#include <fmt/core.h>

#include <atomic>
#include <deque>

#include "c360/base/side_by_side.h"
#include "c360/lakehouse/scan.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {
namespace {

ingest::Contracts contracts_of(const project::Project& project, const std::string& source) {
  ingest::Contracts contracts;
  for (const auto& contract : project.contracts) {
    if (contract.from == source) contracts.push_back(&contract);
  }
  return contracts;
}

std::string files(std::size_t count) {
  return fmt::format("{} file{}", count, count == 1 ? "" : "s");
}

bool is_selected(const Work& work, const project::Source& source) {
  return work.selected.count({"bronze", source.name}) > 0;
}

/// The selected sources, in their order, each with its new files known.
std::deque<ingest::SourceIngest> discover(Work& work) {
  ingest::Options options;
  options.rehash = work.options.rehash;
  options.batch_id = work.report.run_id;
  options.watch = [&work](std::function<double()> share) { work.watch(std::move(share)); };
  std::deque<ingest::SourceIngest> ingests;
  for (const project::Source& source : work.project.sources) {
    if (!is_selected(work, source)) continue;
    ingests.emplace_back(work.lake, work.project, source, contracts_of(work.project, source.name), options,
                         work.cancel);
  }
  work.step("discover", "sources", [&](Step& step) {
    std::atomic<std::size_t> found = 0;
    side_by_side(ingests.size(), [&](std::size_t at) { found += ingests[at].find_new_files(); });
    step.detail = found == 0 ? "no new files" : files(found);
  });
  return ingests;
}

void copy_one(Work& work, ingest::SourceIngest source, Step& step) {
  ingest::SourceResult result = source.copy_to_bronze();
  step.rows = result.rows;
  step.rows_in = result.records;
  step.attempts = result.attempts;
  step.detail = result.files.empty() ? "no new files" : files(result.files.size());
  if (result.malformed > 0) step.detail += fmt::format(", {} malformed", result.malformed);
  for (const std::string& note : result.notes) work.note(note);
  work.ingested[result.source] = std::move(result);
}

/// The bronze tables of a source as they stood in the moment before; for sources that --only leaves out.
void keep_as_before(Work& work, const project::Source& source) {
  if (!work.before) return;
  for (const auto& name : {lakehouse::TableName{"bronze", source.name}, {"bronze", source.name + "__malformed"}}) {
    if (const auto* table = work.before->find(name)) work.after.tables.push_back(*table);
  }
}

void add_table(Work& work, const lakehouse::TableName& name, delta::Version version) {
  if (version < 0) return;
  lakehouse::Moment::TableVersion entry;
  entry.name = name;
  entry.version = version;
  entry.fingerprint = std::to_string(version);
  work.after.tables.push_back(std::move(entry));
}

}  // namespace

void ingest_sources(Work& work) {
  std::deque<ingest::SourceIngest> ingests = discover(work);
  for (const project::Source& source : work.project.sources) {
    if (!is_selected(work, source)) {
      keep_as_before(work, source);
      continue;
    }
    work.step("copy", "bronze." + source.name, [&](Step& step) {
      copy_one(work, std::move(ingests.front()), step);
      ingests.pop_front();
    });
    const ingest::SourceResult& result = work.ingested.at(source.name);
    add_table(work, {"bronze", source.name}, result.bronze_version);
    add_table(work, {"bronze", source.name + "__malformed"}, result.malformed_version);
  }
}

}  // namespace c360::pipeline
