#include "c360/serve/service.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "c360/serve/endpoint.h"
#include "c360/serve/rows_answer.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using ServiceTest = testing::ServiceFixture;

TEST_F(ServiceTest, TellsThatItIsThere) {
  serve();
  EXPECT_EQ(get("/healthz").json(), (Json{{"status", "ok"}, {"snapshot", 0}}));
  run();
  serve();
  EXPECT_EQ(get("/healthz").json()["snapshot"], 1);
  EXPECT_EQ(get("/v1/project").json()["snapshot"]["number"], 1);
}

TEST_F(ServiceTest, BeforeTheFirstRunThereIsNothing) {
  serve();
  EXPECT_EQ(get("/v1/project").json()["snapshot"], nullptr);
  EXPECT_EQ(get("/v1/tables").json()["tables"], Json::array());
  EXPECT_EQ(get("/v1/quality").json()["row_account"], Json::array());
  EXPECT_EQ(get("/v1/runs").json()["runs"], Json::array());
  EXPECT_EQ(problem(get("/v1/sql?statement=FROM+gold.revenue")), "400: there is no table gold.revenue");
}

TEST_F(ServiceTest, TellsOfTablesAndTheirColumns) {
  run();
  serve();
  std::vector<std::string> names;
  const Json tables = get("/v1/tables").json();
  for (const Json& table : tables["tables"]) names.push_back(table["table"]);
  EXPECT_THAT(names, AllOf(Contains("silver.orders"), Contains("gold.revenue"), Contains("quarantine.orders")));
  EXPECT_EQ(get("/v1/tables/silver.orders").json()["columns"][2],
            (Json{{"name", "amount"}, {"type", "DECIMAL(12,2)"}}));
  EXPECT_EQ(problem(get("/v1/tables/silver.order")), "404: there is no table silver.order");
  EXPECT_EQ(problem(get("/v1/tables/orders")), "400: 'orders' is no table's name");
}

TEST_F(ServiceTest, WhatWasAskedBeforeIsAnsweredAlike) {
  run();
  serve();
  const std::string question = "/v1/sql?statement=SELECT+random()+AS+r,+count(*)+FROM+gold.revenue";
  const Answer first = get(question);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(get(question).body, first.body) << "kept";
  http::Request csv = request("GET", question);
  csv.headers.add("Accept", "text/csv");
  EXPECT_THAT(ask(csv).header("Content-Type"), HasSubstr("text/csv"));
  EXPECT_NE(get(question + "&limit=1").body, first.body);
  EXPECT_NE(ask(post("/v1/sql", R"({"statement": "SELECT random() AS r, count(*) FROM gold.revenue"})")).body,
            first.body);
}

TEST_F(ServiceTest, GivesDashboardsAsTheirFilesAreNow) {
  run();
  serve();
  EXPECT_EQ(get("/v1/dashboards").json(), (Json{{"dashboards", Json::array()}, {"faults", Json::array()}}));
  put("dashboards/mine.yaml",
      "title: Mine\ncards:\n  - { markdown: Hello }\n  - { sql: \"SELECT revenue FROM gold.revenue ORDER BY 1\", "
      "width: 4 "
      "}\n");
  EXPECT_EQ(get("/v1/dashboards").json()["dashboards"][0]["title"], "Mine");
  const Json mine = get("/v1/dashboards/mine").json();
  EXPECT_EQ(mine["faults"], Json::array());
  EXPECT_EQ(mine["cards"][0]["kind"], "markdown");
  EXPECT_EQ(mine["cards"][1]["kind"], "rows");
  EXPECT_EQ(mine["cards"][1]["width"], 4);
  EXPECT_EQ(mine["cards"][1]["sql"], "SELECT revenue FROM gold.revenue ORDER BY 1");
  EXPECT_EQ(get("/v1/dashboards/mine/rows/1").json()["rows"], (Json{{"7.25"}, {"7.50"}}));
  EXPECT_EQ(problem(get("/v1/dashboards/mine/rows/0")), "404: 'mine' has no SELECT there");
  EXPECT_EQ(problem(get("/v1/dashboards/mine/rows/2")), "404: 'mine' has no SELECT there");
  EXPECT_EQ(problem(get("/v1/dashboards/mime")), "404: there is no dashboard 'mime'");
}

