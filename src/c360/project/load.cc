#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "c360/base/suggest.h"
#include "c360/project/azure_schema.h"
#include "c360/project/check_contract.h"
#include "c360/project/check_metrics.h"
#include "c360/project/check_pipelines.h"
#include "c360/project/check_places.h"
#include "c360/project/check_project.h"
#include "c360/project/check_publish.h"
#include "c360/project/check_roles.h"
#include "c360/project/connection_schema.h"
#include "c360/project/contract_schema.h"
#include "c360/project/dashboard_schema.h"
#include "c360/project/environments.h"
#include "c360/project/metric_schema.h"
#include "c360/project/model_test_schema.h"
#include "c360/project/pipeline_schema.h"
#include "c360/project/project.h"
#include "c360/project/read_sql_files.h"
#include "c360/project/rest_schema.h"
#include "c360/project/settings_schema.h"
#include "c360/project/text_file.h"
#include "c360/project/yaml_document.h"

namespace c360::project {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSettingsFile = "c360.yaml";

void require_settings_file(const fs::path& root) {
  std::error_code error;
  if (fs::is_regular_file(root / kSettingsFile, error)) return;
  const std::string hint = fs::exists(root / "c360.yml", error)
                               ? "rename c360.yml to c360.yaml"
                               : "go to a project's folder, name it with -C DIR, or make one with `c360 init DIR`";
  throw Error(ErrorCode::kProject, fmt::format("no {} in {}", kSettingsFile, fs::absolute(root).string()), hint);
}

std::optional<YamlNode> read_yaml(const fs::path& root, const std::string& file, Problems& problems) {
  const std::optional<std::string> text = read_text(root / file, file, problems);
  return text ? parse_yaml(*text, file, problems) : std::nullopt;
}

std::string resolved_lakehouse(const fs::path& root, const std::string& written) {
  if (written.empty() || written.find("://") != std::string::npos) return written;
  return (fs::absolute(root) / written).lexically_normal().string();
}

/// The settings of an environment; empty: those without any.
ReadSettings settings_in(const fs::path& root, const std::optional<YamlNode>& document, const std::string& environment,
                         Problems& problems) {
  ReadSettings settings;
  if (document) {
    settings.document = environment.empty() ? *document : settings_of(*document, environment);
    if (auto project = settings_object().read(settings.document, "c360.yaml", problems)) {
      settings.project = std::move(*project);
      settings.is_whole = true;
    }
  }
  settings.project.environment = environment;
  settings.project.root = fs::absolute(root).lexically_normal();
  settings.project.where = {kSettingsFile, 1, 1};
  settings.project.lakehouse = resolved_lakehouse(root, settings.project.lakehouse);
  return settings;
}

ReadSettings checked_settings(const fs::path& root, const std::optional<YamlNode>& document,
                              const std::string& environment, Problems& problems) {
  ReadSettings settings = settings_in(root, document, environment, problems);
  check_settings(settings, problems);
  check_azure(settings, problems);
  check_rest(settings, problems);
  check_places(settings, problems);
  return settings;
}

void require_environment(const ReadSettings& settings, const std::string& environment) {
  const std::vector<std::string>& known = settings.project.environments;
  if (environment.empty() || std::find(known.begin(), known.end(), environment) != known.end()) return;
  throw Error(
      ErrorCode::kUsage, fmt::format("c360.yaml has no environment '{}'", environment),
      known.empty() ? "add it under 'environments:', or leave -e and C360_ENV away" : did_you_mean(environment, known),
      settings.document.place({"environments"}));
}

/// The settings of an environment. Mistakes of all are told, whichever is chosen: they would else be told only then.
ReadSettings read_settings(const fs::path& root, const std::optional<YamlNode>& document,
                           const std::string& environment, Problems& problems) {
  ReadSettings chosen = checked_settings(root, document, {}, problems);
  if (chosen.is_whole) require_environment(chosen, environment);
  for (const std::string& name : std::vector<std::string>(chosen.project.environments)) {
    Problems found;
    ReadSettings other = checked_settings(root, document, name, found);
    problems.add_new(found);
    if (name == environment) chosen = std::move(other);
  }
  return chosen;
}

/// A name must say which of the two is meant.
void check_connection_names(const Project& project, Problems& problems) {
  for (const Connection& connection : project.connections)
    for (const PublishTarget& target : project.publish)
      if (connection.name == target.name)
        problems.add(connection.where, fmt::format("there is a target '{}', too", connection.name),
                     "sql and load would not know which is meant: rename one of them");
}

ReadContracts read_contracts(const fs::path& root, const Project& project, Problems& problems) {
  ReadContracts contracts;
  for (const std::string& file : files_below(root, "contracts", ".yaml", false)) {
    std::optional<YamlNode> document = read_yaml(root, file, problems);
    std::optional<Contract> contract;
    if (document) contract = contract_object().read(*document, "a contract", problems);
    if (!contract) {
      contracts.unreadable.insert(fs::path(file).stem().string());
      continue;
    }
    complete_contract(*contract, *document, project);
    contracts.read.push_back({std::move(*document), std::move(*contract)});
  }
  for (const std::string& file : files_below(root, "contracts", ".yml", false))
    problems.add({file}, "contracts are files that end in .yaml", "rename it");
  return contracts;
}

std::vector<ReadMetrics> read_metrics(const fs::path& root, const ReadContracts& contracts,
                                      const std::vector<ModelSpec>& models, Problems& problems) {
  std::vector<ReadMetrics> metrics;
  for (const std::string& file : files_below(root, "metrics", ".yaml", false)) {
    std::optional<YamlNode> document = read_yaml(root, file, problems);
    std::optional<MetricEntity> entity;
    if (document) entity = metric_object().read(*document, "a metrics file", problems);
    if (!entity) continue;
    metrics.push_back({std::move(*document), std::move(*entity)});
    complete_metrics(metrics.back(), contracts, models);
  }
  for (const std::string& file : files_below(root, "metrics", ".yml", false))
    problems.add({file}, "metrics are files that end in .yaml", "rename it");
  complete_together(metrics, contracts, models);
  return metrics;
}

SemanticModel semantic_model(std::vector<ReadMetrics> metrics) {
  SemanticModel model;
  for (ReadMetrics& read : metrics) model.entities.push_back(std::move(read.entity));
  return model;
}

}  // namespace

