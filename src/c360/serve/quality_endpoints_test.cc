// What /v1/quality counts: dismissed rows, and rows that stand although they break a check.
#include <gmock/gmock.h>

#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

class QualityEndpointsTest : public testing::ServiceFixture {
 protected:
  /// The rows of a reason, and how many of them are dismissed.
  std::pair<int, int> rows_of(const std::string& reason) {
    const Json quality = get("/v1/quality").json();
    for (const Json& each : quality["quarantined_by_reason"])
      if (each["reason"] == reason) return {each["rows"].get<int>(), each["dismissed"].get<int>()};
    return {0, 0};
  }
};

TEST_F(QualityEndpointsTest, DismissedRowsAreCountedByEntityAndReason) {
  put("contracts/orders.yaml", orders_contract("max_quarantined: 1\n") +
                                   "checks:\n  - { name: small, where: \"amount < 100\", otherwise: quarantine }\n");
  put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n11,2,700\n12,9,2.25\n13,1,800\n14,2,900\n");
  run();
  serve();
  EXPECT_EQ(rows_of("small"), (std::pair{3, 0}));
  ask(post(
      "/v1/quality/decisions",
      R"({"decision": "dismiss", "entity": "orders", "file": "data/orders.csv", "rows": [2, 4], "why": "a test"})"));
  run();
  serve();
  EXPECT_EQ(rows_of("small"), (std::pair{3, 2}));
  EXPECT_EQ(rows_of("reference(customer_id)"), (std::pair{1, 0}));
  const Json account = get("/v1/quality").json()["row_account"];
  EXPECT_EQ(account[0]["dismissed"], 0) << account;
  EXPECT_EQ(account[1]["dismissed"], 2) << account;
  EXPECT_EQ(account[1]["quarantined"], 4) << account;
}

TEST_F(QualityEndpointsTest, AllRowsThatBreakACheckAreCounted) {
  put("contracts/orders.yaml", orders_contract() +
                                   "checks:\n  - { name: small, where: \"amount < 100\", otherwise: warn }\n"
                                   "  - { name: even, where: \"order_id % 2 = 0\", otherwise: warn }\n");
  std::string orders = "order_id,customer_id,amount\n";
  for (int i = 0; i < 1500; ++i) orders += std::to_string(2 * i) + ",1,200\n";
  put("data/orders.csv", orders + "9001,1,5.00\n");
  run();
  serve();
  EXPECT_EQ(get("/v1/quality").json()["warnings"],
            (Json::array({{{"entity", "orders"}, {"check", "even"}, {"rows", 1}},
                          {{"entity", "orders"}, {"check", "small"}, {"rows", 1500}}})));
  const Json even = get("/v1/quality/warnings?entity=orders&check=even").json()["rows"];
  EXPECT_EQ(even.size(), 1U);
  EXPECT_EQ(even[0][2], "9001");
  EXPECT_EQ(get("/v1/quality/warnings?check=small&limit=100").json()["rows"].size(), 100U);
  EXPECT_EQ(get("/v1/quality/warnings?entity=customers").json()["rows"].size(), 0U);
}

}  // namespace
}  // namespace c360::serve
