// Customers whose keys hold what addresses are made of.
#include <gmock/gmock.h>

#include <map>

#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

/// Each key with what it looks like in an address.
const std::map<std::string, std::string> kKeys = {{"a/b", "a%2Fb"},
                                                  {"a/timeline", "a%2ftimeline"},
                                                  {"a%2Fb", "a%252Fb"},
                                                  {"a?b=1&c", "a%3Fb%3D1%26c"},
                                                  {"#1", "%231"},
                                                  {"a b+c", "a%20b%2Bc"},
                                                  {"..", "%2E%2E"},
                                                  {".", "%2E"},
                                                  {"../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"},
                                                  {"Zoë", "Zo%C3%AB"},
                                                  {"search", "search"},
                                                  {"'\"<b>\\", "%27%22%3Cb%3E%5C"},
                                                  {"", ""}};

class CustomerIdsTest : public testing::ServiceFixture {
 protected:
  CustomerIdsTest() {
    put("c360.yaml", settings("null_tokens: [nothing]\n"));
    put("contracts/customers.yaml",
        "entity: customers\nfrom: customers\nkey: [customer_id]\ncolumns:\n"
        "  customer_id: { type: string, required: true }\n  name: { type: string }\n");
    put("contracts/orders.yaml",
        "entity: orders\nfrom: orders\nkey: [order_id]\ncolumns:\n  order_id: { type: bigint, required: true }\n"
        "  customer_id: { type: string, required: true, references: customers.customer_id }\n  day: { type: date }\n");
    put("metrics/customers.yaml",
        "entity: customers\ndescription: Who buys.\nrole: customer\ntable: silver.customers\n"
        "columns: { customer_id: id, name: name }\n");
    put("metrics/orders.yaml",
        "entity: orders\ndescription: What they buy.\nrole: sale\ntable: silver.orders\n"
        "columns: { order_id: id, day: time }\nrelationships: { customer_id: customers }\n");
    remove("models/gold/revenue.sql");
    std::string customers = "customer_id,name\n", orders = "order_id,customer_id,day\n";
    int number = 0;
    for (const auto& [key, written] : kKeys) {
      customers += quoted(key) + "," + name_of(key) + "\n";
      orders += std::to_string(++number) + "," + quoted(key) + ",2024-01-01\n";
    }
    put("data/customers.csv", customers);
    put("data/orders.csv", orders);
    run();
    serve();
  }

  static std::string quoted(std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
    return "\"" + text + "\"";
  }
  static std::string name_of(const std::string& key) {
    return "number " + std::to_string(std::distance(kKeys.begin(), kKeys.find(key)));
  }
};

TEST_F(CustomerIdsTest, EveryKeyCanBeAskedForInTheQuery) {
  for (const auto& [key, written] : kKeys) {
    const Answer answer = get("/v1/customer?timeline=5&id=" + written);
    ASSERT_EQ(answer.status, 200) << key << answer.body;
    EXPECT_EQ(answer.json()["id"], key);
    EXPECT_EQ(answer.json()["name"], name_of(key));
    EXPECT_EQ(answer.json()["timeline"]["events"].size(), 1U) << key;
    EXPECT_EQ(get("/v1/customer/timeline?id=" + written).json()["events"], answer.json()["timeline"]["events"]) << key;
  }
}

TEST_F(CustomerIdsTest, APathHoldsEveryKeyButTheEmptyOneAndSearch) {
  for (const auto& [key, written] : kKeys) {
    if (key.empty()) continue;
    EXPECT_EQ(get("/v1/customers/" + written + "/timeline").json()["id"], key);
    if (key == "search") continue;
    EXPECT_EQ(get("/v1/customers/" + written).json()["name"], name_of(key)) << key;
  }
  EXPECT_EQ(get("/v1/customers/").status, 404);
  EXPECT_EQ(get("/v1/customers/a/b").status, 404) << "a slash of its own parts";
  EXPECT_EQ(problem(get("/v1/customers/a%2Fc")), "404: there is no customer a/c");
}

}  // namespace
}  // namespace c360::serve
