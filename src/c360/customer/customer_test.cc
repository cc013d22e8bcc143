// Customers of projects of a test's own: keys, profiles, places, timelines, search.
#include <gmock/gmock.h>

#include "c360/base/error.h"
#include "c360/customer/customer_json.h"
#include "c360/metric/testing/model_fixture.h"

namespace c360::customer {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CustomerTest : public metric::ModelTest {
 protected:
  void people(const std::string& key_type, const std::string& rows) {
    table("people", "[no]",
          "no: { type: " + key_type +
              " }, called: { type: string }, mail: { type: string }, "
              "phone: { type: string }, joined: { type: date }",
          "no " + std::string(key_type == "string" ? "VARCHAR" : "BIGINT") +
              ", called VARCHAR, mail VARCHAR, phone VARCHAR, joined DATE",
          rows);
    write("metrics/people.yaml",
          "entity: people\ndescription: d\nrole: customer\ntable: silver.people\n"
          "columns: { no: id, called: name, mail: email, phone: phone, joined: time }\n"
          "measures:\n  heads: { value: count(*), description: d }\n");
  }
  void sales(const std::string& rows, const std::string& who_type = "BIGINT") {
    table("sales", "[id]",
          "id: { type: bigint }, who: { type: " + std::string(who_type == "BIGINT" ? "bigint" : "string") +
              " }, at: { type: timestamp }, paid: { type: \"decimal(12,2)\" }, shop: { type: string }",
          "id BIGINT, who " + who_type + ", \"at\" TIMESTAMPTZ, paid DECIMAL(12,2), shop VARCHAR", rows);
    write("metrics/sales.yaml",
          "entity: sales\ndescription: d\nrole: sale\ntable: silver.sales\n"
          "columns: { id: id, at: time, paid: amount, shop: channel }\nrelationships: { who: people }\n"
          "measures:\n  spent: { value: sum(paid), format: currency, description: d }\n  average: { ratio: spent / "
          "bought, description: d }\n"
          "  bought: { value: count(*), description: d }\n  buyers: { value: count(distinct who), description: d }\n"
          "  growth: { change: spent, description: d }\n  share_of_all: { share: spent, description: d }\n");
  }
  void shop() {
    people("bigint",
           "(1, 'Ann Lee', 'ann@x.org', '+49 171 5550', '2020-01-05'), (2, 'Bob O''Neil', NULL, NULL, NULL), "
           "(3, 'Zoë Ann', 'zoe.lee@x.org', '0301234567', '2021-02-03'), (4, NULL, NULL, NULL, '2021-02-03')");
    sales(
        "(10, 1, '2024-03-01 22:30:00+00', 5.00, 'web'), (11, 1, NULL, 0.10, NULL), "
        "(12, 1, '2024-03-01 22:30:00+00', 2.00, 'shop'), (13, 3, '2024-01-01 00:00:00+00', 7.10, 'web'), "
        "(14, 99, '2024-01-01 00:00:00+00', 100.00, 'web')");
  }

  const CustomerModel& customers() {
    if (!customers_)
      customers_ = std::make_unique<CustomerModel>(connection_, model_project(), model(), lakehouse::Moment());
    return *customers_;
  }
  Json profile(const std::string& id) { return json_of(customers(), profile_of(connection_, customers(), id)); }
  Timeline page(const std::string& id, TimelineQuestion question = {}) {
    const CustomerModel& all = customers();
    return timeline_of(connection_, all.typed(), all.key(), all.kinds(), *all.key().literal(id), question);
  }
  /// "entity:id" of each event.
  static std::vector<std::string> names(const Timeline& timeline) {
    std::vector<std::string> names;
    for (const Event& event : timeline.events) names.push_back(event.kind->entity->name + ":" + event.id);
    return names;
  }
  std::vector<std::string> found(const std::string& text, std::size_t limit = 10) {
    std::vector<std::string> ids;
    for (const FoundCustomer& each : search_all(connection_, customers(), text, limit)) ids.push_back(each.id);
    return ids;
  }
  static Json named(const Json& list, const std::string& name) {
    for (const Json& each : list)
      if (each["name"] == name) return each;
    return nullptr;
  }
  std::string refused() {
    try {
      customers();
      return "none";
    } catch (const Error& error) {
      return error.message() + " | " + error.hint();
    }
  }

