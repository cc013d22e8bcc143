// A project's tables and models as SQL sees them, without a row: what its SELECTs mean.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "c360/base/error.h"
#include "c360/delta/schema.h"
#include "c360/model/planner.h"
#include "c360/model/row_identity.h"
#include "c360/project/project.h"

namespace c360::model {

/// The columns of bronze tables by their source.
using BronzeSchemas = std::map<std::string, delta::Schema>;

/// A model that was planned.
struct PlannedModel {
  const project::ModelSpec* spec = nullptr;
  delta::Schema schema;
  PlannedSelect select;
  std::string not_followed;  ///< why its SELECT cannot be followed; `select` is empty then
};

/// One thread at a time. The project must outlive it.
class ProjectPlans {
 public:
  /// Knows bronze, silver and quarantine, with the contracts' keys.
  ProjectPlans(const project::Project& project, const BronzeSchemas& bronze);

  /// Plans a model, after all that it reads, and makes it known to those that follow: its keys are its grain and what
  /// can be told from its SELECT. Throws Error(kEngine) for one that does not compile. Valid until the next.
  const PlannedModel& add(const project::ModelSpec& spec);

  const TableKeys& keys() const { return keys_; }
  /// nullptr for a table that is not known.
  const delta::Schema* schema(const lakehouse::TableName& name) const;
  Planner& planner() { return planner_; }

 private:
  void place(const lakehouse::TableName& name, const delta::Schema& schema);

  Planner planner_;
  TableKeys keys_;
  std::map<lakehouse::TableName, delta::Schema> schemas_;
  PlannedModel last_;
};

/// Warnings of joins in a model that multiply what is added up after them, at their places in its file. None for a
/// SELECT that cannot be followed.
std::vector<Error> fan_out_warnings(ProjectPlans& plans, const PlannedModel& model);

}  // namespace c360::model
