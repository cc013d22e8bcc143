// The lineage of what a run is about to publish, kept in its snapshot.
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "c360/base/hashing.h"
#include "c360/contract/refine.h"
#include "c360/model/project_lineage.h"
#include "c360/model/stored_lineage.h"
#include "c360/pipeline/stages.h"
#include "c360/pipeline/table_rows.h"

namespace c360::pipeline {
namespace {

using lakehouse::Moment;
using lakehouse::TableName;

/// The SELECTs of the moment's models, some of which may be those of an earlier run.
std::map<TableName, std::string> models_of(const Moment& moment) {
  std::map<TableName, std::string> result;
  const auto add = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (!entry.sql.empty()) result[entry.name] = entry.sql;
    }
  };
  add(moment.tables);
  add(moment.views);
  add(moment.parquet);
  return result;
}

std::set<TableName> names_in(const Moment& moment) {
  std::set<TableName> names;
  for (const auto& entry : moment.tables) names.insert(entry.name);
  for (const auto& entry : moment.views) names.insert(entry.name);
  for (const auto& entry : moment.parquet) names.insert(entry.name);
  return names;
}

model::BronzeSchemas bronze_of(Work& work) {
  model::BronzeSchemas bronze;
  for (const auto& contract : work.project.contracts) bronze[contract.from] = expected_bronze_schema(contract);
  for (const auto& entry : work.after.tables) {
    if (entry.name.layer != "bronze" || bronze.count(entry.name.name) == 0) continue;
    lakehouse::LakeTable table = work.lake.table(entry.name);
    bronze[entry.name.name] = table.log().at_version(entry.version).metadata().schema;
  }
  return bronze;
}

std::string fingerprint_of(const Work& work, const model::BronzeSchemas& bronze,
                           const std::map<TableName, std::string>& models) {
  constexpr int kFormat = 2;  // what is kept of a column: 2 tells inputs that are only counted from others
  nlohmann::json parts = nlohmann::json::array({kFormat});
  for (const auto& [source, schema] : bronze) parts.push_back({source, schema.to_json()});
  for (const auto& contract : work.project.contracts) parts.push_back(contract::fingerprint(contract));
  for (const auto& [name, sql] : models) parts.push_back({name.to_string(), sql});
  for (const TableName& name : names_in(work.after)) parts.push_back(name.to_string());
  return content_hash(parts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

/// The lineage of the moment's tables, its models as it has them.
std::vector<Moment::ColumnOrigin> follow(const Work& work, const model::BronzeSchemas& bronze,
                                         const std::map<TableName, std::string>& sql) {
  std::vector<project::ModelSpec> specs;
  specs.reserve(work.models.size());
  std::vector<model::Node> nodes;
  for (const model::Node& node : work.models) {
    const auto found = sql.find(node.name());
    if (found == sql.end()) continue;
    specs.push_back(*node.spec);
    specs.back().sql = found->second;
    nodes.push_back({&specs.back(), node.inputs});
  }
  return model::stored_lineage(model::project_lineage(work.project, bronze, nodes), names_in(work.after));
}

}  // namespace

void keep_lineage(Work& work) {
  const auto sql = models_of(work.after);
  const model::BronzeSchemas bronze = bronze_of(work);
  work.after.lineage_fingerprint = fingerprint_of(work, bronze, sql);
  if (work.before && work.before->lineage_fingerprint == work.after.lineage_fingerprint) {
    work.after.lineage = work.before->lineage;
    return;
  }
  try {
    work.after.lineage = follow(work, bronze, sql);
  } catch (const Error& error) {
    work.after.lineage_fingerprint.clear();
    work.note("the lineage of this snapshot is not known: " + error.message());
  }
}

}  // namespace c360::pipeline
