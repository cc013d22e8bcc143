// Masks and row filters, and the ways in which people try to talk around them.
#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <thread>

#include "c360/access/token.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

/// A shop of two regions. Lou and Cid live in the north, Zoe in the south; her name and her order of 99.25 are what
/// nobody may see who is not meant to. Names have an o: pseudonyms, which are drawn anew each time, never do.
class VisibilityTest : public testing::ServiceFixture {
 protected:
  VisibilityTest() {
    put("c360.yaml",
        settings("roles:\n"
                 "  north: { like: analyst, unmasked: true, where: \"region = 'north'\" }\n"
                 "  hidden_north: { like: operator, where: \"region = 'north'\", tables: [gold.prices] }\n"));
    put("contracts/customers.yaml",
        "entity: customers\nfrom: customers\nkey: [customer_id]\ncolumns:\n"
        "  customer_id: { type: bigint, required: true }\n  name: { type: string, pii: name }\n"
        "  email: { type: string, pii: email }\n  born: { type: date, pii: birth_date }\n"
        "  region: { type: string }\n"
        "checks:\n  - { name: old, where: \"born > date '1990-01-01'\", otherwise: warn }\n");
    put("data/customers.csv",
        "customer_id,name,email,born,region\n1,Lou,lou@shop.example,2000-01-01,north\n"
        "2,Zoe,zoe@shop.example,1980-02-03,south\n3,Cid,lou@shop.example,1999-09-09,north\n");
    put("data/orders.csv", "order_id,customer_id,amount\n10,1,5.00\n11,2,99.25\n12,1,2.25\n");
    put("models/gold/names.sql",
        "SELECT customer_id, upper(name) AS loud, length(name) AS letters, region FROM silver.customers\n");
    put("models/gold/mails.sql",
        "SELECT region, count(DISTINCT email) AS mails, max(email) AS last FROM silver.customers GROUP BY 1\n");
    put("models/gold/people.sql",
        "-- materialize: view\nSELECT customer_id, name, lower(email) AS mail FROM silver.customers\n");
    put("models/gold/raws.sql", "SELECT name AS text FROM bronze.customers\n");
    put("models/gold/puzzle.sql",
        "SELECT row_number() OVER (ORDER BY name) AS n, list(name) AS names, {'a': email} AS mail, "
        "regexp_extract(email, '@(.*)', 1) AS domain FROM silver.customers GROUP BY name, email\n");
    put("models/gold/prices.sql", "SELECT 1 AS price\n");
    put("metrics/customers.yaml",
        "entity: customers\ndescription: People.\ntable: silver.customers\nkey: [customer_id]\nrole: customer\n"
        "measures:\n  people: { value: count(*), description: How many. }\n"
        "  mails: { value: count(distinct email), description: Different ones. }\n"
        "dimensions:\n  who: { sql: name, description: Their name. }\n");
    put("metrics/prices.yaml",
        "entity: prices\ndescription: Prices.\ntable: gold.prices\nkey: [price]\nrole: product\n"
        "measures:\n  prices: { value: count(*), description: How many. }\n");
  }

  /// The shop, served; what follows is asked as a token of this role.
  void serve_for(const std::string& role, bool unmasked = false) {
    run();
    secret_ = access::create_token(lake_->store(), {"reader", role, unmasked, {}}, Clock::system()).secret;
    serve();
  }
  http::Request as_reader(http::Request made) const {
    made.headers.add("Authorization", "Bearer " + secret_);
    return made;
  }
  Answer read(const std::string& target) { return ask(as_reader(request("GET", target))); }
  Answer query(const std::string& statement) {
    return ask(as_reader(post("/v1/sql", Json{{"statement", statement}}.dump())));
  }
  Json rows(const std::string& statement) {
    const Answer answer = query(statement);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.status == 200 ? answer.json()["rows"] : Json();
  }

  std::string secret_;
};

const std::vector<std::string> kPersonal = {"Lou",  "LOU", "lou@",  "Zoe",        "ZOE",
                                            "zoe@", "Cid", "@shop", "2000-01-01", "1980-02-03"};

