#include "c360/adf/import.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/adf/activity_import.h"
#include "c360/adf/yaml_text.h"
#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/project/pipeline_schema.h"

namespace c360::adf {
namespace {

using Calls = std::map<std::string, std::set<std::string>>;

/// The pipelines that are run by what stands below a value.
void collect_calls(const Json& value, std::set<std::string>& called) {
  if (!value.is_structured()) return;
  const std::string name = text_member(member(value, "pipeline"), "referenceName");
  if (!name.empty()) called.insert(name);
  for (const Json& inner : value) collect_calls(inner, called);
}

/// Adds those that are run and lie beside, and what these run.
void follow_calls(Definitions& definitions, Calls& calls) {
  for (std::size_t at = 0; at < definitions.pipelines.size(); ++at) {
    std::set<std::string>& called = calls[definitions.pipelines[at].name];
    collect_calls(definitions.pipelines[at].properties, called);
    for (const std::string& name : called) {
      const auto beside = definitions.beside.find(name);
      if (beside == definitions.beside.end()) continue;
      definitions.pipelines.push_back(std::move(beside->second));
      definitions.beside.erase(beside);
    }
  }
}

/// A name that two files have is imported once.
void keep_first(Definitions& definitions, Findings& findings) {
  std::set<std::string> seen;
  std::vector<Definition> kept;
  for (Definition& pipeline : definitions.pipelines) {
    if (seen.insert(pipeline.name).second)
      kept.push_back(std::move(pipeline));
    else
      findings.push_back({Finding::Kind::kLost, pipeline.file, pipeline.path, fmt::format("'{}'", pipeline.name),
                          "another file has a pipeline of this name"});
  }
  definitions.pipelines = std::move(kept);
}

/// A value that a parameter or variable has at first, of the type that it says.
Json first_value(const Json& declared) {
  const std::string type = text_member(declared, "type");
  Json value = member(declared, "defaultValue");
  const bool is_list = type == "Array" || type == "array";
  if (value.is_string() && (is_list || type == "Object" || type == "object")) {
    Json parsed = Json::parse(value.get<std::string>(), nullptr, false);
    if (!parsed.is_discarded()) value = std::move(parsed);
  }
  return value;
}

Json escaped_constant(const Json& value) {
  if (value.is_string()) return escaped(value.get<std::string>());
  if (!value.is_structured()) return value;
  Json result = value.is_array() ? Json::array() : Json::object();
  for (const auto& entry : value.items()) {
    if (value.is_array())
      result.push_back(escaped_constant(entry.value()));
    else
      result[entry.key()] = escaped_constant(entry.value());
  }
  return result;
}

Json empty_of(const std::string& type) {
  if (type == "Array" || type == "array") return Json::array();
  if (type == "Boolean" || type == "Bool" || type == "boolean") return false;
  if (type == "Integer" || type == "integer") return 0;
  return "";
}

std::map<std::string, TakenParameters> parameters_of(const Definitions& definitions) {
  std::map<std::string, TakenParameters> all;
  for (const Definition& pipeline : definitions.pipelines) {
    TakenParameters& taken = all[pipeline.name];
    const Json& declared = member(pipeline.properties, "parameters");
    if (!declared.is_object()) continue;
    for (const auto& entry : declared.items()) {
      taken.names.of(entry.key());
      const Json value = first_value(entry.value());
      if (value.is_null() || value == "***") taken.required.insert(entry.key());
    }
  }
  return all;
}

/// One pipeline while it is imported.
class PipelineImport {
 public:
  PipelineImport(const Definition& definition, Shared& shared) : definition_(definition), shared_(shared) {}

