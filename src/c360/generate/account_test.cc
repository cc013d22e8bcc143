#include "c360/generate/account.h"

#include <gtest/gtest.h>

#include "c360/generate/template.h"

namespace c360::generate {
namespace {

Account account_of(const Entity& entity) {
  Account account(entity);
  for (std::int64_t unit = 0; unit < entity.units(); ++unit)
    for (std::int64_t nth = 0; nth < entity.keys_of(unit); ++nth)
      account.count_key(entity, unit * entity.keys_per_unit() + nth);
  return account;
}

void expect_balanced(const Template& made) {
  for (const Entity* entity : made.entities()) {
    const Account account = account_of(*entity);
    SCOPED_TRACE(entity->name());
    EXPECT_EQ(account.source_rows, account.malformed + account.bronze_rows);
    EXPECT_EQ(account.bronze_rows,
              account.silver_rows + account.exact_duplicates + account.older_versions + account.quarantined);
    std::int64_t reasons = 0;
    for (const auto& [reason, rows] : account.reasons) reasons += rows;
    EXPECT_GE(reasons, account.quarantined);
    EXPECT_LE(account.quarantined_for_cause, account.quarantined);
    EXPECT_LT(account.quarantined_for_cause * 4, account.bronze_rows) << "more than a contract lets pass";
  }
}

TEST(Account, EveryRowIsAccountedForAtSeveralScalesAndSeeds) {
  for (const std::uint64_t seed : {1ULL, 2ULL, 77ULL}) {
    expect_balanced(*make_ecommerce(seed, 1));
    expect_balanced(*make_retail360(seed, 1));
  }
  expect_balanced(*make_ecommerce(9, 5));
}

TEST(Account, SilverHasTheKeysThatStand) {
  const auto made = make_ecommerce(3, 1);
  for (const Entity* entity : made->entities()) {
    std::int64_t standing = 0;
    for (std::int64_t unit = 0; unit < entity->units(); ++unit)
      for (std::int64_t nth = 0; nth < entity->keys_of(unit); ++nth)
        standing += entity->stands(unit * entity->keys_per_unit() + nth) ? 1 : 0;
    EXPECT_EQ(account_of(*entity).silver_rows, standing) << entity->name();
  }
}

TEST(Account, EveryRuleOfTheShopsContractsIsBrokenBySomeRow) {
  const auto made = make_ecommerce(1, 10);
  std::map<std::string, std::size_t> rules;
  for (const Entity* entity : made->entities()) rules[entity->name()] = account_of(*entity).reasons.size();
  EXPECT_EQ(rules["customers"], 3U);  // required and type of the key, type of the date
  EXPECT_EQ(rules["orders"], 10U);    // required and type of four columns, range of the amount, the reference
  EXPECT_EQ(rules["payments"], 8U);
  EXPECT_EQ(rules["support_tickets"], 7U);
  EXPECT_EQ(rules["web_activity"], 8U);
}

TEST(Account, OrphansAreThoseOfUnknownAndThoseOfQuarantinedParents) {
  const auto made = make_ecommerce(1, 5);
  const Account orders = account_of(*made->entities()[1]);
  EXPECT_GT(orders.unknown_parents, 50);
  EXPECT_GT(orders.quarantined_parents, 200);
  EXPECT_EQ(orders.unknown_parents + orders.quarantined_parents, orders.reasons.at("reference(customer_id)"));
}

TEST(Account, PartsAddUpToTheWhole) {
  const auto made = make_retail360(4, 1);
  const Entity& stores = *made->entities()[2];
  Account sum(stores);
  for (std::int64_t key = 0; key < stores.units(); ++key) {
    Account one(stores);
    one.count_key(stores, key);
    if (key == 7) one.count_malformed();
    if (key == 8) one.count_empty_row(stores);
    sum.add(one);
  }
  const Account whole = account_of(stores);
  EXPECT_EQ(sum.source_rows, whole.source_rows + 2);
  EXPECT_EQ(sum.malformed, 1);
  EXPECT_EQ(sum.quarantined, whole.quarantined + 1);
  EXPECT_EQ(sum.silver_rows, whole.silver_rows);
  EXPECT_TRUE(sum.columns[0].sum == whole.columns[0].sum);
  EXPECT_EQ(sum.columns[1].words, whole.columns[1].words);
}

}  // namespace
}  // namespace c360::generate