TEST_F(VisibilityTest, MaskedReadersSeePseudonyms) {
  serve_for("analyst");
  const Json customers = rows("SELECT customer_id, name, email, born, region FROM silver.customers ORDER BY 1");
  EXPECT_THAT(customers[0][1].get<std::string>(), MatchesRegex("name·[0-9a-z]{12}"));
  EXPECT_THAT(customers[0][2].get<std::string>(), MatchesRegex("email·[0-9a-z]{12}"));
  EXPECT_EQ(customers[0][3], nullptr);
  EXPECT_EQ(customers[0][4], "north");
  EXPECT_EQ(customers[0][2], customers[2][2]);
  EXPECT_NE(customers[0][2], customers[1][2]);
}

TEST_F(VisibilityTest, NumbersStayRight) {
  serve_for("analyst");
  EXPECT_EQ(rows("SELECT count(email), count(DISTINCT email), count(DISTINCT name) FROM silver.customers"),
            (Json{{3, 2, 3}}));
  EXPECT_EQ(rows("SELECT count(*) FROM silver.customers a JOIN gold.people b ON a.name = b.name"), (Json{{3}}));
  EXPECT_EQ(rows("SELECT mails FROM gold.mails ORDER BY region"), (Json{{1}, {1}}));
  EXPECT_EQ(read("/v1/metrics/query?measure=people&measure=mails").json()["rows"], (Json{{3, 2}}));
}

TEST_F(VisibilityTest, ModelsAreMaskedByTheirLineage) {
  serve_for("analyst");
  const Json gold = rows("SELECT loud, letters, region FROM gold.names WHERE customer_id = 1");
  EXPECT_THAT(gold[0][0].get<std::string>(), MatchesRegex("name·[0-9a-z]{12}"));
  EXPECT_EQ(gold[0][1], nullptr);
  EXPECT_EQ(gold[0][2], "north");
  EXPECT_THAT(rows("SELECT last FROM gold.mails")[0][0].get<std::string>(), MatchesRegex("email·[0-9a-z]{12}"));
  EXPECT_THAT(rows("SELECT mail FROM gold.people")[0][0].get<std::string>(), MatchesRegex("email·[0-9a-z]{12}"));
  EXPECT_THAT(rows("SELECT text FROM gold.raws")[0][0].get<std::string>(), MatchesRegex("other·[0-9a-z]{12}"));
}

TEST_F(VisibilityTest, UnmaskedReadersSeeWhatIsThere) {
  serve_for("analyst", true);
  EXPECT_EQ(rows("SELECT name FROM silver.customers ORDER BY 1"), (Json{{"Cid"}, {"Lou"}, {"Zoe"}}));
  EXPECT_EQ(query("FROM bronze.customers").status, 200);
  EXPECT_EQ(query("FROM raw.customers").status, 200);
}

TEST_F(VisibilityTest, RawDataIsNotThereForMaskedReaders) {
  serve_for("operator");
  for (const char* table :
       {"bronze.customers", "raw.customers", "quarantine.customers", "BRONZE.Customers", "bronze.nothing"}) {
    const Answer answer = query(std::string("FROM ") + table);
    EXPECT_EQ(answer.status, 403) << table;
    EXPECT_THAT(answer.body, HasSubstr("c360 token create --unmasked")) << table;
  }
  EXPECT_EQ(read("/v1/tables/bronze.customers").status, 403);
  EXPECT_THAT(read("/v1/tables").body, AllOf(Not(HasSubstr("bronze")), HasSubstr("silver.customers")));
  EXPECT_THAT(rows("SELECT DISTINCT table_schema FROM information_schema.tables ORDER BY 1"),
              (Json{{"gold"}, {"meta"}, {"silver"}}));
}

