#include "c360/metric/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "c360/project/project.h"

namespace c360::metric {
namespace {

using project::ColumnRole;
using project::EntityRole;
using testing::ElementsAre;

project::MetricEntity entity(const char* name, EntityRole role, const std::vector<ColumnRole>& columns) {
  project::MetricEntity made;
  made.name = name;
  made.role = role;
  for (const ColumnRole column : columns) {
    made.columns.emplace_back();
    made.columns.back().role = column;
  }
  made.measures.emplace_back();
  return made;
}

std::vector<std::string> lacks(const project::SemanticModel& model, const std::string& page) {
  for (const Page& known : pages_of(model))
    if (known.name == page) return known.lacks;
  return {"no such page"};
}

TEST(Pages, SayWhatIsMissing) {
  const project::SemanticModel nothing;
  EXPECT_THAT(lacks(nothing, "revenue"), ElementsAre("no entity has the role sale"));
  EXPECT_THAT(lacks(nothing, "overview"),
              ElementsAre("no entity has the role sale", "no entity has the role customer"));
  project::SemanticModel model;
  model.entities = {entity("purchases", EntityRole::kSale, {ColumnRole::kAmount}),
                    entity("visits", EntityRole::kSession, {ColumnRole::kId})};
  EXPECT_THAT(lacks(model, "revenue"), ElementsAre("no column of purchases has the role time"));
  EXPECT_THAT(lacks(model, "web"), ElementsAre("no column of visits has the role device, page or channel"));
  model.entities[1].measures.clear();
  model.entities[1].columns[0].role = ColumnRole::kPage;
  EXPECT_THAT(lacks(model, "web"), ElementsAre("visits has no measures"));
}

TEST(Pages, EntitiesOfOnePageMustBeJoined) {
  project::SemanticModel model;
  model.entities = {entity("purchases", EntityRole::kSale, {ColumnRole::kAmount, ColumnRole::kTime}),
                    entity("people", EntityRole::kCustomer, {ColumnRole::kId, ColumnRole::kName})};
  EXPECT_THAT(lacks(model, "customers"), ElementsAre("no relationship leads from purchases to people"));
  project::Relationship relationship;
  relationship.to = "people";
  model.entities[0].relationships = {relationship};
  EXPECT_TRUE(lacks(model, "customers").empty());
}

TEST(Pages, TheExamplesHaveThoseThatTheirDataHas) {
  const auto missing = [](const char* example) {
    std::vector<std::string> names;
    for (const Page& page : pages_of(project::load(std::string(C360_SOURCE_DIR) + "/examples/" + example).metrics))
      if (!page.lacks.empty()) names.push_back(page.name);
    return names;
  };
  EXPECT_THAT(missing("ecommerce"), ElementsAre("times", "loyalty"));
  EXPECT_THAT(missing("retail360"), ElementsAre("web"));
}

}  // namespace
}  // namespace c360::metric
