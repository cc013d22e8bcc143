// A small project with metrics, its tables made here, as Power BI's model and report.
#include "c360/powerbi/build_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "c360/base/local_files.h"
#include "c360/powerbi/personal_data_notes.h"
#include "c360/powerbi/report_pages.h"
#include "c360/powerbi/tmdl/check.h"

namespace c360::powerbi {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPeople = R"YAML(entity: people
role: customer
table: gold.persons
description: One row per person.
key: person_no
columns: { person_no: id, full_name: name, joined: time, town: location }
dimensions:
  buys: { measure: purchases, bands: [1, 3], description: How often they bought. }
  first_letter: { sql: "lower(town)", role: category }
  guess: { sql: "town LIKE 'B%'", role: flag }
  place: { measure: turnover, as: rank }
hierarchies: { where: [town, full_name] }
measures:
  persons: { value: count(*), description: Persons. }
  shoppers: { each: people, of: purchases, having: ">= 1", description: Who bought. }
  share_of_shoppers: { ratio: shoppers / persons, format: percent, description: Of all. }
  middle: { each: people, of: turnover, take: median, description: In the middle. }
)YAML";

constexpr const char* kDeals = R"YAML(entity: deals
role: sale
table: gold.deals
description: One row per deal.
key: deal_no
columns: { deal_no: id, at: time, amount: amount, kind: channel, turnover: other }
relationships: { person_no: people }
measures:
  turnover: { value: sum(amount), where: "done AND kind <> 'gift'", format: currency, description: Money. }
  purchases: { value: count(*), where: done, description: Done deals. }
  all_deals: { value: count(*), label: Deals done or not, description: All. }
  average_deal: { ratio: turnover / purchases, format: currency, description: One deal. }
  typical: { value: median(amount), format: currency, description: Middle. }
  ninth: { value: "percentile(amount, 0.9)", format: currency, description: Nine of ten.
  }
  parties: { value: count(distinct person_no), description: Different persons. }
  web_turnover: { value: sum(amount), filter: kind = Web, format: currency, description: On the web. }
  berlin_turnover: { value: sum(amount), filter: people.town = Berlin, format: currency, description: There. }
  part: { share: turnover, description: Share. }
  growth: { change: turnover, description: Growth. }
  last_year: { change: turnover, since: last_year, as: previous, description: Then. }
  this_year: { running: turnover, restart: year, description: So far. }
  three: { rolling: turnover, periods: 3, description: Three. }
  offline: { formula: turnover - web_turnover, format: currency, description: Elsewhere. }
  position: { rank: turnover, description: Place. }
  stock: { value: sum(amount), semi_additive: { over: at, per: person_no }, description: A balance. }
  squared: { value: sum(amount * amount), description: No money. }
  of_squared: { ratio: squared / purchases, description: Made of it. }
)YAML";

class BuildModelTest : public testing::Test {
 protected:
  void SetUp() override {
    const fs::path root = folder_.path();
    for (const char* below : {"metrics", "models/gold"}) fs::create_directories(root / below);
    write_file(root / "c360.yaml", "project: bazaar\nlakehouse: ./lakehouse\nsources: {}\n");
    write_file(root / "models/gold/persons.sql",
               "-- grain: person_no\nSELECT 1::bigint AS person_no, 'Ann' AS full_name, date '2021-03-01' AS joined, "
               "'Berlin' AS town\n");
    write_file(
        root / "models/gold/deals.sql",
        "-- grain: deal_no\nSELECT 1::bigint AS deal_no, 1::bigint AS person_no, timestamp '2023-05-06 07:08:09' AS "
        "at, 1.50::decimal(38, 2) AS amount, 'Web' AS kind, true AS done, 0.5::decimal(9, 6) AS turnover, [1] AS "
        "parts\n");
    write_file(root / "metrics/people.yaml", kPeople);
    write_file(root / "metrics/deals.yaml", kDeals);
  }

  BuiltModel build(const DataSource& source = {DataSource::Kind::kParquet, "C:\\bazaar", "", "", ""}) {
    project_ = project::load(folder_.path());
    connection_.create_schema("gold");
    for (const auto& model : project_.models) {
      sql::Query query;
      query.user_sql = model.sql;
      connection_.create_view({model.schema, model.name}, query);
    }
    return build_model(connection_, project_, source);
  }

