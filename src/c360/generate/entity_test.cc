#include "c360/generate/entity.h"

#include <gtest/gtest.h>

#include <map>

#include "c360/generate/ecommerce.h"
#include "c360/generate/template.h"

namespace c360::generate {
namespace {

constexpr Fate kFates[] = {Fate::kSingle,      Fate::kCopied,       Fate::kOlderAfter,  Fate::kNewerAfter,
                           Fate::kTie,         Fate::kUndatedAfter, Fate::kTieThenCopy, Fate::kBroken,
                           Fate::kBrokenTwice, Fate::kBrokenAfter};

class Shop : public testing::Test {
 protected:
  ecommerce::Customers customers_{5, 2};
  ecommerce::Orders orders_{5, customers_};
  ecommerce::Payments payments_{5, orders_};
};

TEST(Fates, ACopyFollowsTheRowThatItIsACopyOf) {
  for (const Fate fate : kFates) {
    const RowLabels labels = rows_of(fate);
    ASSERT_GE(labels.count, 1);
    EXPECT_FALSE(labels.rows[0].copy);
    for (int i = 1; i < labels.count; ++i) {
      const RowLabel& row = labels.rows[static_cast<std::size_t>(i)];
      if (!row.copy) continue;
      EXPECT_EQ(row.version, labels.rows[0].version);
      EXPECT_EQ(row.broken, labels.rows[0].broken);
    }
  }
}

TEST(Fates, TheVersionThatStandsIsAmongTheRowsThatAreNotBroken) {
  for (const Fate fate : kFates) {
    const RowLabels labels = rows_of(fate);
    if (fate == Fate::kBroken || fate == Fate::kBrokenTwice) continue;
    bool found = false;
    for (int i = 0; i < labels.count; ++i) {
      const RowLabel& row = labels.rows[static_cast<std::size_t>(i)];
      found = found || (!row.broken && row.version == labels.standing_version);
    }
    EXPECT_TRUE(found) << static_cast<int>(fate);
  }
}

TEST_F(Shop, EveryFateHappens) {
  std::map<Fate, int> seen;
  for (std::int64_t key = 0; key < customers_.units(); ++key) ++seen[customers_.fate(key)];
  for (const Fate fate : kFates) EXPECT_GT(seen[fate], 0) << static_cast<int>(fate);
  EXPECT_GT(seen[Fate::kSingle], 1'800);
}

TEST_F(Shop, AnEntityWithARequiredDateHasNoVersionWithoutOne) {
  for (std::int64_t key = 0; key < orders_.units(); ++key) ASSERT_NE(orders_.fate(key), Fate::kUndatedAfter);
}

TEST_F(Shop, TheStandingVersionHasTheLatestDate) {
  using Orders = ecommerce::Orders;
  for (std::int64_t key = 0; key < orders_.units(); ++key) {
    const std::int64_t first = orders_.version(key, 0)[Orders::kDate];
    const std::int64_t second = orders_.version(key, 1)[Orders::kDate];
    const Fate fate = orders_.fate(key);
    ASSERT_TRUE(fate != Fate::kOlderAfter || second < first);
    ASSERT_TRUE(fate != Fate::kNewerAfter || second > first);
    ASSERT_TRUE((fate != Fate::kTie && fate != Fate::kTieThenCopy) || second == first);
  }
}

TEST_F(Shop, AVersionDiffersFromTheOtherInTextOfTheSameKeyAndParent) {
  using Orders = ecommerce::Orders;
  for (std::int64_t key = 0; key < 1'000; ++key) {
    const Values first = orders_.version(key, 0), second = orders_.version(key, 1);
    EXPECT_EQ(first[Orders::kId], second[Orders::kId]);
    EXPECT_EQ(first[Orders::kCustomer], second[Orders::kCustomer]);
    EXPECT_NE(first[Orders::kAmount], second[Orders::kAmount]);
  }
}

TEST_F(Shop, ABrokenRowHasAtLeastOneFaultThatItsColumnCanHaveAndSomeHaveSeveral) {
  int several = 0;
  for (std::int64_t key = 0; key < 2'000; ++key) {
    const Faults faults = orders_.faults(key);
    int found = 0;
    for (std::size_t i = 0; i < orders_.columns().size(); ++i) {
      if (faults[i] == Fault::kNone) continue;
      ++found;
      EXPECT_TRUE(faults[i] != Fault::kTooSmall || orders_.columns()[i].not_negative);
      EXPECT_TRUE(faults[i] != Fault::kMissing || orders_.columns()[i].required);
    }
    ASSERT_GE(found, 1);
    several += found > 1 ? 1 : 0;
  }
  EXPECT_GT(several, 300);
}

TEST_F(Shop, AReferenceFailsForAnUnknownParentAndForOneInQuarantine) {
  const Column column = columns::reference("customer_id", "customer_id", customers_);
  EXPECT_EQ(Entity::orphan(column, customers_.units() + 1), Orphan::kUnknownParent);
  EXPECT_EQ(Entity::orphan(column, 0), Orphan::kUnknownParent);
  for (std::int64_t key = 0; key < customers_.units(); ++key)
    ASSERT_EQ(Entity::orphan(column, key + 1) == Orphan::kNo, customers_.stands(key));
}

TEST_F(Shop, QuarantineCascadesFromCustomersToOrdersToPayments) {
  using ecommerce::Orders, ecommerce::Payments;
  int cascaded = 0;
  for (std::int64_t unit = 0; unit < payments_.units(); ++unit) {
    if (orders_.stands(unit)) continue;
    for (std::int64_t nth = 0; nth < payments_.keys_of(unit); ++nth) {
      ASSERT_FALSE(payments_.stands(unit * payments_.keys_per_unit() + nth));
      ++cascaded;
    }
  }
  EXPECT_GT(cascaded, 100);
}

}  // namespace
}  // namespace c360::generate
