// Customers over HTTP, from the engine and from a book.
#include <gmock/gmock.h>

#include <thread>

#include "c360/pipeline/testing/project_fixture.h"
#include "c360/serve/endpoint.h"
#include "c360/serve/service.h"

namespace c360::serve {
namespace {

using ::testing::HasSubstr;

class CustomersTest : public pipeline::testing::ProjectFixture {
 protected:
  CustomersTest() {
    put("metrics/customers.yaml",
        "entity: customers\ndescription: Who buys.\nrole: customer\ntable: silver.customers\n"
        "columns: { customer_id: id, name: name }\n");
    put("contracts/orders.yaml",
        "entity: orders\nfrom: orders\nkey: [order_id]\ncolumns:\n  order_id: { type: bigint, required: true }\n"
        "  customer_id: { type: bigint, required: true, references: customers.customer_id }\n"
        "  amount: { type: \"decimal(12,2)\", required: true }\n  day: { type: date }\n");
    put("metrics/orders.yaml",
        "entity: orders\ndescription: What they buy.\nrole: sale\ntable: silver.orders\n"
        "columns: { order_id: id, day: time, amount: amount }\n"
        "measures:\n  spent: { value: sum(amount), format: currency, description: Money. }\n");
    put("data/customers.csv", "customer_id,name\n1,Ann Lee\n2,Bob Wood\nC-3,Carl\n4,<b>O'Neil</b>\n");
    put("data/orders.csv",
        "order_id,customer_id,amount,day\n10,1,5.00,2024-01-01\n11,2,7.50,2024-01-02\n12,1,2.25,2024-01-03\n");
  }

