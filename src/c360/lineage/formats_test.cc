#include "c360/lineage/formats.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace c360::lineage {
namespace {

using Json = nlohmann::json;
using model::Derivation;
using model::LineageEdge;
using model::TableRole;
using ::testing::HasSubstr;

class FormatsTest : public ::testing::Test {
 protected:
  FormatsTest() {
    graph_.add({{"silver", "orders"},
                TableRole::kSilver,
                "Orders.",
                {{"amount", "What it cost", "", "as decimal(12,2)"}},
                ""});
    graph_.add({{"gold", "totals"}, TableRole::kModel, "A \"total\".", {{"total", "", "", "sum(orders.amount)"}}, ""});
    edges_ = {{{{"silver", "orders"}, "amount"},
               {{"gold", "totals"}, "total"},
               {Derivation::kAggregated, true, model::kConditions}},
              {{{"silver", "orders"}, "status"},
               {{"gold", "totals"}, ""},
               {Derivation::kNone, false, model::kFilters | model::kJoins}},
              {{{"silver", "orders"}, ""}, {{"gold", "totals"}, ""}, {Derivation::kNone, false, model::kExistence}}};
    for (const LineageEdge& edge : edges_) graph_.add(edge);
  }

  model::LineageGraph graph_;
  std::vector<LineageEdge> edges_;
};

TEST_F(FormatsTest, TellsTablesAndEdgesAsJson) {
  const Json json = Json::parse(to_json(graph_, {{"gold", "totals"}, "total"}, edges_));
  EXPECT_EQ(json["column"], "total");
  EXPECT_EQ(json["tables"].size(), 2u);
  EXPECT_EQ(json["tables"][0]["columns"][0]["expression"], "sum(orders.amount)");
  EXPECT_EQ(json["edges"][0]["how"], "aggregated");
  EXPECT_EQ(json["edges"][1]["to"]["column"], nullptr);
  EXPECT_EQ(json["edges"][1]["decides"], "filter, join");
}

TEST_F(FormatsTest, DrawsBoxesAndArrows) {
  const std::string dot = to_dot(graph_, edges_);
  EXPECT_THAT(dot, HasSubstr("digraph lineage {"));
  EXPECT_THAT(dot, HasSubstr("\"silver.orders\":\"c_amount\" -> \"gold.totals\":\"c_total\";"));
  EXPECT_THAT(dot, HasSubstr("\"silver.orders\":\"c_status\" -> \"gold.totals\":\"rows\" [style=dashed];"));
}

TEST_F(FormatsTest, EscapesWhatDotAndHtmlMean) {
  const std::vector<LineageEdge> odd = {
      {{{"silver", "a\"b"}, "<x>&"}, {{"gold", "t"}, "y"}, {Derivation::kCopied, true, 0}}};
  const std::string dot = to_dot(graph_, odd);
  EXPECT_THAT(dot, HasSubstr("\"silver.a\\\"b\""));
  EXPECT_THAT(dot, HasSubstr("&lt;x&gt;&amp;"));
}

/// The members that the published schemas require (JobEvent 2-0-2, ColumnLineageDatasetFacet 1-2-0).
TEST_F(FormatsTest, TellsJobEventsOfOpenLineage) {
  const Json events = Json::parse(to_openlineage(graph_, edges_, "shop", parse_utc("2024-05-31T08:15:00Z")));
  ASSERT_EQ(events.size(), 1u);
  const Json& event = events[0];
  EXPECT_THAT(event["eventTime"].get<std::string>(), HasSubstr("2024-05-31T08:15:00"));
  EXPECT_THAT(event["schemaURL"].get<std::string>(), HasSubstr("#/$defs/JobEvent"));
  EXPECT_FALSE(event["producer"].get<std::string>().empty());
  EXPECT_EQ(event["job"]["namespace"], "shop");
  EXPECT_EQ(event["job"]["name"], "gold.totals");
  EXPECT_EQ(event["inputs"][0]["name"], "silver.orders");
  EXPECT_EQ(event["inputs"][0]["facets"]["schema"]["fields"][0]["description"], "What it cost");
  const Json& facet = event["outputs"][0]["facets"]["columnLineage"];
  EXPECT_FALSE(facet["_producer"].get<std::string>().empty());
  EXPECT_THAT(facet["_schemaURL"].get<std::string>(), HasSubstr("ColumnLineageDatasetFacet"));
  const Json& field = facet["fields"]["total"]["inputFields"][0];
  EXPECT_EQ(field["namespace"], "shop");
  EXPECT_EQ(field["name"], "silver.orders");
  EXPECT_EQ(field["field"], "amount");
  EXPECT_EQ(field["transformations"][0]["type"], "DIRECT");
  EXPECT_EQ(field["transformations"][0]["subtype"], "AGGREGATION");
  EXPECT_EQ(field["transformations"][0]["description"], "sum(orders.amount)");
  EXPECT_EQ(field["transformations"][1]["subtype"], "CONDITIONAL");
  ASSERT_EQ(facet["dataset"].size(), 1u);
  EXPECT_EQ(facet["dataset"][0]["field"], "status");
  EXPECT_EQ(facet["dataset"][0]["transformations"][0]["subtype"], "FILTER");
}

}  // namespace
}  // namespace c360::lineage
