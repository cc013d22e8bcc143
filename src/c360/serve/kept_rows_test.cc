// Rows that are kept for questions: the answers stay what they are, whatever becomes of the files.
#include <gmock/gmock.h>

#include <thread>

#include "c360/access/token.h"
#include "c360/serve/testing/service_fixture.h"

namespace c360::serve {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class KeptRowsTest : public testing::ServiceFixture {
 protected:
  KeptRowsTest() {
    put("contracts/customers.yaml",
        "entity: customers\nfrom: customers\nkey: [customer_id]\ncolumns:\n"
        "  customer_id: { type: bigint, required: true }\n  name: { type: string, pii: name }\n"
        "  town: { type: string }\n");
    put("contracts/orders.yaml",
        "entity: orders\nfrom: orders\nkey: [order_id]\ncolumns:\n  order_id: { type: bigint, required: true }\n"
        "  customer_id: { type: bigint, required: true, references: customers.customer_id }\n"
        "  amount: { type: \"decimal(12,2)\", required: true }\n  day: { type: date }\n");
    put("metrics/customers.yaml",
        "entity: customers\ndescription: Who buys.\nrole: customer\ntable: silver.customers\n"
        "columns: { customer_id: id, name: name, town: location }\n"
        "dimensions: { worth: { measure: spent, bands: [1, 6, 10] } }\nmeasures:\n"
        "  middle: { each: customers, of: spent, take: median, description: x. }\n");
    put("metrics/orders.yaml",
        "entity: orders\ndescription: What they buy.\nrole: sale\ntable: silver.orders\n"
        "columns: { order_id: id, day: time, amount: amount }\nmeasures:\n"
        "  spent: { value: sum(amount), format: currency, description: Money. }\n"
        "  buyers: { value: count(distinct customer_id), description: x. }\n");
    put("data/customers.csv", "customer_id,name,town\n1,Ann Lee,Oslo\n2,Bob Wood,Rome\n3,Carl,Rome\n");
    put("data/orders.csv",
        "order_id,customer_id,amount,day\n10,1,5.00,2024-01-01\n11,2,7.50,2024-01-02\n12,1,2.25,2024-01-03\n");
    put_settings();
    run();
  }
  void put_settings() {
    put("c360.yaml",
        "project: shop\nlakehouse: ./lakehouse\nsources:\n  customers: { files: data/customers*.csv }\n"
        "  orders: { files: data/orders*.csv }\n"
        "roles:\n  rome: { like: viewer, where: \"customer_id <> 1\" }\n");
  }

  void keep(std::int64_t least_rows = 0) {
    service_.reset();
    {
      const std::lock_guard lock(mutex_);
      log_.clear();
    }
    ServiceOptions options;
    options.cache = cache_.path();
    options.least_rows_kept = least_rows;
    serve(options);
  }
  bool is_told(const std::string& text) {
    for (int tries = 0; tries < 1200; ++tries) {
      {
        const std::lock_guard lock(mutex_);
        for (const std::string& line : log_)
          if (line.find(text) != std::string::npos) return true;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }
  std::vector<fs::path> files() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(cache_.path()))
      if (entry.path().extension() == ".parquet") found.push_back(entry.path());
    return found;
  }
  /// Different questions, each asked for the first time.
  std::vector<std::string> answers(const std::string& token = {}) {
    std::vector<std::string> bodies;
    for (const char* asked : {"measure=spent&by=customers.town", "measure=spent&by=customers.worth",
                              "measure=middle&where=customers.town+=+Rome",
                              "measure=buyers&by=customers.town&by=time.month", "measure=spent&by=customers.name"}) {
      http::Request made = request("GET", std::string("/v1/metrics/query?") + asked);
      if (!token.empty()) made.headers.add("Authorization", "Bearer " + token);
      bodies.push_back(ask(made).body);
    }
    return bodies;
  }
  std::vector<std::string> answers_of_tables(const std::string& token = {}) {
    service_.reset();
    serve();
    return answers(token);
  }

