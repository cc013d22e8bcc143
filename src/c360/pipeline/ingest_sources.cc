#include <fmt/core.h>

#include <algorithm>
#include <atomic>

#include "c360/base/side_by_side.h"
#include "c360/pipeline/carry_over.h"
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

using Sources = std::vector<const project::Source*>;

/// The sources in groups that can be looked at side by side: each behind the one whose records it asks an API for.
std::vector<Sources> parents_first(Sources sources) {
  std::vector<Sources> groups;
  while (!sources.empty()) {
    Sources now, later;
    for (const project::Source* source : sources) {
      const auto is_parent = [&](const project::Source* other) {
        return source->rest && source->rest->for_each.source == other->name;
      };
      (std::any_of(sources.begin(), sources.end(), is_parent) ? later : now).push_back(source);
    }
    groups.push_back(std::move(now));
    sources = std::move(later);
  }
  return groups;
}

ingest::SourceIngest begin_ingest(Work& work, const project::Source& source, std::vector<std::string> files = {}) {
  ingest::Options options;
  options.rehash = work.options.rehash;
  options.batch_id = work.report.run_id;
  options.files = std::move(files);
  options.watch = [&work](std::function<double()> share) { work.watch(std::move(share)); };
  return {work.lake, work.project, source, contracts_of(work.project, source.name), options, work.cancel};
}

/// What several copies of one source in this run have done together.
void add_result(Work& work, ingest::SourceResult result) {
  const auto known = work.ingested.find(result.source);
  if (known != work.ingested.end()) {
    result.records += known->second.records;
    result.rows += known->second.rows;
    result.malformed += known->second.malformed;
  }
  work.ingested[result.source] = std::move(result);
}

void copy_one(Work& work, ingest::SourceIngest source, Step& step) {
  ingest::SourceResult result = source.copy_to_bronze();
  step.rows = result.rows;
  step.rows_in = result.records;
  step.attempts = result.attempts;
  step.detail = result.files.empty() ? "no new files" : files(result.files.size());
  if (result.malformed > 0) step.detail += fmt::format(", {} malformed", result.malformed);
  for (const std::string& note : result.notes) work.note(note);
  add_result(work, std::move(result));
}

void settle(Work& work, const lakehouse::TableName& name, delta::Version version) {
  if (version < 0) return;
  lakehouse::Moment::TableVersion entry;
  entry.name = name;
  entry.version = version;
  entry.fingerprint = std::to_string(version);
  carry_over(work, std::move(entry));
}

}  // namespace

bool is_selected(const Work& work, const project::Source& source) {
  return work.selected.count({"bronze", source.name}) > 0;
}

void land_sources(Work& work, const std::vector<const project::Source*>& sources) {
  work.step("discover", "sources", [&](Step& step) {
    std::atomic<std::size_t> found = 0;
    for (const auto& together : parents_first(sources)) {
      std::vector<ingest::SourceIngest*> ingests;
      for (const project::Source* source : together) {
        work.landed.erase(source->name);
        ingests.push_back(&work.landed.emplace(source->name, begin_ingest(work, *source)).first->second);
      }
      side_by_side(ingests.size(), [&](std::size_t at) { found += ingests[at]->find_new_files(); });
    }
    step.detail = found == 0 ? "no new files" : files(found);
  });
}

void copy_source(Work& work, const project::Source& source, const std::vector<std::string>& only) {
  auto landed = work.landed.extract(source.name);
  work.step("copy", "bronze." + source.name, [&](Step& step) {
    if (landed) {
      copy_one(work, std::move(landed.mapped()), step);
      return;
    }
    ingest::SourceIngest ingest = begin_ingest(work, source, only);
    ingest.find_new_files();
    copy_one(work, std::move(ingest), step);
  });
}

void settle_newest_bronze(Work& work, const project::Source& source) {
  if (work.landed.count(source.name) > 0 || work.ingested.count(source.name) == 0)
    add_result(work, begin_ingest(work, source).copy_to_bronze());
  work.landed.erase(source.name);
  const ingest::SourceResult& result = work.ingested.at(source.name);
  settle(work, {"bronze", source.name}, result.bronze_version);
  settle(work, {"bronze", source.name + "__malformed"}, result.malformed_version);
  work.settled_sources.insert(source.name);
}

}  // namespace c360::pipeline
