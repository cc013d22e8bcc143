#include "c360/session/row_filter.h"

#include <gmock/gmock.h>

namespace c360::session {
namespace {

using lakehouse::TableName;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;
using Kind = Sight::Kind;

const TableName kStores{"silver", "stores"}, kSales{"silver", "sales"}, kLines{"silver", "lines"},
    kProducts{"silver", "products"}, kTotals{"gold", "totals"};

class RowFilterTest : public ::testing::Test {
 protected:
  RowFilter filter(std::vector<std::string> whole = {}) const {
    project::RoleSpec role;
    role.name = "berlin";
    role.tables = std::move(whole);
    return RowFilter(role, {"store_id"},
                     {{kStores, {"store_id", "city"}},
                      {kSales, {"sale_id", "shop"}},
                      {kLines, {"sale_id", "sku"}},
                      {kProducts, {"sku"}},
                      {kTotals, {"day"}}},
                     ways_);
  }

  Ways ways_ = {{kSales, {"shop", kStores, "store_id"}},
                {kLines, {"sale_id", kSales, "sale_id"}},
                {kLines, {"sku", kProducts, "sku"}}};
};

TEST_F(RowFilterTest, TablesWithTheColumnsAreFilteredByThem) {
  EXPECT_EQ(filter().of(kStores).kind, Kind::kByCondition);
}

TEST_F(RowFilterTest, TablesThatLeadToSuchKeepWhatLeadsToSeenRows) {
  const RowFilter berlin = filter();
  EXPECT_EQ(berlin.of(kSales).kind, Kind::kByParents);
  EXPECT_EQ(berlin.of(kLines).kind, Kind::kByParents);
  EXPECT_THAT(berlin.of(kLines).parents, ElementsAre(Way{"sale_id", kSales, "sale_id"}));
}

TEST_F(RowFilterTest, AllOthersAreNotThereAndSayWhy) {
  const RowFilter berlin = filter();
  EXPECT_EQ(berlin.of(kProducts).kind, Kind::kAbsent);
  EXPECT_EQ(
      berlin.of(kTotals).reason,
      "gold.totals is not there for the role berlin: it has no store_id, and its references lead to no table that "
      "has");
  EXPECT_EQ(berlin.of({"silver", "unheard_of"}).kind, Kind::kAbsent);
  EXPECT_THAT(berlin.of({"silver", "unheard_of"}).reason, HasSubstr("berlin"));
}

TEST_F(RowFilterTest, ListedTablesAreWholeAndFilterNothing) {
  const RowFilter berlin = filter({"Silver.Products", "silver.stores"});
  EXPECT_EQ(berlin.of(kProducts).kind, Kind::kWhole);
  EXPECT_EQ(berlin.of(kStores).kind, Kind::kWhole);
  EXPECT_EQ(berlin.of(kSales).kind, Kind::kAbsent);
}

TEST_F(RowFilterTest, EveryFilteredParentCounts) {
  ways_.emplace(kLines, Way{"returned_to", kStores, "store_id"});
  EXPECT_THAT(filter().of(kLines).parents,
              UnorderedElementsAre(Way{"sale_id", kSales, "sale_id"}, Way{"returned_to", kStores, "store_id"}));
}

TEST_F(RowFilterTest, ACircleLeadsNowhere) {
  ways_ = {{kSales, {"a", kLines, "b"}}, {kLines, {"b", kSales, "a"}}, {kTotals, {"day", kTotals, "day"}}};
  EXPECT_EQ(filter().of(kSales).kind, Kind::kAbsent);
  EXPECT_EQ(filter().of(kLines).kind, Kind::kAbsent);
  EXPECT_EQ(filter().of(kTotals).kind, Kind::kAbsent);
}

class DeclaredWaysTest : public ::testing::Test {
 protected:
  DeclaredWaysTest() {
    project::Contract stores, sales;
    stores.entity = "stores";
    stores.key = {"store_id"};
    stores.columns.resize(1);
    stores.columns[0].name = "store_id";
    sales.entity = "sales";
    sales.key = {"sale_id"};
    sales.columns.resize(2);
    sales.columns[0].name = "sale_id";
    sales.columns[1].name = "shop";
    sales.columns[1].references = project::Reference{"stores", "store_id"};
    project_.contracts = {stores, sales};
    project_.models.resize(1);
    project_.models[0].schema = "gold";
    project_.models[0].name = "totals";
  }

  /// gold.totals.COLUMN comes from silver.sales.FROM in this way.
  void origin(const std::string& column, const std::string& from, const std::string& how) {
    moment_.lineage.push_back({kTotals, column, "", {{kSales, from, how, ""}}});
  }

  project::Project project_;
  lakehouse::Moment moment_;
};

TEST_F(DeclaredWaysTest, AreReferencesOfContractsAndModels) {
  project_.models[0].references = {{"place", "silver.stores.store_id"}};
  EXPECT_THAT(declared_ways(project_, moment_),
              UnorderedElementsAre(std::pair{kSales, Way{"shop", kStores, "store_id"}},
                                   std::pair{kTotals, Way{"place", kStores, "store_id"}}));
}

TEST_F(DeclaredWaysTest, AreGrainsThatAreCopiesOfKeysAndReferences) {
  project_.models[0].grain = {"place", "sale", "day"};
  origin("place", "shop", "copied");
  origin("sale", "sale_id", "copied");
  origin("day", "sale_id", "computed");
  EXPECT_THAT(declared_ways(project_, moment_),
              UnorderedElementsAre(std::pair{kSales, Way{"shop", kStores, "store_id"}},
                                   std::pair{kTotals, Way{"place", kStores, "store_id"}},
                                   std::pair{kTotals, Way{"sale", kSales, "sale_id"}}));
}

}  // namespace
}  // namespace c360::session