  ImportedPipeline run() {
    shared_.used_names.clear();
    const std::string& name = shared_.pipelines.of(definition_.name);
    Json pipeline = Json::object();
    const std::string description = text_member(definition_.properties, "description");
    if (!description.empty()) pipeline["description"] = without_expressions(description);
    if (Json parameters = this->parameters(); !parameters.empty()) pipeline["parameters"] = std::move(parameters);
    if (Json variables = this->variables(); !variables.empty()) pipeline["variables"] = std::move(variables);
    tell_the_rest();
    pipeline["activities"] = activities();
    if (name != definition_.name) tell("", fmt::format("it is called {} here", name), Finding::Kind::kNote);
    const std::string text =
        comment_lines(fmt::format("Imported from the pipeline '{}' ({}).", definition_.name, definition_.file)) +
        to_yaml(pipeline);
    check(name, text);
    return {name, definition_.name, text};
  }

 private:
  Json parameters() {
    const TakenParameters& taken = shared_.parameters.at(definition_.name);
    Json result = Json::object();
    const Json& declared = member(definition_.properties, "parameters");
    for (const auto& [there, here] : taken.names.all()) {
      const bool required = taken.required.count(there) > 0;
      result[here] = required ? Json() : escaped_constant(first_value(declared[there]));
      if (to_lower(text_member(declared[there], "type")) == "securestring")
        tell(".parameters." + there, "what a run is given is told in its report: keep secrets in connections.yaml",
             Finding::Kind::kNote);
    }
    return result;
  }

  Json variables() {
    Json result = Json::object();
    const Json& declared = member(definition_.properties, "variables");
    if (!declared.is_object()) return result;
    for (const auto& entry : declared.items()) {
      const Json value = first_value(entry.value());
      Json first = value.is_null() ? empty_of(text_member(entry.value(), "type")) : escaped_constant(value);
      if (first.is_array()) lists_.insert(entry.key());
      result[variables_.of(entry.key())] = std::move(first);
    }
    return result;
  }

  void tell_the_rest() {
    const Json& concurrency = member(definition_.properties, "concurrency");
    if (concurrency.is_number_integer() && concurrency > 1)
      tell(".concurrency", "one run works on a lakehouse at a time; another one waits", Finding::Kind::kNote);
  }

  Json activities() {
    const TakenParameters& taken = shared_.parameters.at(definition_.name);
    Scope scope;
    scope.parameters = &taken.names.all();
    scope.variables = &variables_.all();
    scope.list_variables = &lists_;
    const ActivityPlace around{definition_.properties, definition_.file, definition_.path, scope, definition_.name, 0};
    return import_activities(member(definition_.properties, "activities"), definition_.path + ".activities", around,
                             scope, shared_);
  }

  void tell(const std::string& below, const std::string& why, Finding::Kind kind) {
    shared_.findings.push_back(
        {kind, definition_.file, definition_.path + below, fmt::format("the pipeline '{}'", definition_.name), why});
  }

  /// What is written can be read again, whatever it came from.
  static void check(const std::string& name, const std::string& text) {
    project::Problems problems;
    project::read_pipeline(text, "pipelines/" + name + ".yaml", problems);
    if (!problems.empty())
      throw Error(ErrorCode::kInternal, fmt::format("the pipeline '{}' cannot be written so that it can be read", name),
                  "please report it, with the definition if it holds no secrets; nothing was written");
  }

  const Definition& definition_;
  Shared& shared_;
  Names variables_;
  std::set<std::string> lists_;
};

}  // namespace

Imported import_pipelines(const std::filesystem::path& place, const std::vector<std::string>& taken) {
  Imported imported;
  Definitions definitions = read_definitions(place, imported.findings);
  Calls calls;
  follow_calls(definitions, calls);
  keep_first(definitions, imported.findings);
  Names names;
  Connections connections(definitions);
  for (const std::string& name : taken) connections.reserve(name);
  const auto parameters = parameters_of(definitions);
  Shared shared{definitions, connections, imported.findings, names, parameters, calls, {}};
  for (const Definition& pipeline : definitions.pipelines) names.of(pipeline.name);
  for (const Definition& pipeline : definitions.pipelines)
    imported.pipelines.push_back(PipelineImport(pipeline, shared).run());
  imported.connections = connections.entries();
  return imported;
}

}  // namespace c360::adf