/// However it is asked, no answer holds a name, an address or a day of birth.
TEST_F(VisibilityTest, MasksCannotBeTalkedAround) {
  serve_for("operator");
  for (const char* attempt : {
           "FROM silver.customers",
           "SELECT customers FROM silver.customers",
           "SELECT COLUMNS('n.*') FROM silver.customers",
           "SELECT name FROM silver.customers WHERE name LIKE 'A%' OR name NOT LIKE 'A%'",
           "SELECT min(name), max(email), min(born), any_value(name), first(name) FROM silver.customers",
           "SELECT list(name), string_agg(email), histogram(name), mode(name) FROM silver.customers",
           "SELECT arg_max(name, customer_id), approx_top_k(name, 3), median(born) FROM silver.customers",
           "SELECT CAST(name AS INTEGER) FROM silver.customers",
           "SELECT CAST(email AS DATE) FROM silver.customers",
           "SELECT error(name) FROM silver.customers",
           "SELECT error(loud) FROM gold.names",
           "SELECT CAST(mail AS INTEGER) FROM gold.people",
           "SELECT regexp_extract(name, '.*'), substr(name, 1, 3), reverse(name), upper(name) FROM silver.customers",
           "SELECT to_json(c), hash(name), md5(name) FROM silver.customers c",
           "SELECT * FROM silver.customers ORDER BY name, email, born",
           "SELECT * FROM (SELECT * FROM silver.customers) x, LATERAL (SELECT x.name, x.email)",
           "WITH c AS MATERIALIZED (SELECT * FROM silver.customers) SELECT name FROM c UNION ALL SELECT email FROM c",
           "PIVOT silver.customers ON name IN ('a', 'x') USING count(*)",
           "UNPIVOT (SELECT name, email FROM silver.customers) ON COLUMNS(*)",
           "SELECT name FROM silver.customers USING SAMPLE 100%",
           "SELECT lag(name) OVER (ORDER BY customer_id), first_value(email) OVER () FROM silver.customers",
           "SELECT stats(name) FROM silver.customers",
           "SELECT stats(born) FROM silver.customers",
           "FROM meta.warnings",
           "FROM meta.runs",
           "FROM meta.lineage",
           "FROM information_schema.columns",
           "FROM information_schema.views",
           "FROM pg_catalog.pg_views",
           "FROM duckdb_views()",
           "FROM gold.raws",
           "FROM gold.puzzle",
           "SELECT unnest(names), mail.a, domain FROM gold.puzzle",
           "FROM gold.names",
           "FROM gold.mails",
           "FROM gold.people",
           "FROM \"c360_late(silver.customers)\"",
           "FROM c360_memory('warnings')",
           "FROM query('FROM silver.customers')",
           "FROM query_table('bronze.customers')",
           "FROM delta_scan('lakehouse/silver/customers')",
           "FROM read_parquet('lakehouse/silver/customers/*.parquet')",
           "FROM parquet_metadata('lakehouse/silver/customers/*.parquet')",
           "FROM 'data/customers.csv'",
           "EXPLAIN SELECT * FROM silver.customers WHERE name = 'x'",
           "SUMMARIZE silver.customers",
           "SELECT json_serialize_plan('SELECT name FROM silver.customers')",
       }) {
    const Answer answer = query(attempt);
    for (const std::string& secret : kPersonal) EXPECT_THAT(answer.body, Not(HasSubstr(secret))) << attempt;
    EXPECT_LT(answer.status, 500) << attempt << answer.body;
  }
  for (const char* target : {"/v1/metrics/query?measure=people&by=customers.who", "/v1/quality/warnings", "/v1/runs",
                             "/v1/tables/silver.customers"}) {
    const Answer answer = read(target);
    EXPECT_EQ(answer.status, 200) << target << answer.body;
    for (const std::string& secret : kPersonal) EXPECT_THAT(answer.body, Not(HasSubstr(secret))) << target;
  }
}

/// Every endpoint there is, also those that come: what it gives a masked reader holds nothing personal.
TEST_F(VisibilityTest, NoEndpointShowsPersonalDataToMaskedReaders) {
  serve_for("operator");
  const Json document = read("/v1/openapi.json").json();
  const std::map<std::string, std::string> values = {{"{table}", "gold.people"}, {"{run}", moment().run_id}};
  for (const auto& [path, operations] : document["paths"].items()) {
    std::string target = path;
    for (const auto& [name, value] : values) {
      if (const std::size_t at = target.find(name); at != std::string::npos) target.replace(at, name.size(), value);
    }
    if (path == "/v1/sql") target += "?statement=FROM+gold.people";
    if (path == "/v1/metrics/query") target += "?measure=people&by=customers.who";
    const Answer answer = read(target);
    EXPECT_LT(answer.status, 500) << target << answer.body;
    for (const std::string& secret : kPersonal) EXPECT_THAT(answer.body, Not(HasSubstr(secret))) << target;
  }
}

