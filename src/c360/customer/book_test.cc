// A book says what the engine says: of both examples over random rows, under other names, and of hostile ones.
#include "c360/customer/book.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/local_files.h"
#include "c360/customer/book_writer.h"
#include "c360/customer/customer_json.h"
#include "c360/metric/testing/model_fixture.h"
#include "c360/metric/testing/renamed_example.h"
#include "c360/metric/testing/world.h"

namespace c360::customer {
namespace {

std::filesystem::path example(const std::string& name) {
  return std::filesystem::path(C360_SOURCE_DIR) / "examples" / name;
}

/// A model with its book.
class Made {
 public:
  Made(engine::Database& database, engine::Connection& connection, const project::Project& project,
       const metric::TypedModel& typed)
      : connection_(connection), model_(connection, project, typed, lakehouse::Moment()) {
    write_book([&] { return database.connect(); }, model_, path(), Cancellation());
    book_ = std::make_unique<Book>(path(), model_);
  }

  const CustomerModel& model() const { return model_; }
  const Book& book() const { return *book_; }

  /// What the book and the engine say of a customer.
  std::pair<Json, Json> profiles(const std::string& id) {
    const auto entry = book_->find(id);
    if (!entry) return {nullptr, json_of(model_, profile_of(connection_, model_, id))};
    const std::string known = entry->profile.id;
    const Timeline timeline = timeline_of(connection_, model_.typed(), model_.key(), model_.kinds(),
                                          *model_.key().literal(known), TimelineQuestion());
    return {{json_of(model_, entry->profile), json_of(entry->newest)},
            {json_of(model_, profile_of(connection_, model_, id)), json_of(timeline)}};
  }
  std::pair<Json, Json> searches(const std::string& text, std::size_t limit) {
    return {json_of(model_, book_->search(text, limit)), json_of(model_, search_all(connection_, model_, text, limit))};
  }

 private:
  std::filesystem::path path() const { return folder_.path() / "one.book"; }