TEST_F(ServiceTest, TellsWhatIsWrongWithADashboardAndShowsTheRest) {
  run();
  serve();
  put("dashboards/mine.yaml",
      "title: Mine\ncards:\n  - { markdown: Hello }\n  - { chart: pie, measures: revenue }\n"
      "  - { sql: \"SELECT * FROM read_text('c360.yaml')\" }\n");
  const Json mine = get("/v1/dashboards/mine").json();
  EXPECT_EQ(mine["cards"][0]["markdown"], "Hello");
  EXPECT_EQ(mine["faults"][0]["where"], "dashboards/mine.yaml:4:14");
  EXPECT_THAT(problem(get("/v1/dashboards/mine/rows/2")), HasSubstr("400: the table function 'read_text'"));
}

TEST_F(ServiceTest, AnswersSqlWithExactNumbers) {
  run();
  serve();
  const Answer answer =
      ask(post("/v1/sql", R"({"statement": "SELECT customer_id, revenue, 9007199254740993 AS big FROM gold.revenue )"
                          R"(WHERE revenue > ? ORDER BY 1", "parameter": ["7.25"]})"));
  EXPECT_EQ(answer.status, 200) << answer.body;
  const Json json = answer.json();
  EXPECT_EQ(json["snapshot"], 1);
  EXPECT_EQ(json["columns"][1]["name"], "revenue");
  EXPECT_EQ(json["rows"], (Json{{2, "7.50", "9007199254740993"}}));
  EXPECT_EQ(json["truncated"], false);
}

TEST_F(ServiceTest, AnAnswerThatIsCutSaysSo) {
  serve();
  const auto rows = [&](const std::string& query) {
    const Json json = get("/v1/sql?statement=SELECT+*+FROM+range(5000)" + query).json();
    return std::to_string(json["rows"].size()) + (json["truncated"].get<bool>() ? " cut" : "");
  };
  EXPECT_EQ(rows(""), "1000 cut");
  EXPECT_EQ(rows("&limit=4999"), "4999 cut");
  EXPECT_EQ(rows("&limit=5000"), "5000");
  EXPECT_EQ(rows("&limit=2048"), "2048 cut");
  EXPECT_EQ(rows("&limit=0"), "0 cut");
}

TEST_F(ServiceTest, GivesCsvToThoseWhoAcceptIt) {
  run();
  serve();
  http::Request asked =
      request("GET", "/v1/sql?statement=SELECT+name,+NULL+AS+n,+'a,b'+AS+c+FROM+silver.customers+ORDER+BY+1");
  asked.headers.add("Accept", "text/csv");
  const Answer answer = ask(asked);
  EXPECT_EQ(answer.body, "name,n,c\r\nAnn,,\"a,b\"\r\nBob,,\"a,b\"\r\n");
  EXPECT_EQ(answer.header("Content-Type"), "text/csv; charset=utf-8; header=present");
}

TEST(FormatTest, TheBestThatIsAcceptedIsTaken) {
  EXPECT_EQ(format_of(""), RowsFormat::kJson);
  EXPECT_EQ(format_of("*/*"), RowsFormat::kJson);
  EXPECT_EQ(format_of("text/html, text/csv;q=0.5, application/json;q=0.4"), RowsFormat::kCsv);
  EXPECT_EQ(format_of("text/csv ; q=0, */*;q=0.1"), RowsFormat::kJson);
  EXPECT_EQ(format_of("image/png"), std::nullopt);
}

