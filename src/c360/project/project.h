// What the user wrote, read and checked: typed specs that remember file and line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "c360/project/contract_spec.h"
#include "c360/project/json_schema.h"
#include "c360/project/metric_spec.h"
#include "c360/project/model_spec.h"
#include "c360/project/problems.h"
#include "c360/project/source.h"

namespace c360::project {

/// A project's files as values. Made by load(), never changed afterwards; any thread may read it. Places name files
/// relative to `root`.
struct Project {
  Location where;
  std::filesystem::path root;
  std::string name;
  std::string lakehouse;  ///< a folder, resolved against root, or an abfss:// address
  std::vector<std::string> null_tokens;
  std::uint64_t memory_limit_bytes = 0;  ///< 0: the engine's default
  int threads = 0;                       ///< 0: the engine's default
  int keep_snapshots = 0;
  int keep_days = 0;  ///< files younger than this are never deleted
  std::vector<Source> sources;
  std::vector<Contract> contracts;  ///< parents before children
  std::vector<ModelSpec> models;    ///< by schema and name; the model room finds their order
  std::vector<TestSpec> tests;
  SemanticModel metrics;

  const Source* find_source(std::string_view name) const;
  const Contract* find_contract(std::string_view entity) const;
};

/// Reads and checks c360.yaml, contracts/*.yaml, models/**/*.sql, metrics/*.yaml and tests/*.sql below `root`. Throws
/// Error(kProject) for a folder without c360.yaml, pointing to `c360 init`, and ProjectErrors for all mistakes at once.
Project load(const std::filesystem::path& root);

}  // namespace c360::project