  static std::string dax(const BuiltModel& built, const std::string& table, const std::string& measure) {
    const TabularMeasure* found = built.model.find_table(table)->find_measure(measure);
    return found == nullptr ? "left out" : found->expression;
  }

  static std::string why(const BuiltModel& built, const std::string& what) {
    for (const Remark& remark : built.remarks)
      if (remark.what == what) return remark.why;
    return "not remarked";
  }

  TemporaryDirectory folder_;
  engine::Database database_;
  engine::Connection connection_ = database_.connect();
  project::Project project_;
};

TEST_F(BuildModelTest, PassesTheStrictCheckAndSoDoesItsReport) {
  const BuiltModel built = build();
  for (const Error& error : tmdl::check(tmdl_files(built.model))) ADD_FAILURE() << error.what();
  const Report report = make_report(built, project_.metrics);
  for (const Error& error : check(report, built.model)) ADD_FAILURE() << error.what();
  std::vector<std::string> titles;
  for (const Page& page : report.pages) {
    titles.push_back(page.title);
    EXPECT_GE(page.visuals.size(), 3U) << page.title;
  }
  EXPECT_THAT(titles, testing::ElementsAre("Overview", "Revenue", "Customers and segments", "Times"));
}

TEST_F(BuildModelTest, PassesTheStrictCheckWithTablesOfADatabaseWhateverTheyAreCalled) {
  const BuiltModel built =
      build({DataSource::Kind::kPostgres, "", "a\"b\n= c :5432", "it's \"#(lf)\" /// here", "a.b\tc"});
  for (const Error& error : tmdl::check(tmdl_files(built.model))) ADD_FAILURE() << error.what();
  EXPECT_THAT(built.model.find_table("Deals")->source,
              HasSubstr("Source{[Schema=\"a.b#(tab)c\",Item=\"deals\"]}[Data]"));
  EXPECT_THAT(tmdl_files(built.model).at("expressions.tmdl"),
              AllOf(HasSubstr("Server = \"a\"\"b#(lf)= c :5432\""), HasSubstr("\"it's \"\"#(#)(lf)\"\" /// here\"")));
}

TEST_F(BuildModelTest, TellsOfPersonalDataWhereReportsAreBuilt) {
  model::LineageGraph lineage;
  lineage.add({{"gold", "persons"},
               model::TableRole::kModel,
               "",
               {{"person_no", "", "", ""}, {"full_name", "", "name", ""}, {"town", "", "location", ""}},
               ""});
  BuiltModel built = build();
  TabularTable& people = *std::find_if(built.model.tables.begin(), built.model.tables.end(),
                                       [](const TabularTable& table) { return table.name == "People"; });
  const auto description = [&](const std::string& source) {
    for (const TabularColumn& column : people.columns)
      if (column.source_column == source) return column.description;
    return std::string("no column");
  };
  for (TabularColumn& column : people.columns)
    if (column.source_column == "town") column.description = "Where they live";
  const std::string before = description("person_no");
  tell_personal_data(lineage, built);
  EXPECT_EQ(description("full_name"), "Personal data: name.");
  EXPECT_EQ(description("town"), "Where they live. Personal data: location.");
  EXPECT_EQ(description("person_no"), before);
}

TEST_F(BuildModelTest, CallsThingsAsPeopleDo) {
  const BuiltModel built = build();
  const TabularTable& people = *built.model.find_table("People");
  ASSERT_NE(people.find_column("Full name"), nullptr);
  EXPECT_FALSE(people.find_column("Full name")->is_hidden);
  EXPECT_TRUE(people.find_column("person_no")->is_hidden);
  EXPECT_NE(people.find_measure("Share of shoppers"), nullptr);
  // A measure has its name before a column that nobody sees.
  EXPECT_NE(built.model.find_table("Deals")->find_measure("Turnover"), nullptr);
  EXPECT_NE(built.model.find_table("Deals")->find_column("Turnover (column)"), nullptr);
}