TEST_F(ServiceTest, NothingCanBeChangedOrReadBesideTheTables) {
  run();
  serve();
  EXPECT_EQ(problem(ask(post("/v1/sql", R"({"statement": "DROP VIEW gold.revenue"})"))).substr(0, 3), "400");
  EXPECT_EQ(problem(get("/v1/sql?statement=FROM+read_text('/etc/passwd')")),
            "400: the table function 'read_text' is not allowed");
  EXPECT_EQ(get("/v1/sql?statement=FROM+gold.revenue").status, 200);
}

TEST_F(ServiceTest, AWrongStatementIsToldWithItsPlace) {
  run();
  serve();
  const Answer answer = get("/v1/sql?statement=SELECT%0Areveneu+FROM+gold.revenue");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.json()["line"], 2);
  EXPECT_EQ(answer.json()["code"], "engine");
}

TEST_F(ServiceTest, TellsWhatBecameOfEveryRow) {
  put("data/orders_2.csv", "order_id,customer_id,amount\n13,9,1.00\n13,9,1.00\n");
  run();
  serve();
  const Json quality = get("/v1/quality").json();
  const Json& orders = quality["row_account"][1];
  EXPECT_EQ(orders["entity"], "orders");
  EXPECT_EQ(orders["quarantined"], 1);
  EXPECT_EQ(orders["balances"], true);
  EXPECT_EQ(
      quality["quarantined_by_reason"],
      (Json::array({{{"entity", "orders"}, {"reason", "reference(customer_id)"}, {"rows", 1}, {"dismissed", 0}}})));
  EXPECT_EQ(orders["dismissed"], 0);
  EXPECT_EQ(quality["warnings"], Json::array());
  EXPECT_EQ(get("/v1/quality/warnings").json()["rows"], Json::array());
}

TEST_F(ServiceTest, TellsOfRuns) {
  const std::string id = run().run_id;
  serve();
  const Json runs = get("/v1/runs").json()["runs"];
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0]["run_id"], id);
  EXPECT_EQ(runs[0]["new_rows"], 5);
  EXPECT_EQ(get("/v1/runs/" + id).json()["run_id"], id);
  EXPECT_EQ(problem(get("/v1/runs/x")), "404: there is no run x");
  EXPECT_EQ(get("/v1/runs/..%2Fsecret").status, 400) << "no run is called so";
  EXPECT_EQ(get("/v1/runs/..").status, 404);
}

TEST_F(ServiceTest, AnswersWithMeasures) {
  put("metrics/orders.yaml",
      "entity: orders\ndescription: Orders.\ntable: silver.orders\nkey: [order_id]\nrole: sale\n"
      "measures:\n  revenue: { value: sum(amount), description: Money. }\n"
      "dimensions:\n  customer: { sql: customer_id, description: Who. }\n");
  run();
  serve();
  EXPECT_EQ(get("/v1/metrics").json()["entities"][0]["measures"][0]["name"], "revenue");
  EXPECT_EQ(get("/v1/metrics/query?measure=revenue&by=customer").json()["rows"], (Json{{1, "7.25"}, {2, "7.50"}}));
  EXPECT_EQ(ask(post("/v1/metrics/query", R"({"measure": ["revenue"], "where": ["customer = 2"]})")).json()["rows"],
            (Json{{"7.50"}}));
  EXPECT_THAT(problem(get("/v1/metrics/query?measure=revenu")), HasSubstr("revenu"));
}

constexpr const char* kDatedOrders =
    "-- grain: order_id\n-- Orders with a day.\n"
    "SELECT order_id, amount, date '2024-01-01' + order_id::integer AS day FROM silver.orders\n";
constexpr const char* kSales =
    "entity: orders\nrole: sale\ndescription: Orders.\ntable: gold.dated_orders\n"
    "columns: { order_id: id, amount: amount, day: time }\n"
    "measures:\n  money: { value: sum(amount), format: currency, description: Money. }\n"
    "  orders: { value: count(*), description: Orders. }\n";

