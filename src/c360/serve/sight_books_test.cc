// Customer books of readers who see some rows or masks: the same answers, sooner, and nothing else in them.
#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "c360/access/mask_key.h"
#include "c360/serve/testing/sight_fixture.h"

namespace c360::serve {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

class SightBooksTest : public testing::SightFixture {
 protected:
  std::filesystem::path cache() const { return root() / "cache"; }
  ServiceOptions with_books(customer::SightLimits limits = {}) const {
    ServiceOptions options;
    options.cache = cache();
    options.sight_books = limits;
    return options;
  }
  std::size_t times_told(const std::string& text) {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(
        log_.begin(), log_.end(), [&](const std::string& line) { return line.find(text) != std::string::npos; }));
  }
  /// Whether the log tells it before long.
  bool is_told(const std::string& text, std::size_t times = 1) {
    for (int tries = 2400; tries > 0 && times_told(text) < times; --tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return times_told(text) >= times;
  }

  std::vector<std::string> all_answers() {
    std::vector<std::string> answers;
    for (const char* target :
         {"/v1/customers/1", "/v1/customers/1?timeline=1", "/v1/customers/3?timeline=9", "/v1/customers/2",
          "/v1/customers/2?timeline=9", "/v1/customers/C-4", "/v1/customers/1/timeline", "/v1/customers/2/timeline",
          "/v1/customers/search?q=an", "/v1/customers/search?q=zoe", "/v1/customers/search?q=name",
          "/v1/customers/search?q=2", "/v1/customers/search?q=naem"}) {
      const Answer answer = read(target);
      answers.push_back(std::to_string(answer.status) + " " + answer.body);
    }
    return answers;
  }

  /// The books of readers who see less than all.
  std::vector<std::filesystem::path> books() const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(cache()))
      if (entry.path().extension() == ".book" && entry.path().parent_path().filename() == "sights")
        found.push_back(entry.path());
    return found;
  }

  /// Asked as this role, by the engine and then by a book, all answers are the same. What is in the book.
  std::string book_that_answers_as_the_engine(const std::string& role, const std::string& sight) {
    serve_for(role);
    const std::vector<std::string> by_engine = all_answers();
    serve(with_books());
    read("/v1/customers/1");
    EXPECT_TRUE(is_told("the customer book of snapshot 1 as '" + sight + "' sees it is open"));
    EXPECT_EQ(all_answers(), by_engine);
    EXPECT_EQ(books().size(), 1U);
    return books().empty() ? "" : read_file(books().front());
  }
};

TEST_F(SightBooksTest, AMaskedReadersBookHoldsMasksAlone) {
  run();
  const std::string book = book_that_answers_as_the_engine("viewer", "masked");
  EXPECT_THAT(book, AllOf(HasSubstr("name·"), HasSubstr("email·"), HasSubstr("99.25")));
  for (const char* personal : {"Ann", "ann", "Zoe", "zoe", "Cid", "cid@", "@shop"})
    EXPECT_THAT(book, Not(HasSubstr(personal))) << personal;
  EXPECT_THAT(book, Not(HasSubstr(access::mask_key(lake_->store()))));
}

TEST_F(SightBooksTest, AFilteredReadersBookHoldsTheRowsThatAreSeen) {
  run();
  const std::string book = book_that_answers_as_the_engine("north", ".north");
  EXPECT_THAT(book, AllOf(HasSubstr("Ann"), HasSubstr("Cid"), HasSubstr("2.25")));
  for (const char* hidden : {"Zoe", "zoe", "99.25"}) EXPECT_THAT(book, Not(HasSubstr(hidden))) << hidden;
}

TEST_F(SightBooksTest, MasksAndFiltersHoldTogether) {
  run();
  const std::string book = book_that_answers_as_the_engine("north_masked", "masked.north_masked");
  for (const char* hidden : {"Ann", "ann@", "Cid", "Zoe", "99.25"}) EXPECT_THAT(book, Not(HasSubstr(hidden))) << hidden;
}

TEST_F(SightBooksTest, FilteredEventsOfAllCustomers) {
  run();
  const std::string book = book_that_answers_as_the_engine("store_a", ".store_a");
  EXPECT_THAT(book, AllOf(HasSubstr("Zoe"), Not(HasSubstr("99.25")), Not(HasSubstr("2.25"))));
}