 private:
  std::unique_ptr<CustomerModel> customers_;
};

TEST_F(CustomerTest, HasMoneyAsExactTextsAndAPlaceAmongAll) {
  shop();
  const Json ann = profile("1");
  EXPECT_EQ(ann["name"], "Ann Lee");
  const Json spent = named(ann["measures"], "spent");
  EXPECT_EQ(spent["value"], "7.10");
  EXPECT_EQ(spent["format"], "currency");
  EXPECT_EQ(spent["place"], (Json{{"rank", 1}, {"of", 4}, {"percentile", "0.666667"}}));
  EXPECT_EQ(named(profile("3")["measures"], "spent")["place"], spent["place"]) << "equal values have equal places";
  EXPECT_EQ(named(ann["measures"], "average")["value"], "2.3667");
  EXPECT_EQ(named(ann["measures"], "average")["place"]["of"], 2) << "who has no value has no place";
}

TEST_F(CustomerTest, WhoHasNothingHasNoughtsAndNoRates) {
  shop();
  const Json bob = profile("2");
  EXPECT_EQ(named(bob["measures"], "spent")["value"], "0.00");
  EXPECT_EQ(named(bob["measures"], "average")["value"], nullptr);
  EXPECT_EQ(named(bob["measures"], "average")["place"], nullptr);
  EXPECT_EQ(bob["first_seen"], nullptr);
  EXPECT_EQ(bob["events"][0]["count"], 0);
}

TEST_F(CustomerTest, MeasuresThatCompareOrCountCustomersAreNotOfOne) {
  shop();
  std::vector<std::string> names;
  const Json ann = profile("1");
  for (const Json& measure : ann["measures"]) names.push_back(measure["name"]);
  EXPECT_THAT(names, ElementsAre("spent", "average", "bought"));
}

TEST_F(CustomerTest, TimesStandWhereTheProjectIs) {
  write("c360.yaml", "project: test\ntime_zone: Europe/Berlin\nsources: { all: \"*.csv\" }\n");
  shop();
  const Json timeline = json_of(page("1"));
  EXPECT_EQ(timeline["events"][0]["at"], "2024-03-01T23:30:00");
  EXPECT_EQ(timeline["events"][2]["at"], "2020-01-05") << "a day has no hour";
  EXPECT_EQ(timeline["events"][3]["at"], nullptr);
  EXPECT_EQ(profile("1")["first_seen"], "2020-01-05");
  EXPECT_EQ(profile("1")["last_seen"], "2024-03-01T23:30:00");
}

TEST_F(CustomerTest, EventsTellWhatTheyAreByRoles) {
  shop();
  const Json event = json_of(page("1"))["events"][0];
  EXPECT_EQ(event, (Json{{"at", "2024-03-01T22:30:00"},
                         {"entity", "sales"},
                         {"kind", "sale"},
                         {"id", "10"},
                         {"amount", "5.00"},
                         {"status", nullptr},
                         {"channel", "web"},
                         {"title", "Sales 10"},
                         {"details", Json::array()}}));
  EXPECT_EQ(json_of(page("1"))["events"][2]["title"], "Joined");
}

TEST_F(CustomerTest, PagesOfEverySizeAreTheWholeTimeline) {
  shop();
  const std::vector<std::string> all = names(page("1"));
  EXPECT_THAT(all, ElementsAre("sales:10", "sales:12", "people:1", "sales:11"));
  for (std::size_t size = 1; size <= 5; ++size) {
    std::vector<std::string> read;
    TimelineQuestion question;
    question.limit = size;
    for (;;) {
      const Timeline timeline = page("1", question);
      for (const std::string& name : names(timeline)) read.push_back(name);
      if (!timeline.next) break;
      question.after = Cursor::parse(timeline.next->to_text());
    }
    EXPECT_EQ(read, all) << size;
  }
}

TEST_F(CustomerTest, EventsAreChosenByRoleOrEntity) {
  shop();
  EXPECT_THAT(names(page("1", {{"customer"}, 50, {}})), ElementsAre("people:1"));
  EXPECT_THAT(names(page("1", {{"sales", "sale"}, 50, {}})), ElementsAre("sales:10", "sales:12", "sales:11"));
  EXPECT_THROW(page("1", {{"sails"}, 50, {}}), Error);
  for (const char* text : {"", "x", "2024~sales~1", "2024-01-01 00:00:00;~a~b", "~a"})
    EXPECT_THROW(Cursor::parse(text), Error) << text;
}

TEST_F(CustomerTest, AnUnknownIdIsNotFoundWhateverItLooksLike) {
  shop();
  for (const char* id : {"5", "abc", "1 OR 1=1", "'; DROP TABLE x;--", "1.0", "99999999999999999999", "-0x1", ""}) try {
      profile(id);
      ADD_FAILURE() << id;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kNotFound) << id;
    }
  EXPECT_EQ(profile("001")["id"], "1");
}

