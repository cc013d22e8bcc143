#include <fmt/core.h>

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

void ingest_one(Work& work, const project::Source& source, Step& step) {
  ingest::Options options;
  options.rehash = work.options.rehash;
  options.batch_id = work.report.run_id;
  ingest::SourceResult result = ingest::ingest_source(work.lake, work.project, source,
                                                      contracts_of(work.project, source.name), options, work.cancel);
  step.rows = result.rows;
  step.detail = result.files.empty()
                    ? "no new files"
                    : fmt::format("{} file{}", result.files.size(), result.files.size() == 1 ? "" : "s");
  if (result.malformed > 0) step.detail += fmt::format(", {} malformed", result.malformed);
  for (const std::string& note : result.notes) work.note(note);
  work.ingested[source.name] = std::move(result);
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
  for (const project::Source& source : work.project.sources) {
    if (work.selected.count({"bronze", source.name}) == 0) {
      keep_as_before(work, source);
      continue;
    }
    work.step("copy", "bronze." + source.name, [&](Step& step) { ingest_one(work, source, step); });
    const ingest::SourceResult& result = work.ingested.at(source.name);
    add_table(work, {"bronze", source.name}, result.bronze_version);
    add_table(work, {"bronze", source.name + "__malformed"}, result.malformed_version);
  }
}

}  // namespace c360::pipeline
