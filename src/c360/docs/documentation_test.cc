// The documentation of a small shop that is run, and of both examples as they stand.
#include "c360/docs/documentation.h"

#include <gmock/gmock.h>

#include "c360/pipeline/testing/project_fixture.h"

namespace c360::docs {
namespace {

using Json = nlohmann::ordered_json;

const Json& table(const Json& documentation, const std::string& name) {
  for (const Json& each : documentation.at("tables"))
    if (each.at("schema").get<std::string>() + "." + each.at("name").get<std::string>() == name) return each;
  throw Error(ErrorCode::kInternal, "there is no " + name);
}

const Json& column(const Json& table, const std::string& name) {
  for (const Json& each : table.at("columns"))
    if (each.at("name") == name) return each;
  throw Error(ErrorCode::kInternal, "there is no column " + name);
}

class DocumentationTest : public pipeline::testing::ProjectFixture {
 protected:
  DocumentationTest() {
    put("contracts/customers.yaml",
        "entity: customers\ndescription: Who buys.\nfrom: customers\nkey: [customer_id]\nmax_quarantined: 1\ncolumns:\n"
        "  customer_id: { type: bigint, required: true }\n"
        "  name: { type: string, pii: name, max_length: 9, description: What to call them. }\n"
        "checks:\n  - { name: no_short_names, where: \"length(name) > 3\", otherwise: warn }\n");
    put("models/gold/loud.sql",
        "-- Names in capitals.\nSELECT customer_id, upper(name) AS loud, length(name) AS size "
        "FROM silver.customers\n");
    put("metrics/orders.yaml",
        "entity: orders\ndescription: Sales.\ntable: silver.orders\nrole: sale\ncolumns: { order_id: id, amount: "
        "amount }\nmeasures:\n"
        "  revenue: { value: sum(amount), description: What was sold. }\n");
    put("data/customers.csv", "customer_id,name\n1,Annabelle\n2,Bob\n3,Wolfeschlegelstein\n");
  }

