#include <fmt/core.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/ingest/discovery.h"
#include "c360/ingest/file_register.h"
#include "c360/ingest/glob_pattern.h"
#include "c360/ingest/source_files.h"
#include "c360/pipeline/activities.h"
#include "c360/pipeline/folder_rows.h"
#include "c360/pipeline/outside.h"
#include "c360/pipeline/stages.h"

namespace c360::pipeline {
namespace {

using lakehouse::TableName;
using Sources = std::vector<const project::Source*>;

bool is_all(const std::vector<std::string>& names) {
  return names.size() == 1 && names[0] == "all";
}

[[noreturn]] void refuse_name(const Attempt& attempt, const char* key, const std::string& what, const std::string& name,
                              const std::vector<std::string>& known) {
  const project::Template* written = attempt.activity.input(key);
  throw Error(ErrorCode::kProject, fmt::format("there is no {} '{}'", what, name),
              known.empty() ? fmt::format("the project has no {} at all", what) : did_you_mean(name, known),
              written == nullptr ? attempt.activity.where : written->where);
}

/// The sources that an input names; of all, those that --only leaves in.
Sources sources_of(const Work& work, const Attempt& attempt) {
  const std::vector<std::string> names = attempt.texts("source");
  Sources sources;
  std::vector<std::string> known;
  for (const project::Source& source : work.project.sources) {
    known.push_back(source.name);
    if ((names.empty() || is_all(names)) && is_selected(work, source)) sources.push_back(&source);
  }
  if (names.empty() || is_all(names)) return sources;
  for (const std::string& name : names) {
    const project::Source* source = work.project.find_source(name);
    if (source == nullptr) refuse_name(attempt, "source", "source", name, known);
    sources.push_back(source);
  }
  return sources;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

JsonValue json_of(const ingest::FoundFile& file) {
  return {{"name", file.path.substr(file.path.rfind('/') + 1)},
          {"path", file.path},
          {"folder", folder_of(file.path)},
          {"size", file.stamp.size},
          {"modified", format_utc(file.stamp.modified_ns / 1000)}};
}

JsonValue json_of(const storage::ObjectInfo& object, const std::string& folder) {
  return {{"name", object.path.substr(object.path.rfind('/') + 1)},
          {"path", folder.empty() ? object.path : folder + "/" + object.path},
          {"folder", folder_of(folder.empty() ? object.path : folder + "/" + object.path)},
          {"type", "File"},
          {"size", object.size},
          {"modified", format_utc(object.modified)}};
}

/// Files that match, and the folders right below that do.
void list_connection(Work& work, Attempt& attempt) {
  const auto store = open_connection(work.project, attempt.text("connection"), attempt.cancel);
  const std::string folder = folder_in_store(attempt.text("folder"));
  const std::string pattern = attempt.text("pattern", "*");
  const auto below = storage::open_substore(*store, folder);
  JsonValue items = JsonValue::array();
  std::string last;
  const auto objects = below->list("");
  for (const storage::ObjectInfo& object : objects) {
    const std::string first = object.path.substr(0, object.path.find('/'));
    const bool is_folder = first.size() < object.path.size();
    if (is_folder && first != last && ingest::fits(pattern, first))
      items.push_back({{"name", first},
                       {"path", folder.empty() ? first : folder + "/" + first},
                       {"folder", folder},
                       {"type", "Folder"}});
    if (is_folder) last = first;
    if (ingest::fits(pattern, object.path)) items.push_back(json_of(object, folder));
  }
  attempt.output = {{"exists", !objects.empty()}, {"count", items.size()}, {"child_items", std::move(items)}};
}

void list_folder(Work& work, Attempt& attempt) {
  const std::string folder = attempt.text("folder");
  const ingest::Found found =
      ingest::find_files(work.project, folder + "/" + attempt.text("pattern", "*"), work.cancel);
  JsonValue files = JsonValue::array();
  for (const ingest::FoundFile& file : found.files) files.push_back(json_of(file));
  const bool exists = !found.files.empty() || ingest::is_folder(work.project, folder, work.cancel);
  attempt.output = {{"exists", exists}, {"count", files.size()}, {"child_items", std::move(files)}};
}

void list_sources(Work& work, Attempt& attempt) {
  JsonValue files = JsonValue::array();
  JsonValue sources = JsonValue::array();
  for (const project::Source* source : sources_of(work, attempt)) {
    const auto known = ingest::FileRegister::read(work.lake.store(), source->name);
    const ingest::Found found = ingest::find_source_files(work.project, *source, work.cancel);
    for (const ingest::FoundFile& file : found.files) {
      files.push_back(json_of(file));
      files.back()["source"] = source->name;
      files.back()["is_new"] = !known.knows(file.path, file.stamp);
    }
    sources.push_back({{"name", source->name}, {"files", found.files.size()}});
  }
  attempt.output = {{"exists", !files.empty()},
                    {"count", files.size()},
                    {"child_items", std::move(files)},
                    {"sources", std::move(sources)}};
}

void land(Runner& runner, Attempt& attempt) {
  const Sources sources = sources_of(runner.work(), attempt);
  runner.in_lakehouse(attempt, [&] { land_sources(runner.work(), sources); });
  JsonValue names = JsonValue::array();
  for (const project::Source* source : sources) names.push_back({{"name", source->name}});
  attempt.output = {{"sources", std::move(names)}};
}

/// Does work on the lakehouse and gives the rows of what it did.
JsonValue work_and_count(Runner& runner, Attempt& attempt, const std::string& kind, const std::function<void()>& work) {
  JsonValue tables = JsonValue::object();
  runner.in_lakehouse(attempt, [&] {
    const std::size_t from = runner.work().steps_so_far();
    work();
    for (const auto& [name, rows] : runner.work().rows_of_steps(kind, from)) {
      tables[name] = rows;
      attempt.rows += rows;
    }
  });
  return tables;
}

std::set<std::string> entities_of(const Work& work, const Attempt& attempt) {
  const std::vector<std::string> names = attempt.texts("entities");
  std::vector<std::string> known;
  for (const auto& contract : work.project.contracts) known.push_back(contract.entity);
  if (is_all(names)) return {known.begin(), known.end()};
  for (const std::string& name : names)
    if (work.project.find_contract(name) == nullptr) refuse_name(attempt, "entities", "entity", name, known);
  return {names.begin(), names.end()};
}

std::set<TableName> models_of(const Work& work, const Attempt& attempt) {
  const std::vector<std::string> names = attempt.texts("models");
  std::set<TableName> models;
  std::vector<std::string> known;
  for (const auto& node : work.models) known.push_back(node.name().to_string());
  for (const auto& node : work.models)
    if (is_all(names)) models.insert(node.name());
  if (is_all(names)) return models;
  for (const std::string& name : names) {
    const std::size_t before = models.size();
    for (const auto& node : work.models)
      if (node.name().to_string() == name || node.name().name == name) models.insert(node.name());
    if (models.size() == before && std::find(known.begin(), known.end(), name) == known.end())
      refuse_name(attempt, "models", "model", name, known);
  }
  return models;
}

}  // namespace

void get_metadata(Runner& runner, Attempt& attempt) {
  if (attempt.truth("land", false)) return land(runner, attempt);
  if (attempt.input.contains("connection")) return list_connection(runner.work(), attempt);
  if (attempt.input.contains("folder")) return list_folder(runner.work(), attempt);
  list_sources(runner.work(), attempt);
}

void copy_files(Runner& runner, Attempt& attempt) {
  Work& work = runner.work();
  const Sources sources = sources_of(work, attempt);
  const std::vector<std::string> files = attempt.texts("files");
  if (!files.empty() && sources.size() != 1) attempt.refuse("source", "one source, where files are named");
  JsonValue rows = work_and_count(runner, attempt, "copy", [&] {
    if (sources.size() > 1) land_sources(work, sources);
    for (const project::Source* source : sources) copy_source(work, *source, files);
  });
  attempt.output = {{"rows", attempt.rows}, {"tables", std::move(rows)}};
}

void refine(Runner& runner, Attempt& attempt) {
  Work& work = runner.work();
  const std::set<std::string> entities = entities_of(work, attempt);
  JsonValue rows = work_and_count(runner, attempt, "refine", [&] {
    refine_entities(work, entities);
    work.all_refined = work.all_refined || entities.size() == work.project.contracts.size();
  });
  attempt.output = {{"rows", attempt.rows}, {"tables", std::move(rows)}};
}

void build(Runner& runner, Attempt& attempt) {
  Work& work = runner.work();
  const std::set<TableName> models = models_of(work, attempt);
  JsonValue rows = work_and_count(runner, attempt, "build", [&] {
    build_models(work, models);
    work.all_built = work.all_built || models.size() == work.models.size();
  });
  attempt.output = {{"rows", attempt.rows}, {"tables", std::move(rows)}};
}

void publish_target(Runner& runner, Attempt& attempt) {
  Work& work = runner.work();
  const std::string name = attempt.text("target");
  const bool full = attempt.truth("full", false);
  std::vector<std::string> known;
  for (const project::PublishTarget& target : work.project.publish) known.push_back(target.name);
  const auto found = std::find(known.begin(), known.end(), name);
  if (found == known.end()) refuse_name(attempt, "target", "target", name, known);
  if (!work.options.outside) throw Error(ErrorCode::kUnsupported, "targets cannot be reached from here");
  const project::PublishTarget& target = work.project.publish[static_cast<std::size_t>(found - known.begin())];
  runner.in_lakehouse(attempt, [&] {
    attempt.output =
        work.options.outside->publish({work.project, target, attempt.cancel}, work.lake, full, work.progress);
  });
}

}  // namespace c360::pipeline