TEST_F(ServiceTest, PagesSayWhatTheyAskAndHowFarTheDataGoes) {
  put("models/gold/dated_orders.sql", kDatedOrders);
  put("metrics/orders.yaml", kSales);
  run();
  serve();
  const Json answer = get("/v1/pages").json();
  EXPECT_EQ(answer["days"]["entity"], "orders");
  EXPECT_LE(answer["days"]["first"], answer["days"]["last"]);
  std::map<std::string, std::vector<std::string>> titles;
  for (const Json& page : answer["pages"])
    for (const Json& card : page["cards"]) titles[page["name"]].push_back(card["title"]);
  EXPECT_THAT(titles["revenue"], Contains("Money over time"));
  EXPECT_THAT(titles["loyalty"], ElementsAre());
  EXPECT_THAT(answer["can_filter"]["money"], Contains("time"));
  EXPECT_THAT(answer["filter_dimensions"], Contains("time"));
}

TEST_F(ServiceTest, PagesSayWhichDaysThereAreToChooseAndWhatEachCardAsks) {
  put("models/gold/dated_orders.sql", kDatedOrders);
  put("metrics/orders.yaml", kSales);
  run();
  serve();
  const Json answer = get("/v1/pages").json();
  const Json& week = answer.at("presets").at(0);
  EXPECT_EQ(week["preset"], "7d");
  EXPECT_EQ(week["to"], answer["days"]["last"]);
  EXPECT_EQ(week["grain"], "day");
  EXPECT_EQ(answer["grains"].back(), (Json{{"grain", "year"}, {"most_days", nullptr}}));
  const Json pages = answer["pages"];
  const auto revenue =
      std::find_if(pages.begin(), pages.end(), [](const Json& page) { return page["name"] == "revenue"; });
  ASSERT_NE(revenue, pages.end());
  const Json asks = revenue->at("cards").at(0).at("asks");
  EXPECT_EQ(asks.at("rows").at("measures"), (Json{"money"}));
  EXPECT_EQ(asks.at("rows").at("by"), (Json{"time"})) << "whose grain readers choose";
  EXPECT_EQ(asks.at("before").at("days"), "before");
}

TEST_F(ServiceTest, ADashboardsCardsSayWhatTheyAsk) {
  put("models/gold/dated_orders.sql", kDatedOrders);
  put("metrics/orders.yaml", kSales);
  run();
  serve();
  put("dashboards/mine.yaml",
      "title: Mine\ncards:\n  - { chart: time, measures: [money, orders] }\n"
      "  - { chart: tile, measures: no_such }\n");
  const Json mine = get("/v1/dashboards/mine").json();
  ASSERT_EQ(mine["cards"][0]["cards"].size(), 2u) << "money and a number have no axis in common";
  EXPECT_EQ(mine["cards"][0]["cards"][1]["asks"]["rows"]["measures"], (Json{"orders"}));
  EXPECT_EQ(mine["cards"][1]["cards"], Json::array());
  EXPECT_EQ(mine["can_filter"], (Json{{"money", {"time"}}, {"orders", {"time"}}}));
  EXPECT_EQ(mine["faults"].size(), 1u);
}

TEST_F(ServiceTest, MembersAreThoseOfAllDays) {
  put("models/gold/dated_orders.sql", kDatedOrders);
  put("metrics/orders.yaml", kSales);
  run();
  serve();
  const Json members = get("/v1/metrics/members?dimension=time.year").json();
  EXPECT_EQ(members["columns"][0]["name"], "year");
  EXPECT_EQ(members["rows"].size(), 1u);
  EXPECT_THAT(problem(get("/v1/metrics/members?dimension=orders.nothing")), HasSubstr("400: "));
}