  Json document(const Content& content = {}) {
    const project::Project loaded = project();
    engine::Database database;
    lakehouse::Lakehouse lake(storage::open_local_store(root() / "lakehouse"), database, Clock::system());
    return documentation(lake, loaded, lakehouse::current_moment(lake.store()), content, Cancellation());
  }
};

TEST_F(DocumentationTest, TellsOfAProjectThatNeverRan) {
  const Json json = document();
  EXPECT_TRUE(json.at("snapshot").is_null());
  EXPECT_TRUE(json.at("accounts").empty());
  EXPECT_EQ(table(json, "gold.revenue").at("sample").at("absent"),
            "The project has not run yet: c360 run fills its tables.");
  EXPECT_EQ(column(table(json, "gold.revenue"), "revenue").at("type"), "decimal(38,2)");
}

TEST_F(DocumentationTest, HasContractsAsTheyAreWritten) {
  const Json json = document();
  const Json& customers = table(json, "silver.customers");
  EXPECT_EQ(customers.at("description"), "Who buys.");
  EXPECT_EQ(customers.at("key"), Json({"customer_id"}));
  EXPECT_EQ(customers.at("file"), "contracts/customers.yaml");
  EXPECT_EQ(customers.at("checks").at(0).at("otherwise"), "warn");
  EXPECT_EQ(column(customers, "name").at("rules"), Json({"at most 9 characters"}));
  EXPECT_EQ(column(table(json, "silver.orders"), "customer_id").at("references").at("table"), "silver.customers");
  EXPECT_EQ(column(table(json, "silver.orders"), "customer_id").at("type"), "bigint");
}

TEST_F(DocumentationTest, CarriesDescriptionsAndPersonalDataAlong) {
  const Json json = document();
  const Json& name = column(table(json, "gold.names"), "name");
  EXPECT_EQ(name.at("description"), "What to call them.");
  EXPECT_EQ(name.at("inherited"), true);
  EXPECT_EQ(name.at("pii"), Json({"name"}));
  for (const char* place : {"raw.customers", "bronze.customers", "quarantine.customers"})
    EXPECT_EQ(column(table(json, place), "name").at("pii"), Json({"name"})) << place;
  EXPECT_EQ(column(table(json, "gold.loud"), "loud").at("pii"), Json({"name"}));
}

TEST_F(DocumentationTest, HasMeasuresWithTheirStatement) {
  const Json json = document();
  const Json& revenue = json.at("metrics").at(0).at("measures").at(0);
  EXPECT_EQ(revenue.at("definition"), "sum(amount)");
  EXPECT_THAT(revenue.at("sql").get<std::string>(), ::testing::HasSubstr("sum("));
  EXPECT_EQ(revenue.at("additivity"), "additive");
}

TEST_F(DocumentationTest, ShowsRowsAndTheirAccount) {
  run();
  const Json json = document();
  EXPECT_EQ(json.at("snapshot").at("number"), 1);
  const Json& account = json.at("accounts").at(0);
  EXPECT_EQ(account.at("entity"), "customers");
  EXPECT_EQ(account.at("silver_rows"), 2);
  EXPECT_EQ(account.at("balances"), true);
  EXPECT_EQ(account.at("reasons"), Json({{"max_length(name)", 1}}));
  const Json& sample = table(json, "silver.orders").at("sample");
  EXPECT_EQ(sample.at("count"), 3);
  EXPECT_EQ(sample.at("rows").at(0).at(2), "5.00");
  EXPECT_EQ(table(json, "bronze.customers__malformed").at("sample").at("count"), 0);
}

TEST_F(DocumentationTest, NeverHoldsPersonalDataUnlessAsked) {
  run();
  const Json masked = document();
  for (const char* text : {"Annabelle", "ANNABELLE", "Bob", "BOB", "Wolfeschlegelstein"})
    EXPECT_EQ(masked.dump().find(text), std::string::npos) << text;
  const Json& sample = table(masked, "gold.loud").at("sample");
  EXPECT_EQ(sample.at("columns").at(1).at("masked"), "name");
  EXPECT_TRUE(sample.at("rows").at(0).at(1).is_null());
  EXPECT_EQ(table(masked, "quarantine.customers").at("sample").at("count"), 1);
  Content shown;
  shown.unmasked = true;
  const std::string all = document(shown).dump();
  for (const char* text : {"Annabelle", "ANNABELLE", "Wolfeschlegelstein"})
    EXPECT_NE(all.find(text), std::string::npos) << text;
}

TEST_F(DocumentationTest, MasksKeysOfWarningsThatArePersonal) {
  run();
  EXPECT_EQ(document().at("warnings").at(0).at("places").at(0).at("key"), "2");
  put("contracts/customers.yaml",
      "entity: customers\nfrom: customers\nkey: [customer_id]\nmax_quarantined: 1\ncolumns:\n"
      "  customer_id: { type: bigint, required: true, pii: national_id }\n  name: { type: string }\n"
      "checks:\n  - { name: no_short_names, where: \"length(name) > 3\", otherwise: warn }\n");
  EXPECT_TRUE(document().at("warnings").at(0).at("places").at(0).at("key").is_null());
}

TEST_F(DocumentationTest, ShowsNoRowsOfModelsThatChangedSinceTheSnapshot) {
  run();
  put("models/gold/loud.sql", "SELECT customer_id, 'quiet' AS loud FROM silver.customers\n");
  EXPECT_THAT(table(document(), "gold.loud").at("sample").at("absent").get<std::string>(),
              ::testing::HasSubstr("has changed since the snapshot"));
}

TEST_F(DocumentationTest, KeepsSamplesSmall) {
  put("data/orders.csv", "order_id,customer_id,amount,note\n1,1,1," + std::string(5000, 'x') + "\n2,1,2,\n3,2,3,\n");
  run();
  Content content;
  content.sample_rows = 2;
  const Json json = document(content);
  const Json& sample = table(json, "bronze.orders").at("sample");
  EXPECT_EQ(sample.at("rows").size(), 2u);
  EXPECT_EQ(sample.at("count"), 3);
  EXPECT_EQ(json.dump().find(std::string(201, 'x')), std::string::npos);
  content.sample_rows = 0;
  EXPECT_TRUE(table(document(content), "bronze.orders").at("sample").at("rows").empty());
}

TEST_F(DocumentationTest, IsTheSameForTheSameSnapshot) {
  run();
  EXPECT_EQ(document().dump(), document().dump());
}

TEST_F(DocumentationTest, ShowsRowsOfViewsInOneOrder) {
  put("models/gold/many.sql",
      "-- materialize: view\nSELECT name, count(*) AS rows FROM silver.customers, range(2000) AS t(i) GROUP BY name, "
      "i\n");
  put("models/gold/keyed.sql",
      "-- materialize: view\n-- grain: name\nSELECT name, count(*) AS rows FROM silver.customers GROUP BY name ORDER "
      "BY rows\n");
  run();
  EXPECT_EQ(document().dump(), document().dump());
  Content shown;
  shown.unmasked = true;
  EXPECT_EQ(table(document(shown), "gold.keyed").at("sample").at("rows"),
            Json::parse(R"([["Annabelle","1"],["Bob","1"]])"));
}

TEST_F(DocumentationTest, HasTheWaysFromFilesToMeasures) {
  const Json json = document();
  const auto has = [&](const Json& edge) {
    const Json& edges = json.at("edges");
    return std::find(edges.begin(), edges.end(), edge) != edges.end();
  };
  EXPECT_TRUE(has({"raw.orders", "amount", "bronze.orders", "amount", "copied", ""}));
  EXPECT_TRUE(has({"silver.orders", "amount", "metrics.orders", "revenue", "aggregated", ""}));
}

class ExamplesDocumented : public ::testing::TestWithParam<const char*> {};

TEST_P(ExamplesDocumented, TellsOfEverything) {
  const project::Project project = project::load(std::string(C360_SOURCE_DIR) + "/examples/" + GetParam());
  TemporaryDirectory folder;
  engine::Database database;
  lakehouse::Lakehouse lake(storage::open_local_store(folder.path()), database, Clock::system());
  const Json json = documentation(lake, project, std::nullopt, {}, Cancellation());
  EXPECT_EQ(json.at("sources").size(), project.sources.size());
  EXPECT_FALSE(json.at("report_pages").empty());
  for (const Json& entity : json.at("metrics"))
    for (const Json& measure : entity.at("measures")) EXPECT_NE(measure.at("sql"), "") << measure.at("name");
  for (const Json& each : json.at("tables"))
    if (each.at("role") == "model") {
      EXPECT_NE(each.at("sql"), "") << each.at("name");
      EXPECT_EQ(each.at("not_followed"), "") << each.at("name");
      for (const Json& column : each.at("columns")) EXPECT_NE(column.at("type"), "") << each.at("name") << column;
    }
}

INSTANTIATE_TEST_SUITE_P(Examples, ExamplesDocumented, ::testing::Values("ecommerce", "retail360"));

}  // namespace
}  // namespace c360::docs