TEST_F(CustomerTest, KeysMayBeTextsOfAnyKind) {
  people("string",
         "('a/b', 'A', NULL, NULL, NULL), ('''; --', 'B', NULL, NULL, NULL), ('', 'C', NULL, NULL, NULL), "
         "('007', 'D', NULL, NULL, NULL), ('ü~\" %', 'E', NULL, NULL, NULL)");
  sales("(1, 'ü~\" %', '2024-01-01 00:00:00+00', 1.00, 'w'), (2, '''; --', '2024-01-01 00:00:00+00', 2.00, 'w')",
        "VARCHAR");
  EXPECT_EQ(profile("a/b")["name"], "A");
  EXPECT_EQ(profile("'; --")["name"], "B");
  EXPECT_EQ(named(profile("'; --")["measures"], "spent")["value"], "2.00");
  EXPECT_EQ(profile("")["name"], "C");
  EXPECT_EQ(profile("007")["name"], "D");
  EXPECT_THAT(names(page("ü~\" %")), ElementsAre("sales:1"));
  EXPECT_THROW(profile("7"), Error);
}

TEST_F(CustomerTest, ProjectsWithoutOneKeyAreRefusedByName) {
  table("people", "[a, b]", "a: { type: bigint }, b: { type: bigint }", "a BIGINT, b BIGINT", "");
  write("metrics/people.yaml",
        "entity: people\ndescription: d\nrole: customer\ntable: silver.people\ncolumns: { a: id, b: id }\n");
  EXPECT_THAT(refused(), AllOf(HasSubstr("people are told apart by 2 columns (a, b)"), HasSubstr("key of one column")));
}

TEST_F(CustomerTest, AKeyThatIsNoColumnIsRefusedByName) {
  table("people", "[a]", "a: { type: bigint }, b: { type: string }", "a BIGINT, b VARCHAR", "");
  write("metrics/people.yaml",
        "entity: people\ndescription: d\nrole: customer\ntable: silver.people\ncolumns: { b: name }\n");
  EXPECT_THAT(refused(), AllOf(HasSubstr("the key of people is not among its columns"), HasSubstr("'a: id'")));
}

TEST_F(CustomerTest, AKeyOfDaysIsRefusedByName) {
  table("people", "[a]", "a: { type: date }", "a DATE", "");
  write("metrics/people.yaml",
        "entity: people\ndescription: d\nrole: customer\ntable: silver.people\ncolumns: { a: id }\n");
  EXPECT_THAT(refused(), HasSubstr("the key of people is date, neither text nor a whole number"));
}

TEST_F(CustomerTest, WithoutCustomersItSaysWhatToWrite) {
  table("things", "[a]", "a: { type: bigint }", "a BIGINT", "");
  write("metrics/things.yaml", "entity: things\ndescription: d\ntable: silver.things\ncolumns: { a: id }\n");
  EXPECT_THAT(refused(), HasSubstr("no entity of metrics/*.yaml is the customer | give the entity"));
}

