#include "truth/against_truth.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace c360::truth {
namespace {

using nlohmann::ordered_json;

constexpr std::int64_t kMostWarnings = 1000;  // that c360 lists of one check

std::string text_of(const ordered_json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// The rows of a JSON array of objects, as text.
Rows rows_of(const ordered_json& array) {
  Rows rows;
  for (const ordered_json& object : array) {
    Row row;
    for (const ordered_json& value : object) row.push_back(text_of(value));
    rows.push_back(row);
  }
  return rows;
}

Rows counts_of(const std::map<std::string, std::int64_t>& counts) {
  Rows rows;
  for (const auto& [name, count] : counts) rows.push_back({name, std::to_string(count)});
  return rows;
}

void expect_account(const Workplace& work, const std::string& entity, const ordered_json& told) {
  const Row expected = {text_of(told["source_rows"]),      text_of(told["malformed"]),
                        text_of(told["bronze_rows"]),      text_of(told["silver_rows"]),
                        text_of(told["exact_duplicates"]), text_of(told["older_versions"]),
                        text_of(told["quarantined"])};
  EXPECT_EQ(work.ask("SELECT source_rows, malformed, bronze_rows, silver_rows, exact_duplicates, older_versions, "
                     "quarantined FROM meta.row_account WHERE entity = '" +
                     entity + "'"),
            Rows{expected});
  EXPECT_EQ(work.value("SELECT count(*) FROM silver." + entity), text_of(told["silver_rows"]));
  EXPECT_EQ(work.value("SELECT count(*) FROM quarantine." + entity), text_of(told["quarantined"]));
}

void expect_reasons(const Workplace& work, const std::string& entity, const ordered_json& told) {
  EXPECT_EQ(work.ask("SELECT reason, count(*) FROM (SELECT unnest(_reasons) AS reason FROM quarantine." + entity +
                     ") GROUP BY 1 ORDER BY 1"),
            counts_of(told["reasons"].get<std::map<std::string, std::int64_t>>()));
}

// Defaults stand for values that were not there.
void expect_column(const Workplace& work, const std::string& entity, const std::string& column,
                   const ordered_json& told) {
  const std::string from = " FROM silver." + entity;
  if (told.contains("sum")) {
    EXPECT_EQ(work.value("SELECT sum(" + column + ")" + from), text_of(told["sum"]));
  } else if (told.contains("sum_of_days")) {
    EXPECT_EQ(work.value("SELECT sum(" + column + " - DATE '1970-01-01')" + from), text_of(told["sum_of_days"]));
    EXPECT_EQ(work.value("SELECT count(" + column + ")" + from), text_of(told["present"]));
  } else if (told.contains("sum_of_seconds")) {
    EXPECT_EQ(work.value("SELECT sum(epoch_us(" + column + ")) // 1000000" + from), text_of(told["sum_of_seconds"]));
  } else if (told.contains("values")) {
    EXPECT_EQ(
        work.ask("SELECT " + column + ", count(*)" + from + " WHERE " + column + " <> 'Unknown' GROUP BY 1 ORDER BY 1"),
        counts_of(told["values"].get<std::map<std::string, std::int64_t>>()));
  } else {
    EXPECT_EQ(work.value("SELECT count(*)" + from + " WHERE " + column + " NOT IN ('Unknown', 'NA')"),
              text_of(told["present"]));
  }
}

void expect_entities(const Workplace& work, const ordered_json& truth) {
  for (const auto& [entity, told] : truth["entities"].items()) {
    SCOPED_TRACE(entity);
    expect_account(work, entity, told);
    expect_reasons(work, entity, told);
    for (const auto& [column, about] : told["columns"].items()) {
      SCOPED_TRACE(column);
      expect_column(work, entity, column, about);
    }
  }
  for (const auto& [check, times] : truth["warnings"].items()) {
    const std::int64_t listed = std::min(times.get<std::int64_t>(), kMostWarnings);
    EXPECT_EQ(work.value("SELECT count(*) FROM meta.warnings WHERE \"check\" = '" + check + "'"),
              std::to_string(listed))
        << check;
  }
}

void expect_shop_gold(const Workplace& work, const ordered_json& gold) {
  EXPECT_EQ(work.ask("SELECT total_revenue, paid_revenue, orders, customers, average_order_value, "
                     "payment_success_rate, support_tickets, web_sessions FROM gold.kpi_summary"),
            rows_of(ordered_json::array({gold["kpi_summary"]})));
  EXPECT_EQ(work.ask("SELECT month, revenue, orders FROM gold.monthly_revenue ORDER BY 1"),
            rows_of(gold["monthly_revenue"]));
  EXPECT_EQ(work.ask("SELECT product_category, revenue, orders FROM gold.revenue_by_category ORDER BY 1"),
            rows_of(gold["revenue_by_category"]));
  EXPECT_EQ(work.ask("SELECT payment_method, revenue, orders FROM gold.revenue_by_payment_method ORDER BY 1"),
            rows_of(gold["revenue_by_payment_method"]));
  EXPECT_EQ(work.ask("SELECT customer_id, revenue, orders FROM gold.top_customers ORDER BY revenue DESC, customer_id"),
            rows_of(gold["top_customers"]));
}

void expect_retail_gold(const Workplace& work, const ordered_json& gold) {
  EXPECT_EQ(work.value("SELECT count(*) FROM gold.fact_sales"), text_of(gold["fact_sales"]));
  EXPECT_EQ(work.ask("SELECT channel, sales, revenue FROM gold.sales_by_channel ORDER BY 1"),
            rows_of(gold["sales_by_channel"]));
  EXPECT_EQ(work.ask("SELECT value, revenue, sales FROM gold.average_order_value WHERE dimension = 'category' "
                     "ORDER BY 1"),
            rows_of(gold["revenue_by_category"]));
  EXPECT_EQ(work.ask("SELECT segment, count(*) FROM gold.customer_segments GROUP BY 1 ORDER BY 1"),
            counts_of(gold["customer_segments"].get<std::map<std::string, std::int64_t>>()));
  EXPECT_EQ(work.value("SELECT sum(resolved) FROM gold.agent_performance"), text_of(gold["resolved_interactions"]));
}

}  // namespace

void expect_truth(const Workplace& work, const std::string& truth_json) {
  const auto truth = ordered_json::parse(truth_json);
  expect_entities(work, truth);
  if (truth["template"] == "ecommerce") {
    expect_shop_gold(work, truth["gold"]);
  } else {
    expect_retail_gold(work, truth["gold"]);
  }
}

}  // namespace c360::truth
