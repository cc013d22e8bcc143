// The tables of a project as its documentation has them.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>

#include "c360/docs/known_facts.h"
#include "c360/docs/samples.h"
#include "c360/docs/snapshot_tables.h"
#include "c360/engine/engine.h"
#include "c360/model/lineage_graph.h"
#include "c360/project/project.h"

namespace c360::docs {

/// Writes tables one by one. All that it is given must outlive it; one thread at a time.
class TablesJson {
 public:
  struct Of {
    const project::Project& project;
    const model::LineageGraph& graph;
    const KnownFacts& facts;
    const SnapshotTables& snapshot;
    engine::Connection& connection;  ///< sees the snapshot's tables
    bool unmasked = false;
    std::size_t sample_rows = 0;
  };
  explicit TablesJson(Of of) : of_(of) {}

  /// Every table of the graph, in its order, and those of malformed records, each with its sample.
  nlohmann::ordered_json all() const;
  /// Whether warnings may show the keys of an entity's rows.
  bool shows_key(const project::Contract& contract) const;

 private:
  nlohmann::ordered_json table(const model::LineageTable& table) const;
  nlohmann::ordered_json malformed(const lakehouse::TableName& name) const;
  nlohmann::ordered_json columns(const model::LineageTable& table) const;
  void add_contract(nlohmann::ordered_json& json, const project::Contract& contract) const;
  void add_model(nlohmann::ordered_json& json, const project::ModelSpec& model) const;
  void add_rows(nlohmann::ordered_json& json, const lakehouse::TableName& name, const Masks& masks) const;
  Masks masks_of(const model::LineageTable& table) const;

  Of of_;
};

}  // namespace c360::docs