TEST_F(CustomerTest, OfSeveralWaysTheFirstIsTaken) {
  people("bigint", "(1, 'A', NULL, NULL, NULL), (2, 'B', NULL, NULL, NULL)");
  for (const std::string between : {"giver", "taker"}) {
    table(between, "[id]", "id: { type: bigint }, who: { type: bigint }", "id BIGINT, who BIGINT",
          between == "giver" ? "(5, 1)" : "(6, 2)");
    write("metrics/" + between + ".yaml", "entity: " + between + "\ndescription: d\ntable: silver." + between +
                                              "\ncolumns: { id: id }\nrelationships: { who: people }\n");
  }
  table("gifts", "[id]", "id: { type: bigint }, g: { type: bigint }, t: { type: bigint }, day: { type: date }",
        "id BIGINT, g BIGINT, t BIGINT, day DATE", "(1, 5, 6, '2024-01-01')");
  write("metrics/gifts.yaml",
        "entity: gifts\ndescription: d\ntable: silver.gifts\ncolumns: { id: id, day: time }\n"
        "relationships: { g: giver, t: taker }\nmeasures:\n  given: { value: count(*), description: d }\n");
  EXPECT_THAT(names(page("1")), ElementsAre("gifts:1"));
  EXPECT_THAT(names(page("2")), IsEmpty());
  EXPECT_EQ(profile("1")["measures"], Json::array()) << "a measure by customers has no one answer";
}

TEST_F(CustomerTest, IsFoundByWordsInAnyOrderWithoutCaseAndAccents) {
  shop();
  EXPECT_THAT(found("ANN"), ElementsAre("1", "3"));
  EXPECT_THAT(found("ann zoe"), ElementsAre("3"));
  EXPECT_THAT(found("lee an"), ElementsAre("1", "3"));
  EXPECT_THAT(found("oneil"), ElementsAre("2")) << "a letter too much";
  EXPECT_THAT(found("obneil"), IsEmpty());
  EXPECT_THAT(found("o'neil"), ElementsAre("2"));
  EXPECT_THAT(found("niel"), ElementsAre("2")) << "two letters swapped";
  EXPECT_THAT(found("zoe.lee@x.org"), ElementsAre("3"));
  EXPECT_THAT(found("4"), ElementsAre("4", "1")) << "an id sooner than a number that begins so";
  EXPECT_THAT(found("ann", 1), ElementsAre("1"));
  EXPECT_THAT(found("' OR 2=2 --"), IsEmpty());
  EXPECT_THAT(found("  "), IsEmpty());
}

TEST_F(CustomerTest, IsFoundByTheBeginningOrEndOfANumber) {
  shop();
  EXPECT_THAT(found("+49 171"), ElementsAre("1"));
  EXPECT_THAT(found("0171 5550"), ElementsAre("1"));
  EXPECT_THAT(found("030 1234"), ElementsAre("3"));
  EXPECT_THAT(found("4567"), IsEmpty()) << "four digits end too many numbers";
  EXPECT_THAT(found("34567"), ElementsAre("3"));
}

TEST_F(CustomerTest, TellsWhyACustomerWasFound) {
  shop();
  const Json match = json_of(customers(), search_all(connection_, customers(), "zoe leee", 1))[0];
  EXPECT_EQ(match["id"], "3");
  EXPECT_EQ(match["email"], "zoe.lee@x.org");
  EXPECT_EQ(match["matched"]["how"], "typing_error");
  EXPECT_EQ(match["matched"]["field"], "mail");
  EXPECT_EQ(match["matched"]["text"], "zoe.lee@x.org");
  EXPECT_EQ(match["matched"]["words"][0],
            (Json{{"asked", "zoe"}, {"found", "zoe"}, {"field", "called"}, {"how", "exact"}}));
}

}  // namespace
}  // namespace c360::customer