Project load(const fs::path& root, const std::string& environment) {
  require_settings_file(root);
  Problems problems;
  const std::optional<YamlNode> document = read_yaml(root, kSettingsFile, problems);
  ReadSettings settings = read_settings(root, document, environment, problems);
  ReadContracts contracts = read_contracts(root, settings.project, problems);
  settings.project.models = read_models(root, problems);
  settings.project.tests = read_tests(root, problems);
  settings.project.model_tests = read_model_tests(root, problems);
  settings.project.dashboards = read_dashboards(root, problems);
  settings.project.connections = read_connections_file(root, problems);
  settings.project.pipelines = read_pipelines(root, problems);
  std::vector<ReadMetrics> metrics = read_metrics(root, contracts, settings.project.models, problems);
  for (const ReadContract& contract : contracts.read) check_contract(contract, problems);
  check_references(settings, contracts, problems);
  check_metrics(metrics, contracts, settings.project.models, problems);
  check_publish(settings, contracts, problems);
  check_connection_names(settings.project, problems);
  check_roles(settings, contracts, problems);
  check_pipelines(settings, contracts, problems);
  problems.throw_if_any();
  settings.project.metrics = semantic_model(std::move(metrics));
  settings.project.contracts = parents_first(std::move(contracts));
  return std::move(settings.project);
}

const Source* Project::find_source(std::string_view source) const {
  for (const Source& candidate : sources)
    if (candidate.name == source) return &candidate;
  return nullptr;
}

std::optional<std::int64_t> Project::freshness_of(const Source& source) const {
  return source.freshness_seconds ? source.freshness_seconds : freshness_seconds;
}

const Contract* Project::find_contract(std::string_view entity) const {
  for (const Contract& candidate : contracts)
    if (candidate.entity == entity) return &candidate;
  return nullptr;
}

const PipelineSpec* Project::find_pipeline(std::string_view wanted) const {
  for (const auto& candidate : pipelines)
    if (candidate->name == wanted) return candidate.get();
  return nullptr;
}

const Connection* Project::find_connection(std::string_view wanted) const {
  for (const Connection& candidate : connections)
    if (candidate.name == wanted) return &candidate;
  return nullptr;
}

std::optional<PublishTarget> Project::find_database(std::string_view wanted) const {
  for (const PublishTarget& target : publish)
    if (target.name == wanted) return target;
  const Connection* connection = find_connection(wanted);
  if (connection == nullptr || !connection->is_database()) return std::nullopt;
  return connection->as_target();
}

const RoleSpec* Project::find_role(std::string_view wanted) const {
  for (const RoleSpec& candidate : roles)
    if (candidate.name == wanted) return &candidate;
  return nullptr;
}

const ColumnSpec* Contract::find(std::string_view column) const {
  for (const ColumnSpec& candidate : columns)
    if (candidate.name == column) return &candidate;
  return nullptr;
}

}  // namespace c360::project
