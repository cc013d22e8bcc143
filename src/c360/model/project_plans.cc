#include "c360/model/project_plans.h"

#include <fmt/core.h>

#include <utility>

#include "c360/contract/refine.h"
#include "c360/lakehouse/schema_mapping.h"
#include "c360/model/fan_out.h"
#include "c360/model/syntax.h"

namespace c360::model {
namespace {

/// Every row comes from one record.
const std::vector<std::string> kOrigin = {"_file_no", "_source_row"};

}  // namespace

ProjectPlans::ProjectPlans(const project::Project& project, const BronzeSchemas& bronze) {
  for (const auto& [source, schema] : bronze) {
    place({"bronze", source}, schema);
    keys_[{"bronze", source}] = {kOrigin};
  }
  for (const project::Contract& contract : project.contracts) {
    const lakehouse::TableName silver{"silver", contract.entity};
    place(silver, contract::silver_schema(contract));
    keys_[silver] = {contract.key, kOrigin};
    const auto raw = bronze.find(contract.from);
    if (raw == bronze.end()) continue;
    const lakehouse::TableName quarantine{"quarantine", contract.entity};
    place(quarantine, contract::quarantine_schema(raw->second));
    keys_[quarantine] = {kOrigin};
  }
}

void ProjectPlans::place(const lakehouse::TableName& name, const delta::Schema& schema) {
  planner_.place(name, schema);
  schemas_[name] = schema;
}

const delta::Schema* ProjectPlans::schema(const lakehouse::TableName& name) const {
  const auto found = schemas_.find(name);
  return found == schemas_.end() ? nullptr : &found->second;
}

const PlannedModel& ProjectPlans::add(const project::ModelSpec& spec) {
  PlannedModel model;
  model.spec = &spec;
  model.schema = lakehouse::schema_of(planner_.describe(spec.sql));
  const lakehouse::TableName name{spec.schema, spec.name};
  std::vector<std::vector<std::string>>& keys = keys_[name];
  if (!spec.grain.empty()) keys.push_back(spec.grain);
  try {
    model.select = planner_.plan(spec.sql);
    for (auto& key : keys_of(model.select, keys_)) {
      if (key != spec.grain) keys.push_back(std::move(key));
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kUnsupported) throw;
    model.not_followed = error.message();
  }
  place(name, model.schema);
  last_ = std::move(model);
  return last_;
}

std::vector<Error> fan_out_warnings(ProjectPlans& plans, const PlannedModel& model) {
  std::vector<Error> warnings;
  if (!model.not_followed.empty()) return warnings;
  const project::ModelSpec& spec = *model.spec;
  try {
    const auto places = table_places(model.select.plan, plans.planner().syntax(spec.sql));
    for (const FanOut& found : fan_outs(model.select, plans.keys(), places)) {
      const TextPosition at = position_of(spec.sql, found.offset);
      const Location where = found.offset == 0 ? spec.where : Location{spec.where.file, at.line, at.column};
      warnings.emplace_back(ErrorCode::kProject, found.message, found.hint, where);
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kUnsupported) throw;
  }
  return warnings;
}

}  // namespace c360::model