  /// The shop as it is now, by the engine, or by a book in a cache.
  void serve(const std::filesystem::path& cache = {}) {
    service_.reset();
    ServiceOptions options;
    options.cache = cache;
    options.log = [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      log_ += line + "\n";
    };
    service_ = std::make_unique<Service>([this] { return project(); }, options);
  }
  std::string log() {
    const std::lock_guard lock(mutex_);
    return log_;
  }
  /// Whether the log tells it before long.
  bool is_told(const std::string& text, int tries = 2400) {
    for (; tries > 0; --tries) {
      if (log().find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
  void forget_log() {
    const std::lock_guard lock(mutex_);
    log_.clear();
  }

  std::string get(const std::string& target) {
    http::Request made;
    made.method = "GET";
    const auto parsed = http::parse_target(target);
    made.path = parsed->path;
    made.query = parsed->query;
    made.headers.add("Host", "localhost:8360");
    made.gone = std::make_shared<Cancellation>();
    const http::Response response = service_->answer(made);
    return std::to_string(response.status) + " " + response.body;
  }
  Json json(const std::string& target) { return Json::parse(get(target).substr(4)); }

  std::vector<std::string> all_answers() {
    std::vector<std::string> answers;
    for (const char* target :
         {"/v1/customers/1", "/v1/customers/1?timeline=1", "/v1/customers/1?timeline=0", "/v1/customers/2?timeline=99",
          "/v1/customers/4?timeline=5", "/v1/customers/C-3", "/v1/customers/9", "/v1/customers/1/timeline",
          "/v1/customers/1/timeline?limit=1", "/v1/customers/1/timeline?kind=sale", "/v1/customers/9/timeline",
          "/v1/customers/1/timeline?kind=x", "/v1/customers/search?q=an", "/v1/customers/search?q=leee+ann",
          "/v1/customers/search?q=neil&limit=1", "/v1/customers/search?q=", "/v1/customers/search"})
      answers.push_back(get(target));
    return answers;
  }

  /// The one book there is.
  std::filesystem::path book() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(cache()))
      if (entry.path().extension() == ".book") return entry.path();
    return {};
  }
  std::filesystem::path cache() const { return root() / "cache"; }

  std::mutex mutex_;
  std::string log_;
  std::unique_ptr<Service> service_;
};

TEST_F(CustomersTest, TellWhereEachFieldComesFrom) {
  run();
  serve();
  const Json profile = json("/v1/customers/2");
  EXPECT_EQ(profile["fields"][1]["value"], "Bob Wood");
  EXPECT_EQ(profile["fields"][1]["sources"], (Json::array({{{"table", "silver.customers"},
                                                            {"column", "name"},
                                                            {"source", "customers"},
                                                            {"source_column", "name"},
                                                            {"how", "copied"},
                                                            {"file", "data/customers.csv"},
                                                            {"record", 2}}})));
  EXPECT_EQ(profile["measures"][0]["value"], "7.50");
  EXPECT_EQ(profile["measures"][0]["place"]["rank"], 1);
  EXPECT_FALSE(profile.contains("timeline"));
}

TEST_F(CustomersTest, WhoWasRejectedIsNotFoundWithTheReason) {
  run();
  serve();
  EXPECT_THAT(get("/v1/customers/C-3"), HasSubstr("404 "));
  EXPECT_EQ(json("/v1/customers/C-3")["detail"], "the customer C-3 was rejected");
  EXPECT_EQ(json("/v1/customers/C-3")["hint"], "data/customers.csv, record 3 was rejected: type(customer_id)");
  EXPECT_EQ(json("/v1/customers/9")["detail"], "there is no customer 9");
  EXPECT_EQ(json("/v1/customers/9/timeline")["status"], 404);
}

TEST_F(CustomersTest, PagesOfATimelineFollowOneAnother) {
  run();
  serve();
  const Json first = json("/v1/customers/1/timeline?limit=1");
  EXPECT_EQ(first["events"][0]["id"], "12");
  EXPECT_EQ(first["events"][0]["at"], "2024-01-03");
  EXPECT_EQ(first["next"], "2024-01-03 00:00:00~orders~12");
  const Json second = json("/v1/customers/1/timeline?after=2024-01-03%2000:00:00~orders~12");
  EXPECT_EQ(second["events"][0]["id"], "10");
  EXPECT_EQ(second["events"].size(), 1U);
  EXPECT_EQ(second["next"], nullptr);
}

TEST_F(CustomersTest, BeforeTheFirstRunOrWithoutCustomersItIsSaid) {
  serve(cache());
  EXPECT_EQ(json("/v1/customers/1")["detail"], "there was no run yet, and so there are no customers");
  run();
  remove("metrics/customers.yaml");
  serve();
  EXPECT_EQ(json("/v1/customers/1")["detail"], "no entity of metrics/*.yaml is the customer");
  remove("metrics/orders.yaml");
  serve(cache());
  EXPECT_EQ(json("/v1/customers/search?q=a")["detail"], "the project has no metrics");
}

TEST_F(CustomersTest, ABookAnswersAsTheEngineDoes) {
  run();
  serve();
  const std::vector<std::string> by_engine = all_answers();
  serve(cache());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open")) << log();
  EXPECT_EQ(all_answers(), by_engine);
}

TEST_F(CustomersTest, ABookIsMadeOnceAndAnewForTheNextSnapshot) {
  run();
  serve(cache());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open")) << log();
  forget_log();
  serve(cache());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open")) << log();
  EXPECT_THAT(log(), ::testing::Not(HasSubstr("made"))) << "it was there";
  put("data/orders2.csv", "order_id,customer_id,amount,day\n13,2,0.50,2024-02-01\n");
  run();
  ASSERT_TRUE(is_told("the customer book of snapshot 2 is open")) << log();
  EXPECT_EQ(json("/v1/customers/2")["measures"][0]["value"], "8.00");
}

TEST_F(CustomersTest, ADamagedBookIsMadeAnew) {
  run();
  serve(cache());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open")) << log();
  service_.reset();
  const std::string whole = read_file(book());
  write_file(book(), whole.substr(0, whole.size() / 2));
  forget_log();
  serve(cache());
  ASSERT_TRUE(is_told("made the customer book of snapshot 1")) << log();
  EXPECT_EQ(read_file(book()), whole);
}

TEST_F(CustomersTest, ABookThatIsDamagedMeanwhileIsNotBelieved) {
  run();
  serve();
  const std::vector<std::string> by_engine = all_answers();
  serve(cache());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open")) << log();
  std::string changed = read_file(book());
  const std::size_t at = changed.find("Ann Lee");  // in the first customer's block
  changed[at] = 'X';
  {
    std::FILE* file = std::fopen(book().c_str(), "r+b");  // the same file that the server has mapped
    std::fwrite(changed.data(), 1, changed.size(), file);
    std::fclose(file);
  }
  EXPECT_EQ(all_answers(), by_engine);
  EXPECT_TRUE(is_told("the customer book is not used")) << log();
  EXPECT_EQ(book(), std::filesystem::path());
}

TEST_F(CustomersTest, ABookThatIsCutMeanwhileIsNotBelieved) {
  run();
  serve();
  const std::vector<std::string> by_engine = all_answers();
  serve(cache());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open")) << log();
  std::filesystem::resize_file(book(), 0);
  EXPECT_EQ(all_answers(), by_engine);
  EXPECT_TRUE(is_told("the customer book is not used")) << log();
}

TEST_F(CustomersTest, ABookThatIsRemovedMeanwhileGoesOn) {
  run();
  serve(cache());
  ASSERT_TRUE(is_told("the customer book of snapshot 1 is open")) << log();
  const std::vector<std::string> before = all_answers();
  std::filesystem::remove_all(cache());
  EXPECT_EQ(all_answers(), before);
}

TEST_F(CustomersTest, WithoutAPlaceForBooksTheEngineAnswers) {
  run();
  put("cache", "no folder");
  serve(root() / "cache" / "below");
  EXPECT_TRUE(is_told("there is no customer book of snapshot 1")) << log();
  EXPECT_THAT(get("/v1/customers/1"), HasSubstr("200 "));
}

TEST_F(CustomersTest, TwoServersShareOneBook) {
  run();
  serve(cache());
  const auto first = std::move(service_);
  serve(cache());
  for (int i = 0; i < 2400 && log().find("is open", log().find("is open") + 1) == std::string::npos; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const std::string told = log();
  std::size_t made = 0, opened = 0;
  for (std::size_t at = 0; (at = told.find("made the customer book", at)) != std::string::npos; ++at) ++made;
  for (std::size_t at = 0; (at = told.find("is open", at)) != std::string::npos; ++at) ++opened;
  EXPECT_EQ(made, 1U) << told;
  EXPECT_EQ(opened, 2U) << told;
}

TEST_F(CustomersTest, AServerThatIsStoppedLeavesNoHalfBook) {
  run();
  serve(cache());
  service_.reset();
  if (!std::filesystem::exists(cache())) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(cache()))
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
}

}  // namespace
}  // namespace c360::serve