TEST_F(VisibilityTest, GuessesAboutMaskedValuesCannotBeTested) {
  serve_for("analyst");
  EXPECT_EQ(rows("SELECT count(*) FROM silver.customers WHERE name = 'Lou' OR email LIKE '%shop%' OR born IS NOT NULL"),
            (Json{{0}}));
  EXPECT_EQ(rows("SELECT count(*) FROM silver.customers JOIN (SELECT 'Lou' AS name) USING (name)"), (Json{{0}}));
  EXPECT_EQ(query("SELECT c360_mask('Lou', 'name')").status, 400);
  EXPECT_EQ(query("SELECT \"C360_Mask\"('Lou', 'name')").status, 400);
  EXPECT_EQ(query("SELECT 'Lou'.c360_mask('name')").status, 400);
  EXPECT_EQ(query("SELECT list_transform(['Lou'], lambda x: c360_mask(x, 'name'))").status, 400);
  EXPECT_EQ(query("SELECT c360_mask_number('1')").status, 400);
  EXPECT_EQ(read("/v1/metrics/query?measure=people&where=customers.who+%3D+Lou").json()["rows"], (Json{{0}}));
}

TEST_F(VisibilityTest, AnswersToOneReaderAreNotTakenForThoseOfAnother) {
  serve_for("analyst");
  const std::string masked = read("/v1/tables").header("ETag");
  secret_ = access::create_token(lake_->store(), {"other", "analyst", true, {}}, Clock::system()).secret;
  serve();
  http::Request again = as_reader(request("GET", "/v1/tables"));
  again.headers.add("If-None-Match", masked);
  EXPECT_EQ(ask(again).status, 200);
}

TEST_F(VisibilityTest, ARoleSeesItsRowsAndWhatLeadsToThem) {
  serve_for("north");
  EXPECT_EQ(rows("SELECT name FROM silver.customers ORDER BY 1"), (Json{{"Cid"}, {"Lou"}}));
  EXPECT_EQ(rows("SELECT order_id FROM silver.orders ORDER BY 1"), (Json{{10}, {12}}));
  EXPECT_EQ(rows("SELECT revenue FROM gold.revenue"), (Json{{"7.25"}}));
  EXPECT_EQ(rows("SELECT loud FROM gold.names ORDER BY 1"), (Json{{"CID"}, {"LOU"}}));
  EXPECT_EQ(rows("SELECT name FROM gold.people ORDER BY 1"), (Json{{"Cid"}, {"Lou"}}));
  EXPECT_EQ(read("/v1/metrics/query?measure=people").json()["rows"], (Json{{2}}));
}

TEST_F(VisibilityTest, WhatARoleDoesNotSeeIsNotThereWithTheReason) {
  serve_for("north");
  const Answer prices = query("FROM gold.prices");
  EXPECT_EQ(problem(prices),
            "403: gold.prices is not there for the role north: it has no region, and its references lead to no table "
            "that has");
  EXPECT_EQ(problem(read("/v1/metrics/query?measure=prices")).substr(0, 24), "403: gold.prices is not ");
  EXPECT_THAT(read("/v1/tables").body, AllOf(Not(HasSubstr("gold.prices")), Not(HasSubstr("bronze"))));
  for (const char* target :
       {"/v1/quality", "/v1/quality/warnings", "/v1/runs", "/v1/tables/gold.prices", "/v1/tables/raw.customers"})
    EXPECT_EQ(read(target).status, 403) << target;
  for (const char* table : {"bronze.orders", "raw.orders", "quarantine.orders", "gold.raws"})
    EXPECT_EQ(query(std::string("FROM ") + table).status, 403) << table;
  EXPECT_EQ(rows("SELECT name FROM meta.tables WHERE name = 'orders' AND schema = 'silver'"), (Json{{"orders"}}));
  for (const char* table : {"meta.warnings", "meta.runs", "meta.files", "meta.row_account"})
    EXPECT_EQ(query(std::string("FROM ") + table).status, 400) << table;
}

TEST_F(VisibilityTest, ListedTablesAreWholeAndMasksCountToo) {
  serve_for("hidden_north");
  EXPECT_EQ(rows("FROM gold.prices"), (Json{{1}}));
  EXPECT_EQ(rows("SELECT count(*) FROM silver.customers"), (Json{{2}}));
  EXPECT_THAT(rows("SELECT min(name) FROM silver.customers")[0][0].get<std::string>(),
              MatchesRegex("name·[0-9a-z]{12}"));
  EXPECT_EQ(rows("SELECT count(*) FROM silver.orders"), (Json{{2}}));
}