  TemporaryDirectory folder_;
  engine::Connection& connection_;
  CustomerModel model_;
  std::unique_ptr<Book> book_;
};

Made made_of(metric::World& world) {
  return Made(world.database(), world.connection(), world.project(), world.model());
}

class Books : public testing::TestWithParam<const char*> {};

TEST_P(Books, SayOfEveryCustomerWhatTheEngineSays) {
  for (const int rows : {0, 1, 30}) {
    metric::World world(example(GetParam()), 11, rows);
    Made made = made_of(world);
    for (int id = 1; id <= rows; ++id) {
      const auto [by_book, by_engine] = made.profiles(std::to_string(id));
      ASSERT_EQ(by_book, by_engine) << id;
    }
    EXPECT_FALSE(made.book().find(std::to_string(rows + 1)));
    EXPECT_FALSE(made.book().find("x"));
  }
}

TEST_P(Books, FindWhomTheEngineFinds) {
  metric::World world(example(GetParam()), 12, 150);
  Made made = made_of(world);
  for (const char* text : {"c", "ca", "card", "cadr", "comlpeted", "compelte", "gold platinum", "1", "12", "unkonwn 7",
                           "success", "zzz", "", "goldd car", "plat unk 1"})
    for (const std::size_t limit : {0, 1, 5, 200}) {
      const auto [by_book, by_engine] = made.searches(text, limit);
      ASSERT_EQ(by_book, by_engine) << text << " " << limit;
    }
}

INSTANTIATE_TEST_SUITE_P(Both, Books, testing::Values("ecommerce", "retail360"),
                         [](const auto& chosen) { return std::string(chosen.param); });

/// Values by place: names differ, and nothing else may.
std::vector<std::string> values_in(const Profile& profile) {
  std::vector<std::string> values;
  for (const auto* texts : {&profile.fields, &profile.figures})
    for (const auto& text : *texts) values.push_back(text.value_or("-"));
  for (const auto& place : profile.places)
    values.push_back(place ? std::to_string(place->rank) + " of " + std::to_string(place->of) : "-");
  for (const EventCount& count : profile.events) values.push_back(std::to_string(count.events));
  std::sort(values.begin(), values.end());
  return values;
}

TEST(RenamedProject, HasTheSameCustomers) {
  TemporaryDirectory folder;
  metric::write_renamed_retail360(folder.path());
  metric::World before(example("retail360"), 3, 60), after(folder.path(), 3, 60);
  Made here = made_of(before), there = made_of(after);
  std::size_t events = 0;
  for (int id = 1; id <= 60; ++id) {
    const auto a = here.book().find(std::to_string(id)), b = there.book().find(std::to_string(id));
    ASSERT_TRUE(a && b) << id;
    EXPECT_EQ(values_in(a->profile), values_in(b->profile)) << id;
    EXPECT_EQ(a->newest.events.size(), b->newest.events.size()) << id;
    events += a->newest.events.size();
  }
  EXPECT_GT(events, 60U);
  EXPECT_GT(here.model().figures().size(), 15U);
  EXPECT_EQ(here.book().search("card", 9).size(), there.book().search("card", 9).size());
}

class BookTest : public metric::ModelTest {
 protected:
  void shop(const std::string& key_type, const std::string& people, const std::string& events) {
    const std::string type = key_type == "VARCHAR" ? "string" : "bigint";
    table("people", "[no]", "no: { type: " + type + " }, called: { type: string }, phone: { type: string }",
          "no " + key_type + ", called VARCHAR, phone VARCHAR", people);
    table("events", "[id]", "id: { type: bigint }, who: { type: " + type + " }, at: { type: date }",
          "id BIGINT, who " + key_type + ", \"at\" DATE", events);
    write("metrics/people.yaml",
          "entity: people\ndescription: d\nrole: customer\ntable: silver.people\ncolumns: { no: id, called: name, "
          "phone: phone }\n");
    write("metrics/events.yaml",
          "entity: events\ndescription: d\ntable: silver.events\ncolumns: { id: id, at: time }\nrelationships: { who: "
          "people }\n"
          "measures:\n  events: { value: count(*), description: d }\n");
  }
  Made made() { return Made(database_, connection_, model_project(), model()); }
};

TEST_F(BookTest, HasCustomersWhateverTheirKeysAndTextsAre) {
  shop("VARCHAR",
       "('', 'Nobody', NULL), ('a/b', '', '0'), ('''; --', E'line\\nbreak', '+1 555 0100'), ('ü', '<b>', '555-0199'), "
       "('Ü', NULL, NULL), ('10', 'ten', NULL), ('9', 'nine', NULL)",
       "(1, '', '2024-01-01'), (2, '''; --', NULL), (3, 'gone', '2024-01-01'), (4, 'Ü', '2024-01-01'), "
       "(5, NULL, '2024-01-01'), (6, '10', '2024-01-01')");
  Made made = this->made();
  for (const char* id : {"", "a/b", "'; --", "ü", "Ü", "10", "9"}) {
    const auto [by_book, by_engine] = made.profiles(id);
    EXPECT_EQ(by_book, by_engine) << id;
  }
  EXPECT_FALSE(made.book().find("gone"));
  for (const char* text : {"nobody", "line break", "b", "555", "1555", "50100", "550199", "u", "9", "10", "tne", "0"}) {
    const auto [by_book, by_engine] = made.searches(text, 10);
    EXPECT_EQ(by_book, by_engine) << text;
  }
}

TEST_F(BookTest, HoldsAPageOfEventsAndTellsThatThereAreMore) {
  std::string events;
  for (int i = 0; i < 120; ++i)
    events += (i > 0 ? ", (" : "(") + std::to_string(i) + ", " + (i < 51 ? "1" : "-2") + ", '2024-01-01')";
  shop("BIGINT", "(1, 'A', NULL), (-2, 'B', NULL), (30, 'C', NULL)", events);
  Made made = this->made();
  for (const char* id : {"1", "-2", "30"}) {
    const auto [by_book, by_engine] = made.profiles(id);
    EXPECT_EQ(by_book, by_engine) << id;
  }
  EXPECT_EQ(made.book().find("1")->newest.events.size(), kEventsInBook);
  EXPECT_TRUE(made.book().find("1")->newest.next);
  EXPECT_FALSE(made.book().find("30")->newest.next);
}

TEST_F(BookTest, SignatureTellsBooksApart) {
  shop("BIGINT", "(1, 'A', NULL)", "");
  Made made = this->made();
  lakehouse::Moment one, other;
  one.run_id = "r1";
  other.run_id = "r2";
  const auto signature = [&](const lakehouse::Moment& moment) {
    return book_signature(database_.dialect(), made.model(), moment);
  };
  EXPECT_EQ(signature(one), signature(one));
  EXPECT_NE(signature(one), signature(other));
}

TEST_F(BookTest, IsNotMadeOnceAStopWasRequested) {
  shop("BIGINT", "(1, 'A', NULL)", "");
  TemporaryDirectory folder;
  const CustomerModel customers(connection_, model_project(), model(), lakehouse::Moment());
  Cancellation stop;
  stop.request();
  EXPECT_THROW(write_book([&] { return database_.connect(); }, customers, folder.path() / "b", stop), Error);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace c360::customer