TEST_F(ServiceTest, PagesAreEmptyBeforeTheFirstRunAndWithoutMetrics) {
  serve();
  EXPECT_EQ(get("/v1/pages").json()["pages"], Json::array());
  run();
  serve();
  EXPECT_EQ(get("/v1/pages").json()["days"], nullptr);
}

TEST_F(ServiceTest, MeasuresTellByWhatTheyCanBeFiltered) {
  put("models/gold/dated_orders.sql", kDatedOrders);
  put("metrics/orders.yaml", kSales);
  run();
  serve();
  const std::string body = R"({"measure": ["money", "orders"], "dimension": ["time", "orders.nothing"]})";
  EXPECT_EQ(ask(post("/v1/metrics/filters", body)).json()["can_filter"],
            (Json{{"money", {"time"}}, {"orders", {"time"}}}));
}

TEST_F(ServiceTest, AStatementCanBeAskedAsSql) {
  put("models/gold/dated_orders.sql", kDatedOrders);
  put("metrics/orders.yaml", kSales);
  run();
  serve();
  const std::string sql = get("/v1/metrics/statement?measure=money").json()["sql"];
  const Json asked = ask(post("/v1/sql", Json{{"statement", sql}}.dump())).json();
  EXPECT_EQ(asked["rows"], get("/v1/metrics/query?measure=money").json()["rows"]);
}

TEST_F(ServiceTest, CsvAndJsonAreNotTakenForOneAnother) {
  put("models/gold/dated_orders.sql", kDatedOrders);
  put("metrics/orders.yaml", kSales);
  run();
  serve();
  const std::string target = "/v1/metrics/query?measure=money";
  const Answer json = get(target);
  http::Request csv = request("GET", target);
  csv.headers.add("Accept", "text/csv");
  csv.headers.add("If-None-Match", json.header("ETag"));
  const Answer other = ask(csv);
  EXPECT_EQ(other.status, 200) << "who has the JSON does not have the CSV";
  EXPECT_NE(other.header("ETag"), json.header("ETag"));
}

TEST_F(ServiceTest, ThePageIsSentToBrowsers) {
  serve();
  const Answer page = get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("Cache-Control"), "private, no-cache");
  EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(ask(post("/", "{}")).status, 404);
  http::Request elsewhere = request("GET", "/");
  elsewhere.headers = {};
  elsewhere.headers.add("Host", "evil.example");
  EXPECT_EQ(ask(elsewhere).status, 403);
}

TEST_F(ServiceTest, AProjectWithoutMetricsSaysSo) {
  run();
  serve();
  EXPECT_EQ(problem(get("/v1/metrics/query?measure=revenue")), "400: the project has no metrics");
}

