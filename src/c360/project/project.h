// What the user wrote, read and checked: typed specs that remember file and line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/project/azure_spec.h"
#include "c360/project/connection_spec.h"
#include "c360/project/contract_spec.h"
#include "c360/project/dashboard_spec.h"
#include "c360/project/json_schema.h"
#include "c360/project/metric_spec.h"
#include "c360/project/model_spec.h"
#include "c360/project/model_test_spec.h"
#include "c360/project/problems.h"
#include "c360/project/publish_spec.h"
#include "c360/project/role_spec.h"
#include "c360/project/source.h"

namespace c360::project {

struct PipelineSpec;

/// A project's files as values. Made by load(), never changed afterwards; any thread may read it. Places name files
/// relative to `root`.
struct Project {
  Location where;
  std::filesystem::path root;
  std::string name;
  std::string lakehouse;  ///< a folder, resolved against root, or an address in Azure Storage
  AzureSpec azure;
  std::vector<std::string> null_tokens;
  std::uint64_t memory_limit_bytes = 0;  ///< 0: the engine's default
  int threads = 0;                       ///< 0: the engine's default
  int keep_snapshots = 0;
  int keep_days = 0;                              ///< files younger than this are never deleted
  std::string currency;                           ///< ISO 4217, such as EUR; empty: not told
  std::string locale = "en-US";                   ///< BCP 47, such as de-DE
  std::string time_zone = "UTC";                  ///< IANA name of the zone that days and hours of instants are told in
  int week_start = 1;                             ///< ISO: 1 Monday … 7 Sunday
  std::string environment;                        ///< the chosen one; empty: the settings as they stand without any
  std::vector<std::string> environments;          ///< the names of all
  std::optional<std::int64_t> freshness_seconds;  ///< how old the newest data of a source may be, if it does not say
  std::vector<Source> sources;
  std::vector<Contract> contracts;  ///< parents before children
  std::vector<ModelSpec> models;    ///< by schema and name; the model room finds their order
  std::vector<TestSpec> tests;
  std::vector<ModelTestSpec> model_tests;  ///< by name
  SemanticModel metrics;
  std::vector<PublishTarget> publish;
  std::vector<Connection> connections;
  std::vector<Dashboard> dashboards;  ///< by name
  std::vector<RoleSpec> roles;        ///< the project's own, beside those that there always are
  std::vector<std::shared_ptr<const PipelineSpec>> pipelines;  ///< by name; never changed, so that copies share them

  const Source* find_source(std::string_view name) const;
  const Contract* find_contract(std::string_view entity) const;
  const RoleSpec* find_role(std::string_view name) const;
  const PipelineSpec* find_pipeline(std::string_view name) const;
  const Connection* find_connection(std::string_view name) const;
  /// A target of `publish:` or a connection that is a database, as a target; nullopt for any other name.
  std::optional<PublishTarget> find_database(std::string_view name) const;
  /// How old the newest data of a source may be; nullopt: any age.
  std::optional<std::int64_t> freshness_of(const Source& source) const;
};

/// Reads and checks c360.yaml, connections.yaml, contracts/*.yaml, models/**/*.sql, metrics/*.yaml, dashboards/*.yaml,
/// pipelines/*.yaml, tests/*.sql and tests/*.yaml below `root`. The settings are those of an environment (empty: those
/// without any); all others are checked too. Throws Error(kProject) for a folder without c360.yaml, pointing to `c360
/// init`, Error(kUsage) for an environment that c360.yaml does not have ("did you mean"), and ProjectErrors for all
/// mistakes at once.
Project load(const std::filesystem::path& root, const std::string& environment = {});

}  // namespace c360::project