TEST_F(BuildModelTest, WritesAggregates) {
  const BuiltModel built = build();
  EXPECT_EQ(dax(built, "Deals", "Deals done or not"), "COUNTROWS('Deals')");
  EXPECT_EQ(dax(built, "Deals", "Purchases"), "CALCULATE(COUNTROWS('Deals'), KEEPFILTERS('Deals'[done] == TRUE()))");
  EXPECT_EQ(dax(built, "Deals", "Turnover"),
            "CALCULATE(SUM('Deals'[amount]), KEEPFILTERS(('Deals'[done] == TRUE() && (NOT(ISBLANK('Deals'[Kind])) && "
            "NOT(EXACT('Deals'[Kind], \"gift\"))))))");
  EXPECT_EQ(dax(built, "Deals", "Parties"), "DISTINCTCOUNTNOBLANK('Deals'[person_no])");
  EXPECT_EQ(dax(built, "Deals", "Typical"),
            "ROUND(MEDIANX(FILTER('Deals', NOT(ISBLANK('Deals'[amount]))), 'Deals'[amount]), 4)");
  EXPECT_THAT(dax(built, "Deals", "Ninth"), HasSubstr("ROUNDUP(DIVIDE(9 * COUNTROWS(_rows), 10), 0)"));
}

TEST_F(BuildModelTest, FiltersByDimensionsThatLeadThere) {
  const BuiltModel built = build();
  EXPECT_EQ(dax(built, "Deals", "Web turnover"),
            "CALCULATE(SUM('Deals'[amount]), KEEPFILTERS(EXACT('Deals'[Kind], \"Web\")))");
  EXPECT_EQ(dax(built, "Deals", "Berlin turnover"),
            "CALCULATE(SUM('Deals'[amount]), KEEPFILTERS(EXACT('People'[Town], \"Berlin\")))");
}

TEST_F(BuildModelTest, WritesMeasuresOfMeasures) {
  const BuiltModel built = build();
  EXPECT_EQ(dax(built, "Deals", "Average deal"), "ROUND(DIVIDE([Turnover] + 0, [Purchases]), 4)");
  EXPECT_EQ(dax(built, "People", "Share of shoppers"), "ROUND(DIVIDE([Shoppers] + 0, [Persons]), 6)");
  EXPECT_EQ(dax(built, "Deals", "Part"), "ROUND(DIVIDE([Turnover], CALCULATE([Turnover], ALLSELECTED())), 6)");
  EXPECT_EQ(dax(built, "Deals", "Offline"), "([Turnover] - [Web turnover])");
  EXPECT_THAT(dax(built, "Deals", "This year"), HasSubstr("CALCULATE([Turnover], DATESYTD('Date'[Date]))"));
  EXPECT_THAT(dax(built, "Deals", "Three"), HasSubstr("DATESBETWEEN('Date'[Date], EOMONTH(_last, -3) + 1, _last)"));
  EXPECT_THAT(dax(built, "Deals", "Three"), HasSubstr("DATESBETWEEN('Date'[Date], _last - 2, _last)"));
  EXPECT_THAT(dax(built, "Deals", "Growth"), HasSubstr("CALCULATE([Turnover], DATEADD('Date'[Date], -1, QUARTER))"));
  EXPECT_THAT(dax(built, "Deals", "Last year"), HasSubstr("SAMEPERIODLASTYEAR('Date'[Date])"));
}

TEST_F(BuildModelTest, TakesMeasuresForEachRowThatHasAny) {
  const BuiltModel built = build();
  EXPECT_EQ(dax(built, "People", "Shoppers"),
            "COUNTROWS(FILTER('People', (CALCULATE(NOT(ISEMPTY('Deals')))) && [Purchases] + 0 >= 1))");
  EXPECT_EQ(dax(built, "People", "Middle"),
            "ROUND(MEDIANX(FILTER('People', CALCULATE(NOT(ISEMPTY('Deals')))), [Turnover] + 0), 4)");
}

TEST_F(BuildModelTest, TakesBalancesAtTheirLastMoment) {
  EXPECT_EQ(dax(build(), "Deals", "Stock"),
            "SUMX(\n\tSUMMARIZE('Deals', 'Deals'[person_no]),\n\tVAR _end = CALCULATE(MAX('Deals'[At]))\nRETURN\n"
            "\tCALCULATE(SUM('Deals'[amount]), KEEPFILTERS('Deals'[At] == _end))\n)");
}

