#include <gmock/gmock.h>

#include <algorithm>

#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

class SourceEndpointsTest : public testing::ServiceFixture {
 protected:
  /// What an endpoint answers about the shop as it is now.
  Json ask(const std::string& name) {
    serve();
    return get("/v1/" + name).json();
  }
  static const Json& named(const Json& list, const std::string& key, const std::string& name) {
    return *std::find_if(list.begin(), list.end(), [&](const Json& each) { return each[key] == name; });
  }
};

TEST_F(SourceEndpointsTest, ASourceTellsWhenItsLastNewFileCame) {
  put("c360.yaml", settings("freshness: 2h\n"));
  const Json before = ask("sources")["sources"];
  EXPECT_EQ(before[0], (Json{{"source", "customers"},
                             {"entities", {"customers"}},
                             {"files", 0},
                             {"records", 0},
                             {"newest", nullptr},
                             {"allowed_seconds", 7200}}));
  run();
  put("data/orders_2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  const auto second = run();
  const Json after = ask("sources")["sources"];
  EXPECT_EQ(after[1]["files"], 2);
  EXPECT_EQ(after[1]["records"], 4);
  EXPECT_EQ(after[1]["newest"].get<std::string>().substr(0, 19), format_utc(second.started).substr(0, 19));
  EXPECT_LT(after[0]["newest"], after[1]["newest"]);
}

TEST_F(SourceEndpointsTest, ASourceWithoutALimitMayBeOfAnyAge) {
  EXPECT_EQ(ask("sources")["sources"][0]["allowed_seconds"], nullptr);
}

TEST_F(SourceEndpointsTest, LineageIsThereBeforeTheFirstRun) {
  const Json json = ask("lineage");
  EXPECT_EQ(json["snapshot"], 0);
  EXPECT_EQ(named(json["tables"], "name", "revenue")["role"], "model");
  EXPECT_EQ(named(json["tables"], "schema", "raw")["role"], "source");
  EXPECT_THAT(json["edges"],
              Contains(Json::array({"silver.orders", "amount", "gold.revenue", "revenue", "aggregated", ""})));
}

TEST_F(SourceEndpointsTest, LineageLeadsOnToMetricsAndWhatIsPublished) {
  put("c360.yaml", settings("publish: { shelf: { parquet: out } }\n"));
  put("metrics/orders.yaml",
      "entity: orders\ndescription: Orders.\ntable: silver.orders\nkey: [order_id]\n"
      "measures:\n  income: { value: sum(amount), description: Money. }\n");
  const Json json = ask("lineage");
  std::vector<std::string> roles;
  for (const Json& table : json["tables"]) roles.push_back(table["role"]);
  EXPECT_THAT(roles, AllOf(Contains("metric"), Contains("published"), Contains("quarantine")));
  EXPECT_THAT(json["edges"],
              Contains(Json::array({"silver.orders", "amount", "metrics.orders", "income", "aggregated", ""})));
}

TEST_F(SourceEndpointsTest, LineageSaysWhatItCannotFollow) {
  put("models/gold/names.sql", "SELECT nothing FROM silver.customers");
  const Json json = ask("lineage");
  EXPECT_THAT(named(json["tables"], "name", "names")["not_followed"].get<std::string>(), HasSubstr("nothing"));
}

TEST_F(SourceEndpointsTest, LineageOfAModelThatNamesNoTableIsAnError) {
  put("models/gold/names.sql", "SELECT * FROM silver.nobody");
  const Json json = ask("lineage");
  EXPECT_THAT(json["detail"].get<std::string>(), HasSubstr("nobody")) << json;
}

}  // namespace
}  // namespace c360::serve
