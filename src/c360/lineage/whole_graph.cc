#include "c360/lineage/whole_graph.h"

#include "c360/model/graph.h"
#include "c360/model/project_lineage.h"
#include "c360/pipeline/table_rows.h"

namespace c360::lineage {

model::LineageGraph whole_graph(engine::Database& database, const project::Project& project,
                                const std::vector<Contribution>& contributions) {
  model::BronzeSchemas bronze;
  for (const project::Contract& contract : project.contracts) {
    delta::Schema& known = bronze[contract.from];
    for (delta::Field& field : pipeline::expected_bronze_schema(contract).fields) {
      if (known.find(field.name) == nullptr) known.fields.push_back(std::move(field));
    }
  }
  engine::Connection connection = database.connect();
  model::ProjectPlans plans(project, bronze);
  model::LineageGraph graph =
      model::project_lineage(project, bronze, model::in_build_order(connection, project), plans);
  for (const Contribution& contribution : contributions) contribution(project, plans.planner(), graph);
  return graph;
}

}  // namespace c360::lineage