TEST_F(BuildModelTest, LeavesOutByNameWhatDaxCannotSay) {
  const BuiltModel built = build();
  EXPECT_EQ(dax(built, "Deals", "Position"), "left out");
  EXPECT_THAT(why(built, "measure position"), HasSubstr("a place among whatever rows are shown"));
  EXPECT_THAT(why(built, "measure squared"), HasSubstr("a product of two decimals"));
  EXPECT_THAT(why(built, "measure Of squared"), HasSubstr("it is made of 'Squared', which is left out"));
  EXPECT_THAT(why(built, "dimension people.guess"), HasSubstr("the function ~~"));
  EXPECT_THAT(why(built, "dimension people.place"), HasSubstr("a place among all rows"));
  EXPECT_THAT(why(built, "column deals.parts"), HasSubstr("Power BI has no type"));
  EXPECT_THAT(why(built, "column deals.turnover"), HasSubstr("exact decimals have four places"));
}

TEST_F(BuildModelTest, RelatesTablesAndDaysSoThatFiltersHaveOneWay) {
  const BuiltModel built = build();
  const auto state = [&](const std::string& from, const std::string& column, const std::string& to) -> std::string {
    for (const auto& each : built.model.relationships)
      if (each.from_table == from && each.from_column == column && each.to_table == to)
        return each.is_active ? "active" : "not active";
    return "none";
  };
  EXPECT_EQ(state("Deals", "person_no", "People"), "active");
  EXPECT_EQ(state("Deals", "At (day)", "Date"), "active");
  EXPECT_EQ(state("People", "Joined", "Date"), "not active") << "days reach deals by themselves already";
  EXPECT_EQ(dax(built, "People", "Persons"),
            "CALCULATE(COUNTROWS('People'), USERELATIONSHIP('People'[Joined], 'Date'[Date]))")
      << "but of persons the day they joined is meant";
}

TEST_F(BuildModelTest, MakesDimensionsOfTheirOwnCalculatedColumns) {
  const BuiltModel built = build();
  const TabularTable& people = *built.model.find_table("People");
  EXPECT_EQ(people.find_column("First letter")->expression,
            "IF(ISBLANK('People'[Town]), BLANK(), LOWER('People'[Town]))");
  EXPECT_EQ(
      people.find_column("Buys")->expression,
      "VAR _value = CALCULATE([Purchases], ALLEXCEPT('People', 'People'[person_no])) + 0\nRETURN\n"
      "\tSWITCH(TRUE(), ISBLANK(_value), BLANK(), _value < 1, \"under 1\", _value < 3, \"1 to 2\", \"3 and more\")");
  EXPECT_EQ(people.find_column("Buys")->sort_by, "Buys (order)");
}

TEST_F(BuildModelTest, HasADateTableOfWholeYearsFromTheFirstToTheLast) {
  const BuiltModel built = build();
  const TabularTable& dates = *built.model.find_table("Date");
  EXPECT_TRUE(dates.is_date_table);
  EXPECT_THAT(dates.source, HasSubstr("First = #date(2021, 1, 1)"));
  EXPECT_THAT(dates.source, HasSubstr("Last = #date(2023, 12, 31)"));
  EXPECT_EQ(dates.hierarchies.size() + built.model.find_table("People")->hierarchies.size(), 2U);
}

TEST_F(BuildModelTest, ReadsADatabaseUnderTheTablesNames) {
  const BuiltModel built = build({DataSource::Kind::kPostgres, "", "db", "warehouse", "bazaar"});
  EXPECT_THAT(built.model.find_table("People")->source, HasSubstr("Item=\"persons\""));
  for (const Error& error : tmdl::check(tmdl_files(built.model))) ADD_FAILURE() << error.what();
}

TEST_F(BuildModelTest, NeedsMetrics) {
  fs::remove_all(folder_.path() / "metrics");
  EXPECT_THROW(build(), Error);
}

}  // namespace
}  // namespace c360::powerbi
