#include "c360/publish/published_lineage.h"

#include <gmock/gmock.h>

namespace c360::publish {
namespace {

using ::testing::ElementsAre;

/// silver.orders in a graph, and a project that publishes it to a target.
model::LineageGraph graph_of(const std::string& target,
                             std::string project::PublishTarget::*kind = &project::PublishTarget::postgresql) {
  project::Project project;
  project::Contract contract;
  contract.entity = "orders";
  project.contracts.push_back(contract);
  project::PublishTarget to;
  to.name = target;
  to.*kind = "${env:C360_NEVER_SET}";
  project.publish.push_back(to);
  model::LineageGraph graph;
  graph.add({{"silver", "orders"},
             model::TableRole::kSilver,
             "What was bought.",
             {{"id", "Its number", "", ""}, {"_source_file", "", "", ""}},
             ""});
  add_lineage(project, graph);
  return graph;
}

TEST(PublishedLineageTest, ATargetHasCopiesWithoutServiceColumns) {
  const model::LineageGraph graph = graph_of("warehouse");
  const model::LineageTable* table = graph.find({"warehouse", "orders"});
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->description, "What was bought.");
  ASSERT_EQ(table->columns.size(), 1u);
  EXPECT_EQ(graph.description_of({"warehouse", "orders"}, "id"), "Its number");
  EXPECT_THAT(graph.inputs({"warehouse", "orders"}), ElementsAre(lakehouse::TableName{"silver", "orders"}));
}

TEST(PublishedLineageTest, ATargetByOdbcIsOneLikeOthers) {
  const model::LineageGraph graph = graph_of("azure", &project::PublishTarget::odbc);
  EXPECT_THAT(graph.inputs({"azure", "orders"}), ElementsAre(lakehouse::TableName{"silver", "orders"}));
}

TEST(PublishedLineageTest, ATargetThatIsCalledLikeALayerTakesNothingsPlace) {
  const model::LineageGraph graph = graph_of("silver");
  EXPECT_EQ(graph.find({"silver", "orders"})->role, model::TableRole::kSilver);
  EXPECT_NE(graph.find({"silver_", "orders"}), nullptr);
}

}  // namespace
}  // namespace c360::publish
