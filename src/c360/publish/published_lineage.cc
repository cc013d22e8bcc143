#include "c360/publish/published_lineage.h"

#include <utility>

#include "c360/project/check_publish.h"
#include "c360/publish/plan.h"

namespace c360::publish {
namespace {

/// The table as a target has it; without columns where the lakehouse's are not known.
model::LineageTable published(const model::LineageTable& source, const std::string& schema) {
  model::LineageTable table{{schema, source.name.name}, model::TableRole::kPublished, source.description, {}, {}};
  for (const model::LineageColumn& column : source.columns)
    if (is_published(source.name, column.name)) table.columns.push_back({column.name, {}, {}, {}});
  return table;
}

}  // namespace

void add_lineage(const project::Project& project, model::LineageGraph& graph) {
  for (const project::PublishTarget& target : project.publish) {
    const std::string schema = graph.free_schema(target.name);
    for (const project::PublishedName& name : project::chosen_tables(project, target)) {
      const lakehouse::TableName source{name.layer, name.name};
      const model::LineageTable* known = graph.find(source);
      if (known != nullptr) graph.add_copy(published(*known, schema), source);
    }
  }
}

}  // namespace c360::publish