TEST_F(SightBooksTest, IsMadeOnceSomebodyAsksAndKept) {
  run();
  serve_for("viewer", false, with_books());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open"));
  read("/v1/project");
  EXPECT_TRUE(books().empty()) << "nobody has asked for customers";
  read("/v1/customers/1");
  ASSERT_TRUE(is_told("as 'masked' sees it is open"));
  serve(with_books());
  read("/v1/customers/1");
  ASSERT_TRUE(is_told("as 'masked' sees it is open", 2));
  EXPECT_EQ(times_told("made the customer book of snapshot 1 as 'masked'"), 1U);
}

TEST_F(SightBooksTest, GoesOnWithTheSnapshots) {
  run();
  serve_for("north", false, with_books());
  read("/v1/customers/1");
  ASSERT_TRUE(is_told("the customer book of snapshot 1 as '.north' sees it is open"));
  read("/v1/customers/1");
  put("data/orders_2.csv", "order_id,customer_id,amount,day,store,item\n13,1,0.50,2024-02-01,a,1\n");
  run();
  ASSERT_TRUE(is_told("the customer book of snapshot 2 as '.north' sees it is open"));
  EXPECT_EQ(measure(read("/v1/customers/1").json(), "spent")["value"], "7.75");
  EXPECT_EQ(books().size(), 1U) << "that of the snapshot before is not needed any more";
}

/// While a new book is made the one before answers, but never by rules that are no longer those of the reader.
TEST_F(SightBooksTest, AChangedRoleIsNotAnsweredByTheBookBefore) {
  run();
  serve_for("north", false, with_books());
  read("/v1/customers/1");
  ASSERT_TRUE(is_told("the customer book of snapshot 1 as '.north' sees it is open"));
  EXPECT_EQ(read("/v1/customers/1").status, 200);
  std::string settings = read_file(root() / "c360.yaml");
  settings.replace(settings.find("region = 'north'"), 16, "region = 'south'");
  put("c360.yaml", settings);
  put("data/orders_2.csv", "order_id,customer_id,amount,day,store,item\n13,1,0.50,2024-02-01,a,1\n");
  run();
  ASSERT_TRUE(is_told("reading snapshot 2"));
  EXPECT_EQ(read("/v1/customers/1").status, 404);
  EXPECT_EQ(read("/v1/customers/2").status, 200);
  ASSERT_TRUE(is_told("the customer book of snapshot 2 as '.north' sees it is open"));
  EXPECT_EQ(read("/v1/customers/1").status, 404);
  EXPECT_EQ(read("/v1/customers/2").status, 200);
}

TEST_F(SightBooksTest, ThoseUsedLastAreKept) {
  run();
  serve_for("north", false, with_books({1, 1U << 30U}));
  read("/v1/customers/1");
  ASSERT_TRUE(is_told("as '.north' sees it is open"));
  secret_ = access::create_token(lake_->store(), {"other", "store_a", true, {}}, Clock::system()).secret;
  for (int i = 0; i < 600 && read("/v1/customers/1").status != 200; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  ASSERT_TRUE(is_told("as '.store_a' sees it is open"));
  EXPECT_EQ(books().size(), 1U);
  EXPECT_EQ(measure(read("/v1/customers/1").json(), "spent")["value"], "5.00");
}

TEST_F(SightBooksTest, OneThatWouldBeTooLargeIsNotMade) {
  run();
  serve_for("viewer", false, with_books({8, 500}));
  read("/v1/customers/1");
  ASSERT_TRUE(is_told("there is no customer book of snapshot 1 as 'masked' sees it: it would be larger"));
  EXPECT_TRUE(books().empty());
  EXPECT_EQ(read("/v1/customers/1").status, 200);
}

TEST_F(SightBooksTest, WhoSeesNoCustomersHasNone) {
  run();
  serve_for("no_customers", false, with_books());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open"));
  EXPECT_EQ(read("/v1/customers/1").status, 403);
  std::this_thread::sleep_for(std::chrono::milliseconds(1200));  // two looks
  EXPECT_EQ(times_told("no_customers"), 0U);
  EXPECT_EQ(read("/v1/customers/1").status, 403);
}

TEST_F(SightBooksTest, ABookThatIsCutWhileItIsOpenIsNotBelieved) {
  run();
  serve_for("viewer");
  const std::vector<std::string> by_engine = all_answers();
  serve(with_books());
  read("/v1/customers/1");
  ASSERT_TRUE(is_told("as 'masked' sees it is open"));
  std::filesystem::resize_file(books().front(), 0);
  EXPECT_EQ(all_answers(), by_engine);
  EXPECT_TRUE(is_told("the customer book is not used"));
  EXPECT_TRUE(books().empty());
}

}  // namespace
}  // namespace c360::serve
