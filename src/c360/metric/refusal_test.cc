// Questions without a right answer are refused, with the reason and what would work.
#include "c360/metric/testing/shop.h"

namespace c360::metric {
namespace {

using testing::HasSubstr;

class RefusalTest : public ShopTest {
 protected:
  void expect(const Error& error, const std::string& message, const std::string& hint) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_EQ(error.message(), message);
    EXPECT_THAT(error.hint(), HasSubstr(hint));
  }
};

TEST_F(RefusalTest, NamesThatAreNotThere) {
  expect(refusal({"revenu"}), "there is no measure 'revenu'", "did you mean 'revenue'?");
  expect(refusal({"revenue"}, {"orders.kid"}), "there is no dimension 'orders.kid'", "did you mean 'orders.kind'?");
  expect(refusal({"revenue"}, {"time.munth"}), "there is no grain 'munth'", "did you mean 'month'?");
  expect(refusal({"revenue"}, {}, {"citty = Rome"}), "there is no dimension 'citty'", "");
  Question asked = question({"revenue"}, {"city"});
  asked.order = {parse_order("citi")};
  expect(refusal(asked), "the question does not have 'citi' to order by", "did you mean 'city'?");
  expect(refusal(Question{}), "the question names no measure", "c360 metrics list");
}

TEST_F(RefusalTest, NamesThatSeveralEntitiesHave) {
  expect(refusal({"revenue"}, {"id"}), "several entities have a dimension 'id'", "customers.id or orders.id");
}

TEST_F(RefusalTest, AMeasureByADimensionThatItsRowsDoNotLeadTo) {
  const Error error = refusal({"tickets"}, {"kind"});
  expect(error, "what is counted in tickets cannot be shown by 'kind': no relationship leads from tickets to orders",
         "tickets can be shown by customers (id, city,");
  expect(refusal({"revenue"}, {"method"}),
         "what is counted in orders cannot be shown by 'method': one row of orders may have many of payments",
         "orders can be shown by");
  expect(refusal({"tickets_per_order"}, {"kind"}),
         "what is counted in tickets cannot be shown by 'kind': no relationship leads from tickets to orders", "");
  expect(refusal({"revenue"}, {}, {"payments.ok = true"}),
         "what is counted in orders cannot be shown by 'payments.ok': one row of orders may have many of payments", "");
}

TEST_F(RefusalTest, TimeWithoutAGrainAndAGrainWithoutTime) {
  expect(refusal({"revenue"}, {"time"}), "the question does not say by which stretch of time", "time.month");
  expect(refusal({"revenue"}, {"kind.month"}), "'kind' has no month: it is string, not a time", "ask by kind itself");
  expect(refusal({"revenue"}, {"hour_of_day"}), "orders has no hour_of_day: 'day' holds days", "day_of_week");
  expect(refusal({"revenue"}, {"orders.day.hour_of_day"}), "'day' has no hour_of_day: it holds days", "day_of_week");
  expect(refusal({"customers"}, {"month"}), "what is counted in customers cannot be shown by time: it has none",
         "role time");
  expect(refusal({"revenue"}, {"since_first"}), "'since_first' does not say which periods it counts",
         "since_first.month");
  expect(refusal({"revenue"}, {"since_first.hour_of_day"}), "'since_first' counts periods, and hour_of_day is none",
         "say day, week");
}

TEST_F(RefusalTest, TheSameTwice) {
  expect(refusal({"revenue", "revenue"}), "the question names 'revenue' twice", "");
  expect(refusal({"revenue"}, {"kind", "orders.kind"}), "the question names 'orders.kind' twice", "");
}

TEST_F(RefusalTest, PeriodsThatTheQuestionDoesNotHave) {
  expect(refusal({"growth"}), "'growth' compares periods, and the question has none", "ask by time.month");
  expect(refusal({"growth"}, {"day_name"}), "'growth' compares periods, and the question has none",
         "ask by time.month");
  expect(refusal({"two_months"}, {"kind"}), "'two_months' compares periods, and the question has none", "");
  expect(refusal({"this_year"}), "'this_year' compares periods, and the question has none", "");
  expect(refusal({"growth"}, {"month", "orders.day.year"}),
         "periods can follow each other in one dimension, not in 'month' and 'orders.day.year'", "ask by one");
}

TEST_F(RefusalTest, PeriodsThatAreCut) {
  expect(refusal({"growth"}, {"month"}, {"time >= 2024-01-15"}),
         "'time' cuts a month in two, and periods are compared whole", "time.month >=");
  expect(refusal({"growth"}, {"quarter"}, {"time.month = 2024-02-01"}),
         "'time.month' cuts a quarter in two, and periods are compared whole", "time.quarter");
  expect(refusal({"so_far"}, {}, {"time >= 2024-01-01"}), "'so_far' runs from the beginning, and 'time' leaves it out",
         "say only until when");
}

TEST_F(RefusalTest, AYearThatIsCutByItsPeriods) {
  write("metrics/more.yaml",
        "entity: more\ntable: silver.tickets\ndescription: x.\n"
        "measures: { by_quarter: { running: revenue, restart: quarter, description: x. } }\n");
  expect(refusal({"by_quarter"}, {"year"}), "'by_quarter' begins anew each quarter, and a year does not lie within one",
         "finer grain");
  expect(refusal({"by_quarter"}, {"week"}), "'by_quarter' begins anew each quarter, and a week does not lie within one",
         "finer grain");
}

TEST_F(RefusalTest, AShareOfWhatTheQuestionDoesNotHave) {
  expect(refusal({"retention"}, {"city"}),
         "'retention' is a share over 'orders.since_first', which the question does not have",
         "ask by orders.since_first");
}

TEST_F(RefusalTest, MeasuresThatNoQuestionAnswers) {
  write("metrics/more.yaml", R"yaml(entity: more
table: silver.tickets
description: x.
measures:
  running_balance: { running: balance, description: x. }
  rolling_balance: { rolling: balance, periods: 3, description: x. }
  running_customers: { running: customers_seen, description: x. }
  running_growth: { running: growth, description: x. }
  part_of_average: { share: aov, description: x. }
  part_of_least: { share: least, description: x. }
  growth_of_growth: { change: growth, description: x. }
  rank_of_rank: { rank: place_by_revenue, description: x. }
  each_growth: { each: customers, of: growth, description: x. }
  each_first: { each: customers, of: first_day, take: sum, description: x. }
  first_ratio: { ratio: first_day / orders, description: x. }
  first_plus: { formula: first_day + 1, description: x. }
)yaml");
  const auto reason = [&](const char* name) { return refusal({name}, {"month"}).message(); };
  for (const char* name : {"running_balance", "rolling_balance"})
    EXPECT_THAT(reason(name), HasSubstr("has no right answer: 'balance' is a balance: it is had at a moment"));
  EXPECT_THAT(reason("running_customers"), HasSubstr("what was counted in one may be so in the next"));
  EXPECT_THAT(reason("running_growth"), HasSubstr("'growth' does not add up over periods"));
  EXPECT_THAT(reason("part_of_average"), HasSubstr("has no total that parts could have a share of"));
  EXPECT_THAT(reason("part_of_least"), HasSubstr("has no total that parts could have a share of"));
  EXPECT_THAT(reason("growth_of_growth"), HasSubstr("'growth' compares already"));
  EXPECT_THAT(reason("rank_of_rank"), HasSubstr("is a rank already"));
  EXPECT_THAT(reason("each_growth"), HasSubstr("is no value of one row alone"));
  EXPECT_EQ(reason("each_first"), "'each_first' calculates with a date");
  EXPECT_EQ(reason("first_ratio"), "a date cannot be divided exactly");
  EXPECT_EQ(reason("first_plus"), "'first_plus' calculates with a date");
}

TEST_F(RefusalTest, WaysThatAreEquallyShort) {
  table("parcels", "id",
        "id: bigint, sender: { type: bigint, references: customers.id }, "
        "receiver: { type: bigint, references: customers.id }",
        "id BIGINT, sender BIGINT, receiver BIGINT", "(1, 1, 2), (2, 2, 1), (3, 2, 3)");
  table(
      "claims", "id",
      "id: bigint, parcel: { type: bigint, references: parcels.id }, ticket: { type: bigint, references: tickets.id }",
      "id BIGINT, parcel BIGINT, ticket BIGINT", "(1, 1, 2), (2, 2, 3)");
  write("metrics/parcels.yaml",
        "entity: parcels\ntable: silver.parcels\ndescription: x.\ncolumns: { id: id }\n"
        "relationships: { sender: customers, receiver: { to: customers, active: false } }\n"
        "measures: { parcels: { value: count(*), description: x. } }\n");
  write("metrics/claims.yaml",
        "entity: claims\ntable: silver.claims\ndescription: x.\ncolumns: { id: id }\n"
        "measures: { claims: { value: count(*), description: x. } }\n");
  expect(refusal({"claims"}, {"city"}), "claims leads to 'city' in 2 equally short ways",
         "say which: claims.parcel.sender.city or claims.ticket.customer.city");
  EXPECT_THAT(answer({"claims"}, {"claims.ticket.customer.city"}), testing::ElementsAre("Rome|2"));
  EXPECT_THAT(answer({"claims"}, {"claims.parcel.sender.city"}), testing::ElementsAre("Oslo|1", "Rome|1"));
  EXPECT_THAT(answer({"parcels"}, {"city"}), testing::ElementsAre("Oslo|2", "Rome|1"));
  EXPECT_THAT(answer({"parcels"}, {"parcels.receiver.city"}), testing::ElementsAre("Oslo|1", "Rome|2"));
  EXPECT_THAT(answer({"claims"}, {"parcels.receiver.city"}), testing::ElementsAre("Oslo|1", "Rome|1"));
}

TEST_F(RefusalTest, TheTopOfWhatCannotBeFolded) {
  Question asked = question({"revenue"}, {"month"});
  asked.top = 3;
  expect(refusal(asked), "there is no dimension to take the top of", "holds no time");
  asked = question({"revenue"}, {"kind"});
  asked.top = 0;
  expect(refusal(asked), "the top has no values", "1 or more");
}

TEST_F(RefusalTest, ValuesThatAreNone) {
  expect(refusal({"revenue"}, {}, {"customers.id = x"}),
         "'customers.id' is bigint: the value 'x' is not a whole number", "write a whole number");
  EXPECT_THAT(refusal({"revenue"}, {}, {"time >= 2024-13-01"}).message(), HasSubstr("'time' is date"));
  EXPECT_THAT(refusal({"revenue"}, {}, {"orders.big = perhaps"}).message(), HasSubstr("'orders.big' is boolean"));
}

TEST_F(RefusalTest, DimensionsMadeOfThemselves) {
  write("metrics/more.yaml",
        "entity: more\ntable: silver.orders\ndescription: x.\n"
        "dimensions: { round: { measure: circular } }\n"
        "measures: { circular: { value: count(*), filter: more.round > 1, description: x. } }\n");
  expect(refusal({"circular"}), "the dimension 'round' is made of itself", "leads back to it");
}

TEST_F(RefusalTest, DimensionsOfWhatComparesRows) {
  write("metrics/more.yaml",
        "entity: more\ntable: silver.tickets\ndescription: x.\nrelationships: { customer: customers }\n"
        "dimensions: { grown: { measure: growth } }\nmeasures: { n: { value: count(*), description: x. } }\n");
  EXPECT_THAT(refusal({"n"}, {"grown"}).message(), HasSubstr("'grown' is no dimension"));
}

TEST_F(RefusalTest, ExpressionsThatDoNotCompile) {
  write("metrics/more.yaml", R"yaml(entity: more
table: silver.orders
description: x.
columns: { nothing: category }
relationships: { no_column: { to: customers } }
dimensions:
  two: id, day
  odd: lowr(kind)
  fine: lower(kind)
  clock: day < current_date
  other: (SELECT max(id) FROM silver.customers)
measures:
  texts: { value: sum(kind), description: x. }
  floats: { value: sum(id * 1.5e0), description: x. }
  money: { value: max(id * 1.5e0), format: currency, description: x. }
  unsaid: { value: count(*), where: amount, description: x. }
  inner: { value: sum(amunt), description: x. }
  injected: { value: count(*), where: "1=1) FROM silver.orders --", description: x. }
)yaml");
  std::string messages;
  try {
    model();
    FAIL() << "bound";
  } catch (const project::ProjectErrors& errors) {
    for (const Error& error : errors.errors()) {
      messages += error.message() + "\n";
      EXPECT_EQ(error.where().file.substr(0, 9) == "metrics/m" || error.where().file.empty(), true) << error.what();
    }
  } catch (const Error& error) {
    messages = error.what();
  }
  for (const char* part :
       {"the column 'nothing'", "the dimension 'two'", "the dimension 'odd'", "no_column",
        "the measure 'texts': string cannot be added up", "the measure 'floats': double is not exact",
        "the measure 'money': money is never double", "the measure 'unsaid'", "the measure 'inner'",
        "the measure 'injected'", "'clock': current_date() gives another", "'other': it reads customers"})
    EXPECT_THAT(messages, HasSubstr(part));
  EXPECT_THAT(messages, testing::Not(HasSubstr("fine")));
}

}  // namespace
}  // namespace c360::metric