/// However it is asked, no answer shows the row of the south: not its values, not in an error.
TEST_F(VisibilityTest, RowFiltersCannotBeTalkedAround) {
  serve_for("north");
  for (const char* attempt : {
           "FROM silver.customers",
           "SELECT * FROM silver.customers WHERE region = 'south'",
           "SELECT * FROM silver.customers WHERE region <> 'north' OR true",
           "SELECT CAST(name AS INTEGER) FROM silver.customers WHERE customer_id = 2",
           "SELECT * FROM silver.customers WHERE CAST(name AS INTEGER) > 0 AND customer_id = 2",
           "SELECT * FROM silver.customers WHERE CASE WHEN customer_id = 2 THEN error(name) ELSE false END",
           "SELECT * FROM silver.customers WHERE customer_id = 2 AND error(name)",
           "SELECT * FROM silver.orders WHERE CASE WHEN amount > 50 THEN error(amount::varchar) ELSE true END",
           "SELECT * FROM silver.orders WHERE amount > 50 AND error(amount::varchar)",
           "SELECT * FROM silver.orders WHERE CAST('x' || amount AS INTEGER) = 1 AND amount > 50",
           "SELECT * FROM gold.revenue WHERE revenue > 50 AND error(revenue::varchar)",
           "SELECT * FROM gold.people WHERE customer_id = 2 AND error(name)",
           "SELECT error(name) FROM silver.customers c JOIN silver.orders o USING (customer_id) WHERE amount > 50",
           "SELECT * FROM silver.customers c FULL JOIN silver.orders o USING (customer_id)",
           "SELECT * FROM silver.customers c WHERE NOT EXISTS (FROM silver.customers d WHERE d.region = 'north' AND "
           "d.customer_id = c.customer_id)",
           "SELECT max(customer_id), sum(customer_id), count(*) FROM silver.customers",
           "SELECT max(amount), sum(amount), list(amount) FROM silver.orders",
           "SELECT stats(amount) FROM silver.orders",
           "SELECT stats(name) FROM silver.customers",
           "SELECT * FROM silver.customers ORDER BY error(name)",
           "SELECT customer_id FROM silver.orders EXCEPT SELECT customer_id FROM silver.customers",
           "SELECT name FROM silver.customers USING SAMPLE 100%",
           "SELECT (SELECT max(amount) FROM silver.orders o WHERE o.customer_id = r.range) FROM range(5) r",
           "FROM \"c360_late(silver.customers)\"",
           "SELECT c360_seen FROM silver.customers",
           "FROM c360_rows",
           "FROM information_schema.views",
       }) {
    const Answer answer = query(attempt);
    EXPECT_THAT(answer.body, AllOf(Not(HasSubstr("Zoe")), Not(HasSubstr("zoe@")), Not(HasSubstr("99.25")))) << attempt;
    EXPECT_LT(answer.status, 500) << attempt << answer.body;
  }
  EXPECT_EQ(rows("SELECT count(*) FROM silver.customers WHERE region = 'south'"), (Json{{0}}));
  // Whether a hidden row makes an expression fail would tell of it, too.
  EXPECT_EQ(rows("SELECT count(*) FROM silver.orders WHERE CASE WHEN amount > 50 THEN error('there') ELSE true END"),
            (Json{{2}}));
  EXPECT_EQ(
      rows("SELECT count(*) FROM silver.customers WHERE CASE WHEN name = 'Zoe' THEN error('there') ELSE true END"),
      (Json{{2}}));
}

TEST_F(VisibilityTest, WhatIsSeenMovesOnWithTheSnapshot) {
  serve_for("north");
  EXPECT_EQ(rows("SELECT count(*) FROM silver.customers"), (Json{{2}}));
  put("data/customers_2.csv",
      "customer_id,name,email,born,region\n4,Eve,eve@shop.example,2001-01-01,north\n5,Max,m@x,2001-01-01,south\n");
  run();
  for (int i = 0; i < 2000 && rows("SELECT count(*) FROM silver.customers") == (Json{{2}}); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(rows("SELECT count(*) FROM silver.customers"), (Json{{3}}));
}

TEST_F(VisibilityTest, ManyMayAskForTheFirstTimeAtOnce) {
  serve_for("north");
  std::vector<std::jthread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] { right += rows("SELECT count(*) FROM silver.orders") == (Json{{2}}) ? 1 : 0; });
  threads.clear();
  EXPECT_EQ(right, 8);
}

TEST_F(VisibilityTest, WhatForgetsToSaySoShowsNothingToWhoIsBound) {
  EXPECT_FALSE(Endpoint().keeps_masks);
  EXPECT_FALSE(Endpoint().keeps_rows);
}

}  // namespace
}  // namespace c360::serve
