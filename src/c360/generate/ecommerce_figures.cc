// What gold must show of the generated shop.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "c360/generate/ecommerce.h"
#include "c360/generate/figures.h"
#include "c360/generate/ledger.h"
#include "c360/generate/runs.h"
#include "c360/generate/template.h"
#include "c360/generate/text_buffer.h"

namespace c360::generate {
namespace ecommerce {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kTopCustomers = 10;

struct Sales {
  Total ordered, paid;
  std::int64_t payments = 0, successes = 0, paid_twice = 0, paid_before_ordered = 0;
  TotalsByMonth by_month;
  TotalsByWord by_category{words::kShopCategories}, by_method{words::kShopPaymentMethods};

  Sales& operator+=(const Sales& other) {
    ordered += other.ordered;
    paid += other.paid;
    payments += other.payments;
    successes += other.successes;
    paid_twice += other.paid_twice;
    paid_before_ordered += other.paid_before_ordered;
    by_month += other.by_month;
    by_category += other.by_category;
    by_method += other.by_method;
    return *this;
  }
};

class Ecommerce final : public Template {
 public:
  Ecommerce(std::uint64_t seed, std::int64_t scale)
      : customers_(seed, scale),
        orders_(seed, customers_),
        payments_(seed, orders_),
        tickets_(seed, customers_),
        sessions_(seed, customers_) {}

  std::vector<const Entity*> entities() const override {
    return {&customers_, &orders_, &payments_, &tickets_, &sessions_};
  }
  void add_figures(ordered_json& truth) const override;

 private:
  void count_order(std::int64_t order, Sales& sales, Ledger& ledger) const;
  void count_payments(std::int64_t unit, const Values& order, Sales& sales) const;
  Sales count_sales(Ledger& ledger) const;
  std::int64_t count_bad_emails() const;
  ordered_json top_customers(const Ledger& ledger) const;

  Customers customers_;
  Orders orders_;
  Payments payments_;
  SupportTickets tickets_;
  WebActivity sessions_;
};

void Ecommerce::count_order(std::int64_t order, Sales& sales, Ledger& ledger) const {
  if (!orders_.stands(order)) return;
  const Values values = orders_.standing_version(order);
  const std::int64_t amount = values[Orders::kAmount];
  sales.ordered.add(amount);
  sales.by_month.add(values[Orders::kDate], amount);
  sales.by_category.add(values[Orders::kCategory], amount);
  ledger.add(values[Orders::kCustomer], amount);
  count_payments(order, values, sales);
}

void Ecommerce::count_payments(std::int64_t unit, const Values& order, Sales& sales) const {
  const std::int64_t success = place_of("Success", words::kPaymentStatuses);
  std::optional<std::tuple<std::int64_t, std::int64_t, std::int64_t>> first;  // date, id, method
  std::int64_t successes = 0;
  for (std::int64_t nth = 0; nth < payments_.keys_of(unit); ++nth) {
    const std::int64_t key = unit * payments_.keys_per_unit() + nth;
    if (!payments_.stands(key)) continue;
    const Values payment = payments_.standing_version(key);
    ++sales.payments;
    if (payment[Payments::kDate] < order[Orders::kDate]) ++sales.paid_before_ordered;
    if (payment[Payments::kStatus] != success) continue;
    ++successes;
    const std::tuple now{payment[Payments::kDate], payment[Payments::kId], payment[Payments::kMethod]};
    if (!first || now < *first) first = now;
  }
  sales.successes += successes;
  if (successes > 1) sales.paid_twice += successes;
  if (!first) return;
  sales.paid.add(order[Orders::kAmount]);
  sales.by_method.add(std::get<2>(*first), order[Orders::kAmount]);
}

Sales Ecommerce::count_sales(Ledger& ledger) const {
  const auto count = [&](std::int64_t begin, std::int64_t end) {
    Sales sales;
    for (std::int64_t order = begin; order < end; ++order) count_order(order, sales, ledger);
    return sales;
  };
  Sales all;
  for (const Sales& sales : each_run<Sales>(orders_.units(), count)) all += sales;
  return all;
}

std::int64_t Ecommerce::count_bad_emails() const {
  std::int64_t bad = 0;
  for (std::int64_t key = 0; key < customers_.units(); ++key)
    if (customers_.stands(key) && customers_.standing_version(key)[Customers::kEmail] >= kBadEmail) ++bad;
  return bad;
}

ordered_json Ecommerce::top_customers(const Ledger& ledger) const {
  std::vector<std::pair<std::int64_t, std::int64_t>> best;  // revenue negated, id
  for (std::int64_t id = 1; id <= ledger.customers(); ++id)
    if (ledger.count(id) > 0) best.emplace_back(-ledger.cents(id), id);
  const std::size_t shown = std::min(kTopCustomers, best.size());
  std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(shown), best.end());
  best.resize(shown);
  auto rows = ordered_json::array();
  for (const auto& [negated, id] : best)
    rows.push_back({{"customer_id", id}, {"revenue", money_text(-negated)}, {"orders", ledger.count(id)}});
  return rows;
}

void Ecommerce::add_figures(ordered_json& truth) const {
  Ledger ledger(customers_.units());
  const Sales sales = count_sales(ledger);
  const ordered_json& entities = truth["entities"];
  truth["gold"] = {{"kpi_summary",
                    {{"total_revenue", money_text(sales.ordered.cents)},
                     {"paid_revenue", money_text(sales.paid.cents)},
                     {"orders", sales.ordered.count},
                     {"customers", entities["customers"]["silver_rows"]},
                     {"average_order_value", average(sales.ordered.cents, sales.ordered.count)},
                     {"payment_success_rate", rate(sales.successes, sales.payments)},
                     {"support_tickets", entities["support_tickets"]["silver_rows"]},
                     {"web_sessions", entities["web_activity"]["silver_rows"]}}},
                   {"monthly_revenue", sales.by_month.rows()},
                   {"revenue_by_category", sales.by_category.rows("product_category", "revenue", "orders")},
                   {"revenue_by_payment_method", sales.by_method.rows("payment_method", "revenue", "orders")},
                   {"top_customers", top_customers(ledger)}};
  truth["warnings"] = {{"email_plausible", count_bad_emails()},
                       {"paid_twice", sales.paid_twice},
                       {"paid_before_ordered", sales.paid_before_ordered}};
}

}  // namespace
}  // namespace ecommerce

std::unique_ptr<Template> make_ecommerce(std::uint64_t seed, std::int64_t scale) {
  return std::make_unique<ecommerce::Ecommerce>(seed, scale);
}

}  // namespace c360::generate
