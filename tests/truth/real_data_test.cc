// Real sets with known answers (C360_SHARED), through the program.
#include <gtest/gtest.h>

#include <algorithm>

#include "truth/program.h"

namespace c360::truth {
namespace {

// The rows of a CSV file that others published, without its header. No field of theirs has quotes.
Rows published(const std::string& name) {
  const std::string text = read_file(shared_data() / "retail360_published" / name);
  Rows rows;
  Row row{""};
  for (const char c : text) {
    if (c == '\n') {
      rows.push_back(row);
      row = {""};
    } else if (c == ',') {
      row.emplace_back();
    } else if (c != '\r') {
      row.back().push_back(c);
    }
  }
  if (row != Row{""}) rows.push_back(row);
  rows.erase(rows.begin());
  return rows;
}

// A project run on a real set, once for all tests of a suite.
class RealSet : public testing::Test {
 protected:
  static void take(const std::string& project, const std::string& set) {
    work_ = nullptr;
    if (!std::filesystem::exists(shared_data() / set)) return;
    work_ = new Workplace(project);
    for (const auto& entry : std::filesystem::directory_iterator(shared_data() / set))
      if (entry.path().extension() == ".csv") work_->offer(entry.path());
    work_->run();
  }
  static void TearDownTestSuite() { delete work_; }
  void SetUp() override {
    if (work_ == nullptr) GTEST_SKIP() << "the shared data is not at " << shared_data();
  }
  static Workplace* work_;
};
Workplace* RealSet::work_ = nullptr;

class Retail360Raw : public RealSet {
 protected:
  static void SetUpTestSuite() { take("examples/retail360", "retail360_raw"); }
  static void expect_published(const std::string& view, const std::string& columns, const std::string& name) {
    const Rows ours = work_->ask("SELECT " + columns + " FROM legacy." + view);
    for (const Row& row : published(name))
      EXPECT_EQ(std::count(ours.begin(), ours.end(), row), 1) << view << ": " << testing::PrintToString(row);
  }
};

TEST_F(Retail360Raw, EveryRowReachesSilver) {
  EXPECT_EQ(work_->ask("SELECT count(*), sum(source_rows), sum(silver_rows), sum(quarantined) FROM meta.row_account"),
            (Rows{{"9", "900", "900", "0"}}));
}

TEST_F(Retail360Raw, SumsAndCountsAreTheKnownOnes) {
  EXPECT_EQ(work_->ask("SELECT channel, sum(amount), count(DISTINCT customer_id) FROM gold.fact_sales GROUP BY 1 "
                       "ORDER BY 1"),
            (Rows{{"In-store", "10487.70", "63"}, {"Online", "11356.32", "69"}}));
  EXPECT_EQ(work_->ask("SELECT category, sum(amount), count(*) FROM gold.fact_sales JOIN gold.dim_product "
                       "USING (product_id) GROUP BY 1 ORDER BY 1"),
            (Rows{{"Books", "2568.01", "25"},
                  {"Clothing", "2491.72", "21"},
                  {"Electronics", "2276.42", "21"},
                  {"Home Goods", "2352.04", "19"},
                  {"Toys", "1668.13", "14"}}));
  EXPECT_EQ(work_->ask("SELECT status, count(*) FROM silver.online_transactions GROUP BY 1 ORDER BY 1"),
            (Rows{{"Completed", "38"}, {"Failed", "27"}, {"Pending", "35"}}));
}

TEST_F(Retail360Raw, CustomersOfBothChannelsAndOfNoneAreTheKnownOnes) {
  EXPECT_EQ(work_->ask("WITH c AS (SELECT customer_id, count(DISTINCT channel) AS n FROM gold.fact_sales GROUP BY 1) "
                       "SELECT count(*) FILTER (WHERE n = 2), (SELECT count(*) FROM silver.customers) - count(*) "
                       "FROM c"),
            (Rows{{"46", "14"}}));
}

TEST_F(Retail360Raw, LegacyViewsGiveThePublishedRows) {
  expect_published("view1", "total_orders, Category, Location, total_amount", "view1_top12_by_total_amount.csv");
  expect_published("view_2", "CustomerID, TotalSpend, TotalPurchaseFrequency, TierLevel, Segment",
                   "view2_loyalty_champions_top10.csv");
  expect_published("online_view3", "DayOfWeek, HourOfDay, TotalTransactions", "online_view3_top13.csv");
  expect_published("instore_view3", "DayOfWeek, HourOfDay, TotalTransactions", "instore_view3_top18.csv");
  expect_published("view4", "AgentID, total_interactions, resolved, success_ratio", "view4_success_ratio_gt_60.csv");
}

TEST_F(Retail360Raw, LegacyViewsKeepTheFaultsThatAreKnownOfThem) {
  EXPECT_EQ(work_->ask("SELECT sum(total_orders), sum(total_amount) FROM legacy.view1"), (Rows{{"106", "24084.71"}}));
  EXPECT_EQ(work_->value("SELECT count(*) FROM legacy.view_2 WHERE Segment = 'High-Value Customer'"), "0");
  EXPECT_EQ(work_->value("SELECT count(*) FROM legacy.view4 WHERE success_ratio > 60"), "17");
}

// The model's text with every status counted as spend.
TEST_F(Retail360Raw, SegmentsOverAllStatusesAreTheKnownOnes) {
  std::string model =
      read_file(std::filesystem::path(C360_SOURCE_DIR) / "examples/retail360/models/gold/customer_segments.sql");
  const std::string only_completed = "  WHERE is_revenue\n";
  ASSERT_NE(model.find(only_completed), std::string::npos);
  model.erase(model.find(only_completed), only_completed.size());
  EXPECT_EQ(work_->ask("SELECT segment, count(*) FROM (" + model + "\n) GROUP BY 1 ORDER BY 1"),
            (Rows{{"High-Value Customer", "10"},
                  {"Loyalty Champion", "44"},
                  {"One-Time Buyer", "23"},
                  {"Regular Customer", "23"}}));
  EXPECT_EQ(work_->value("SELECT sum(total_spend) FROM (" + model + "\n) WHERE segment = 'High-Value Customer'"),
            "5697.22");
}

class EcommerceRaw : public RealSet {
 protected:
  static void SetUpTestSuite() { take("tests/ecommerce_raw", "ecommerce_raw"); }
};

TEST_F(EcommerceRaw, EveryRowIsAccountedFor) {
  EXPECT_EQ(work_->ask("SELECT entity, source_rows, bronze_rows, silver_rows, quarantined FROM meta.row_account "
                       "ORDER BY entity"),
            (Rows{{"customers", "15", "15", "15", "0"},
                  {"orders", "15", "15", "12", "3"},
                  {"payments", "15", "15", "13", "2"},
                  {"support_tickets", "15", "15", "14", "1"},
                  {"web_activities", "15", "15", "15", "0"}}));
  EXPECT_EQ(work_->value("SELECT count(*) FROM meta.row_account WHERE source_rows <> malformed + bronze_rows OR "
                         "bronze_rows <> silver_rows + exact_duplicates + older_versions + quarantined"),
            "0");
}

TEST_F(EcommerceRaw, QuarantineTellsEveryReason) {
  const std::string reasons = "SELECT array_to_string(list_sort(_reasons), ' ') FROM quarantine.";
  EXPECT_EQ(work_->ask(reasons + "orders ORDER BY order_id"),
            (Rows{{"required(amount)"}, {"range(amount)"}, {"required(amount)"}}));
  EXPECT_EQ(work_->ask(reasons + "payments ORDER BY payment_id"),
            (Rows{{"range(amount)"}, {"required(payment_date) required(payment_status)"}}));
  EXPECT_EQ(work_->ask(reasons + "support_tickets"), (Rows{{"required(ticket_date)"}}));
}

TEST_F(EcommerceRaw, AllFiveDateFormatsAreRead) {
  const std::string by_format =
      "SELECT count(DISTINCT regexp_replace(b.order_date, '[0-9]', '9', 'g')), count(*), count(s.order_date) "
      "FROM bronze.orders b LEFT JOIN silver.orders s ON s.order_id = b.order_id::bigint "
      "WHERE NOT EXISTS (SELECT 1 FROM quarantine.orders q WHERE q.order_id = b.order_id)";
  EXPECT_EQ(work_->ask(by_format), (Rows{{"5", "12", "12"}}));
  EXPECT_EQ(work_->value("SELECT order_date FROM silver.orders WHERE order_id = 2011"), "2022-07-23");
  EXPECT_EQ(work_->ask("SELECT min(session_time), max(session_time) FROM silver.web_activities"),
            (Rows{{"2022-07-18", "2022-07-26"}}));
}

TEST_F(EcommerceRaw, WordsAreMadeAlikeAndMoneyIsExact) {
  EXPECT_EQ(work_->value("SELECT sum(revenue) FROM gold.revenue_by_status"), "2232.65");
  EXPECT_EQ(work_->ask("SELECT gender, count(*) FROM silver.customers GROUP BY 1 ORDER BY 1 NULLS LAST"),
            (Rows{{"Female", "5"}, {"Male", "9"}, {"", "1"}}));
  EXPECT_EQ(work_->value("SELECT count(*) FROM silver.payments WHERE payment_method = 'Credit Card'"), "5");
  EXPECT_EQ(work_->ask("SELECT customer_id, name, email FROM silver.customers WHERE customer_id = 1002"),
            (Rows{{"1002", "Sara Khan", "sara.khan@gmail.com"}}));
}

TEST_F(EcommerceRaw, AddressesThatCannotBeAreWarnedOf) {
  EXPECT_EQ(work_->value("SELECT count(*) FROM meta.warnings WHERE \"check\" = 'email_plausible'"), "3");
}

}  // namespace
}  // namespace c360::truth
