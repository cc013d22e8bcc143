// Property: whatever changed between two snapshots, publishing one after the other leaves what publishing the second
// alone would.
#include <gmock/gmock.h>

#include <random>

#include "c360/publish/testing/publish_fixture.h"

namespace c360::publish {
namespace {

class RandomChangesTest : public testing::PublishFixture {
 protected:
  std::string row_of_order(int id) {
    return std::to_string(id) + "," + std::to_string(1 + random() % 9) + "," + std::to_string(random() % 50) + "." +
           std::to_string(10 + random() % 90) + "\n";
  }
  int random() { return static_cast<int>(random_() % 1'000'000); }

  /// A file of orders, new ones and later versions of old ones, some for customers that are not there.
  void new_files(int round) {
    const std::string number = std::to_string(round);
    std::string orders = "order_id,customer_id,amount\n";
    for (int i = random() % 30; i >= 0; --i) orders += row_of_order(random() % 60);
    put("data/orders-" + number + ".csv", orders);
    std::string customers = "customer_id,name\n";
    for (int i = random() % 3; i >= 0; --i)
      customers += std::to_string(1 + random() % 9) + ",Name " + std::to_string(random() % 4) + "\n";
    put("data/customers-" + number + ".csv", customers);
    // What counts as an order, and what a model shows, changes too: rows go, keys get NULL.
    put("contracts/orders.yaml",
        orders_contract("max_quarantined: 100%\nchecks:\n  - { name: large, where: \"amount > " +
                        std::to_string(random() % 20) + "\" }\n"));
    put("models/gold/names.sql", "SELECT name, amount > " + std::to_string(random() % 40) +
                                     " AS large FROM silver.orders JOIN silver.customers USING (customer_id)\n");
    put("models/gold/by_name.sql",
        "-- grain: name, large\nSELECT nullif(name, 'Name " + std::to_string(random() % 4) +
            "') AS name, amount > 20 AS large, sum(amount) AS amount, count(*) AS orders FROM silver.orders JOIN "
            "silver.customers USING (customer_id) GROUP BY 1, 2\n");
  }

  testing::Texts everything() {
    testing::Texts all;
    for (const char* table : {"customers", "orders", "revenue", "names", "by_name"}) {
      all.push_back(table);
      for (const auto& row : in_database(std::string("SELECT t::text FROM shop.") + table + " AS t ORDER BY 1"))
        all.push_back(row);
    }
    for (const auto& row :
         in_database("SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                     "WHERE connamespace = 'shop'::regnamespace ORDER BY 1, 2"))
      all.push_back(row);
    for (const auto& row : in_database("SELECT name, rows FROM shop.c360_tables ORDER BY 1")) all.push_back(row);
    return all;
  }

  std::mt19937 random_;
};

TEST_F(RandomChangesTest, StepByStepIsTheSameAsAtOnce) {
  put("models/gold/by_name.sql",
      "-- grain: name, large\nSELECT '' AS name, true AS large, 0::DECIMAL(38,2) AS amount, 0::BIGINT AS orders\n");
  put("models/gold/names.sql", "SELECT '' AS name, true AS large\n");
  run_and_publish();
  for (int round = 0; round < 8; ++round) {
    random_.seed(static_cast<unsigned>(round) + 1);
    new_files(round);
    run_and_publish();
    const testing::Texts step_by_step = everything();
    in_database("DROP SCHEMA shop CASCADE");
    publish();
    ASSERT_EQ(step_by_step, everything()) << "round " << round;
  }
}

}  // namespace
}  // namespace c360::publish