TEST_F(ServiceTest, MovesOnWhenARunFinishes) {
  run();
  serve();
  const Answer before = get("/v1/sql?statement=SELECT+count(*)+FROM+silver.orders");
  put("data/orders_2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  for (int i = 0; i < 2000 && get("/healthz").json()["snapshot"] == 1; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const Answer after = get("/v1/sql?statement=SELECT+count(*)+FROM+silver.orders");
  EXPECT_EQ(before.json()["rows"], (Json{{3}}));
  EXPECT_EQ(after.json()["rows"], (Json{{4}}));
  EXPECT_NE(before.header("ETag"), after.header("ETag"));
}

TEST_F(ServiceTest, AnAnswerOfOneSnapshotGoesOnOverTheNext) {
  run();
  serve();
  http::Response begun = service_->answer(request("GET", "/v1/sql?statement=FROM+range(100000)&limit=100000"));
  put("data/orders_2.csv", "order_id,customer_id,amount\n13,2,1.00\n");
  run();
  for (int i = 0; i < 2000 && get("/healthz").json()["snapshot"] == 1; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::string body;
  begun.stream([&](std::string_view part) { body += part; });
  EXPECT_EQ(Json::parse(body)["rows"].size(), 100000U);
  EXPECT_EQ(Json::parse(body)["snapshot"], 1);
}

TEST_F(ServiceTest, AnAnswerThatIsKnownIsNotSentAgain) {
  run();
  serve();
  const Answer first = get("/v1/tables");
  http::Request again = request("GET", "/v1/tables");
  again.headers.add("If-None-Match", first.header("ETag"));
  const Answer second = ask(again);
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
  EXPECT_EQ(get("/v1/runs").header("ETag"), "");
}

TEST_F(ServiceTest, AnAnswerThatTakesTooLongIsEnded) {
  ServiceOptions options;
  options.time_limit = std::chrono::milliseconds(1000);
  serve(options);
  EXPECT_EQ(problem(get(
                "/v1/sql?statement=SELECT+count(*)+FROM+range(10000000)+a,+range(10000000)+b+WHERE+a.range*b.range=7")),
            "503: the answer took longer than 1 s");
}

TEST_F(ServiceTest, AnAnswerThatNobodyWaitsForIsEnded) {
  serve();
  http::Request asked = request(
      "GET", "/v1/sql?statement=SELECT+count(*)+FROM+range(10000000)+a,+range(10000000)+b+WHERE+a.range*b.range=7");
  const auto gone = std::make_shared<Cancellation>();
  asked.gone = gone;
  gone->request();
  EXPECT_EQ(ask(asked).status, 503);
}

TEST_F(ServiceTest, PagesOfOtherSitesCannotAsk) {
  serve();
  http::Request rebound = request("GET", "/v1/tables");
  rebound.headers = {};
  rebound.headers.add("Host", "evil.example");
  EXPECT_EQ(problem(ask(rebound)), "403: this server is not 'evil.example'");
  http::Request foreign = request("GET", "/v1/tables");
  foreign.headers.add("Origin", "https://evil.example");
  EXPECT_EQ(problem(ask(foreign)), "403: a page of another site cannot ask this server");
  http::Request own = request("GET", "/v1/tables");
  own.headers.add("Origin", "http://localhost:8360");
  EXPECT_EQ(ask(own).status, 200);
  http::Request plain = post("/v1/sql", R"({"statement": "SELECT 1"})");
  plain.headers = {};
  plain.headers.add("Host", "[::1]:8360");
  plain.headers.add("Content-Type", "text/plain");
  EXPECT_EQ(problem(ask(plain)), "415: the body must be JSON");
}

TEST_F(ServiceTest, WhatIsNotThereIsTold) {
  serve();
  EXPECT_EQ(problem(get("/v2")), "404: there is nothing at /v2");
  EXPECT_EQ(problem(ask(post("/v1/tables", "{}"))), "405: POST is not allowed here");
  EXPECT_EQ(ask(post("/v1/tables", "{}")).header("Allow"), "GET, HEAD");
  EXPECT_EQ(problem(ask(request("DELETE", "/v1/sql"))), "405: DELETE is not allowed here");
  EXPECT_EQ(problem(get("/v1/runs?limt=1")), "400: there is no parameter 'limt'");
}

TEST_F(ServiceTest, CountsAndTellsWhatWasAsked) {
  serve();
  get("/v1/tables");
  get("/v1/tables");
  get("/v1/sql?statement=SELECT+1");
  get("/v1/sql?statement=SELECT+x");
  const std::string figures = get("/metrics").body;
  EXPECT_THAT(figures, HasSubstr("c360_requests_total{endpoint=\"/v1/tables\",status=\"200\"} 2\n"));
  EXPECT_THAT(figures, HasSubstr("c360_requests_total{endpoint=\"/v1/sql\",status=\"200\"} 1\n"));
  EXPECT_THAT(figures, HasSubstr("c360_requests_total{endpoint=\"/v1/sql\",status=\"400\"} 1\n"));
  EXPECT_THAT(figures, HasSubstr("c360_requests_running 1\n"));
  EXPECT_THAT(log_, Contains(HasSubstr("127.0.0.1 GET /v1/tables 200")));
}

TEST_F(ServiceTest, WhatIsNotWrittenIsCountedToo) {
  serve();
  service_->answer(request("HEAD", "/v1/sql?statement=SELECT+1"));
  service_->answer(request("GET", "/v1/sql?statement=SELECT+1"));  // the client left before the first byte
  const std::string figures = get("/metrics").body;
  EXPECT_THAT(figures, HasSubstr("c360_requests_total{endpoint=\"/v1/sql\",status=\"200\"} 1\n"));
  EXPECT_THAT(figures, HasSubstr("c360_requests_total{endpoint=\"/v1/sql\",status=\"499\"} 1\n"));
  EXPECT_THAT(figures, HasSubstr("c360_requests_running 1\n"));
}

TEST_F(ServiceTest, ATimeLimitOfNothingIsNone) {
  ServiceOptions options;
  options.time_limit = std::chrono::milliseconds(0);
  serve(options);
  EXPECT_EQ(get("/v1/sql?statement=SELECT+count(*)+FROM+range(30000000)+WHERE+hash(range)%252=0").status, 200);
}

TEST_F(ServiceTest, ItsDocumentListsEveryEndpoint) {
  serve();
  std::vector<std::string> paths;
  const Json document = get("/v1/openapi.json").json();
  for (const auto& [path, operations] : document["paths"].items()) paths.push_back(path);
  EXPECT_THAT(paths,
              ElementsAre("/healthz", "/metrics", "/v1/runs", "/v1/runs/current", "/v1/runs/{run}", "/v1/project",
                          "/v1/tables", "/v1/tables/{table}", "/v1/tables/{table}/rows", "/v1/quality",
                          "/v1/quality/warnings", "/v1/quality/quarantine", "/v1/quality/decisions", "/v1/sources",
                          "/v1/lineage", "/v1/metrics", "/v1/metrics/query", "/v1/metrics/statement", "/v1/pages",
                          "/v1/metrics/filters", "/v1/metrics/members", "/v1/dashboards", "/v1/dashboards/{dashboard}",
                          "/v1/dashboards/{dashboard}/rows/{card}", "/v1/sql", "/v1/customers/search",
                          "/v1/customers/{id}", "/v1/customer", "/v1/customers/{id}/timeline", "/v1/customer/timeline",
                          "/v1/session", "/v1/openapi.json"));
}

TEST_F(ServiceTest, TooLittleMemoryIsNoMistakeOfWhoAsks) {
  run();
  put("c360.yaml", settings("memory_limit: 64MB\n"));
  serve();
  const Answer answer =
      get("/v1/sql?statement=SELECT+len(list(range::VARCHAR+%7C%7C+'some+more+text'))+AS+n+FROM+range(8000000)");
  EXPECT_EQ(problem(answer), "503: the statement needs more than the 64 MB of memory that it may use");
  EXPECT_EQ(answer.json()["code"], "memory");
  EXPECT_EQ(answer.json()["hint"], "raise memory_limit in c360.yaml or --memory, use fewer threads, or ask for less");
}

TEST_F(ServiceTest, AllWhoReadASnapshotShareItsMemory) {
  run();
  put("c360.yaml", settings("memory_limit: 800MB\n"));
  Readings readings([this] { return project(); });
  const auto limit_of = [](const Reading& reading) {
    engine::Connection connection = reading.connect();
    return connection.query_user_sql("SELECT current_setting('memory_limit')").next()->display(0, 0);
  };
  const std::string alone = limit_of(*readings.current());
  const auto masked = readings.of({"t", "Ana", "analyst", project::Role::kAnalyst, false, ""});
  EXPECT_NE(limit_of(*readings.current()), alone);
  EXPECT_EQ(limit_of(*readings.current()), limit_of(*masked));
  EXPECT_EQ(limit_of(*masked), "381.4 MiB");
}

}  // namespace
}  // namespace c360::serve
