#include "c360/metric/way.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace c360::metric {
namespace {

using project::Relationship;
using testing::ElementsAre;

/// Entities by name; "a.r -> b" relationships.
class WayTest : public testing::Test {
 protected:
  void entity(const char* name) { model.entities.emplace_back().name = name; }
  Relationship& leads(const char* from, const char* name, const char* to) {
    for (auto& entity : model.entities)
      if (entity.name == from) {
        entity.relationships.emplace_back();
        entity.relationships.back().name = name;
        entity.relationships.back().to = to;
        return entity.relationships.back();
      }
    throw std::runtime_error("no entity");
  }
  std::vector<std::string> ways(const char* from, const char* to) {
    std::vector<std::string> names;
    for (const Way& way : shortest_ways(model, *model.find(from), *model.find(to)))
      names.push_back(way.empty() ? "itself" : name_of(way));
    return names;
  }
  project::SemanticModel model;
};

TEST_F(WayTest, LeadFromManyToOneAndNotBack) {
  for (const char* name : {"payments", "orders", "customers"}) entity(name);
  leads("payments", "order", "orders");
  leads("orders", "customer", "customers");
  EXPECT_THAT(ways("payments", "customers"), ElementsAre("payments.order.customer"));
  EXPECT_THAT(ways("orders", "orders"), ElementsAre("itself"));
  EXPECT_TRUE(ways("customers", "orders").empty());
}

TEST_F(WayTest, TheShortestWins) {
  for (const char* name : {"payments", "orders", "customers"}) entity(name);
  leads("payments", "order", "orders");
  leads("orders", "customer", "customers");
  leads("payments", "payer", "customers");
  EXPECT_THAT(ways("payments", "customers"), ElementsAre("payments.payer"));
}

TEST_F(WayTest, EquallyShortOnesAreAllTold) {
  for (const char* name : {"claims", "parcels", "tickets", "customers"}) entity(name);
  leads("claims", "parcel", "parcels");
  leads("claims", "ticket", "tickets");
  leads("parcels", "sender", "customers");
  leads("tickets", "customer", "customers");
  EXPECT_THAT(ways("claims", "customers"), ElementsAre("claims.parcel.sender", "claims.ticket.customer"));
}

TEST_F(WayTest, OneToOneLeadsBackToo) {
  for (const char* name : {"orders", "customers", "segments"}) entity(name);
  leads("orders", "customer", "customers");
  leads("segments", "customer", "customers").kind = Relationship::Kind::kOneToOne;
  EXPECT_THAT(ways("orders", "segments"), ElementsAre("orders.customer.segments"));
}

TEST_F(WayTest, OnlyActiveOnesAreWalked) {
  for (const char* name : {"orders", "customers"}) entity(name);
  leads("orders", "payer", "customers").active = false;
  EXPECT_TRUE(ways("orders", "customers").empty());
}

TEST_F(WayTest, CirclesEnd) {
  for (const char* name : {"a", "b", "c"}) entity(name);
  leads("a", "b", "b");
  leads("b", "a", "a");
  EXPECT_TRUE(ways("a", "c").empty());
  EXPECT_EQ(reachable(model, *model.find("a")).size(), 2U);
}

}  // namespace
}  // namespace c360::metric