  TemporaryDirectory cache_;
};

TEST_F(KeptRowsTest, AnswersAreThoseOfTheTables) {
  const auto expected = answers_of_tables();
  EXPECT_THAT(expected[0], HasSubstr("[\"Oslo\",\"7.25\"]"));
  EXPECT_THAT(expected[1], HasSubstr("[\"6 to under 10\",\"14.75\"]"));
  keep();
  ASSERT_TRUE(is_told("rows of snapshot 1 are kept"));
  EXPECT_EQ(files().size(), 2U);
  EXPECT_EQ(answers(), expected);
}

TEST_F(KeptRowsTest, FilesAreReadAndNotMadeAgainByTheNextServer) {
  keep();
  ASSERT_TRUE(is_told("kept rows of snapshot 1 in"));
  ASSERT_TRUE(is_told("rows of snapshot 1 are kept"));
  keep();
  ASSERT_TRUE(is_told("rows of snapshot 1 are kept"));
  const std::lock_guard lock(mutex_);
  for (const std::string& line : log_) EXPECT_THAT(line, ::testing::Not(HasSubstr("kept rows of")));
}

TEST_F(KeptRowsTest, TheNextSnapshotHasItsOwnAndThoseBeforeGo) {
  keep();
  ASSERT_TRUE(is_told("kept rows of snapshot 1 in"));
  put("data/orders-2.csv", "order_id,customer_id,amount,day\n13,3,100.00,2024-01-04\n");
  run();
  ASSERT_TRUE(is_told("rows of snapshot 2 are kept"));
  const auto kept = answers();
  EXPECT_THAT(kept[0], HasSubstr("[\"Rome\",\"107.50\"]"));
  EXPECT_EQ(kept, answers_of_tables());
  keep();
  put("data/orders-3.csv", "order_id,customer_id,amount,day\n14,3,1.00,2024-01-04\n");
  run();
  ASSERT_TRUE(is_told("rows of snapshot 3 are kept"));
  EXPECT_LE(files().size(), 4U);
}

TEST_F(KeptRowsTest, ADeletedFileIsNotMissed) {
  const auto expected = answers_of_tables();
  keep();
  ASSERT_TRUE(is_told("rows of snapshot 1 are kept"));
  for (const fs::path& file : files()) fs::remove(file);
  EXPECT_EQ(answers(), expected);
}

TEST_F(KeptRowsTest, ADamagedFileIsMadeAnew) {
  const auto expected = answers_of_tables();
  keep();
  ASSERT_TRUE(is_told("kept rows of snapshot 1 in"));
  service_.reset();
  for (const fs::path& file : files()) write_file(file, "no Parquet");
  keep();
  ASSERT_TRUE(is_told("kept rows of snapshot 1 in"));
  ASSERT_TRUE(is_told("rows of snapshot 1 are kept"));
  EXPECT_EQ(answers(), expected);
}

TEST_F(KeptRowsTest, SmallTablesAreNotWorthIt) {
  keep(4);
  ASSERT_TRUE(is_told("questions of snapshot 1 before anyone did"));
  EXPECT_TRUE(files().empty());
}

TEST_F(KeptRowsTest, WhoSeesLessHasRowsOfTheirOwn) {
  const auto token = [this](const std::string& role) {
    return access::create_token(lake_->store(), {role + "'s", role, false, {}}, Clock::system()).secret;
  };
  const std::string viewer = token("viewer"), rome = token("rome");
  const auto masked = answers_of_tables(viewer), some = answers_of_tables(rome);
  EXPECT_THAT(masked[4], HasSubstr("name·"));
  EXPECT_THAT(some[0], ::testing::Not(HasSubstr("Oslo")));
  keep();
  ASSERT_TRUE(is_told("rows of snapshot 1 are kept"));
  answers(viewer);
  ASSERT_TRUE(is_told("rows of snapshot 1 are kept as some readers see it"));
  EXPECT_EQ(answers(viewer), masked);
  answers(rome);
  for (int tries = 0; tries < 1200 && files().size() < 6; ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_EQ(files().size(), 6U);
  EXPECT_EQ(answers(rome), some);
}

}  // namespace
}  // namespace c360::serve
