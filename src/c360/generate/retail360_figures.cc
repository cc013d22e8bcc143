// What gold must show of the generated retailer.
#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "c360/generate/figures.h"
#include "c360/generate/ledger.h"
#include "c360/generate/retail360.h"
#include "c360/generate/runs.h"
#include "c360/generate/template.h"
#include "c360/generate/text_buffer.h"

namespace c360::generate {
namespace retail360 {
namespace {

using nlohmann::ordered_json;

constexpr double kTopShare = 0.1;

struct Sales {
  Total online, in_store, online_of_all_statuses;
  TotalsByWord by_category{words::kRetailCategories};

  Sales& operator+=(const Sales& other) {
    online += other.online;
    in_store += other.in_store;
    online_of_all_statuses += other.online_of_all_statuses;
    by_category += other.by_category;
    return *this;
  }
};

class Retail360 final : public Template {
 public:
  Retail360(std::uint64_t seed, std::int64_t scale)
      : customers_(seed, scale),
        products_(seed, scale),
        stores_(seed, scale),
        agents_(seed, scale),
        online_(seed, scale, customers_, products_),
        in_store_(seed, scale, customers_, stores_),
        interactions_(seed, scale, customers_, agents_),
        accounts_(seed, scale, customers_),
        points_(seed, accounts_) {}

  std::vector<const Entity*> entities() const override {
    return {&customers_, &products_, &stores_, &agents_, &online_, &in_store_, &interactions_, &accounts_, &points_};
  }
  void add_figures(ordered_json& truth) const override;

 private:
  void count_online(std::int64_t key, Sales& sales, Ledger& ledger) const;
  void count_in_store(std::int64_t key, Sales& sales, Ledger& ledger) const;
  Sales count_sales(Ledger& ledger) const;
  ordered_json segments(const Ledger& ledger) const;
  std::vector<bool> members() const;

  Customers customers_;
  Products products_;
  Stores stores_;
  Agents agents_;
  OnlineTransactions online_;
  InStoreTransactions in_store_;
  ServiceInteractions interactions_;
  LoyaltyAccounts accounts_;
  LoyaltyTransactions points_;
};

void Retail360::count_online(std::int64_t key, Sales& sales, Ledger& ledger) const {
  if (!online_.stands(key)) return;
  const Values sale = online_.standing_version(key);
  const std::int64_t amount = sale[OnlineTransactions::kAmount];
  sales.online_of_all_statuses.add(amount);
  if (sale[OnlineTransactions::kStatus] != place_of("Completed", words::kOrderStatuses)) return;
  const Values product = products_.standing_version(sale[OnlineTransactions::kProduct] - 1);
  sales.online.add(amount);
  sales.by_category.add(product[Products::kCategory], amount);
  ledger.add(sale[OnlineTransactions::kCustomer], amount);
}

void Retail360::count_in_store(std::int64_t key, Sales& sales, Ledger& ledger) const {
  if (!in_store_.stands(key)) return;
  const Values sale = in_store_.standing_version(key);
  sales.in_store.add(sale[InStoreTransactions::kAmount]);
  ledger.add(sale[InStoreTransactions::kCustomer], sale[InStoreTransactions::kAmount]);
}

Sales Retail360::count_sales(Ledger& ledger) const {
  const auto count = [&](std::int64_t begin, std::int64_t end) {
    Sales sales;
    for (std::int64_t key = begin; key < end; ++key) {
      count_online(key, sales, ledger);
      count_in_store(key, sales, ledger);
    }
    return sales;
  };
  Sales all;
  for (const Sales& sales : each_run<Sales>(online_.units(), count)) all += sales;
  return all;
}

std::vector<bool> Retail360::members() const {
  std::vector<bool> members(static_cast<std::size_t>(customers_.units()) + 1);
  for (std::int64_t key = 0; key < accounts_.units(); ++key)
    if (accounts_.stands(key))
      members[static_cast<std::size_t>(accounts_.standing_version(key)[LoyaltyAccounts::kCustomer])] = true;
  return members;
}

// percent_rank() is (how many spend more) / (all customers - 1); who bought nothing comes last.
ordered_json Retail360::segments(const Ledger& ledger) const {
  const std::vector<bool> is_member = members();
  std::vector<std::int64_t> spends;
  std::int64_t customers = 0;
  for (std::int64_t id = 1; id <= ledger.customers(); ++id) {
    if (ledger.count(id) > 0) spends.push_back(ledger.cents(id));
    if (customers_.stands(id - 1)) ++customers;
  }
  std::sort(spends.begin(), spends.end(), std::greater<>());
  std::int64_t best = 0, once = 0, champions = 0, regular = 0;
  for (std::int64_t id = 1; id <= ledger.customers(); ++id) {
    if (!customers_.stands(id - 1)) continue;
    const std::int64_t spend = ledger.cents(id);
    const auto richer = std::lower_bound(spends.begin(), spends.end(), spend, std::greater<>()) - spends.begin();
    const double rank = static_cast<double>(richer) / static_cast<double>(std::max<std::int64_t>(1, customers - 1));
    if (spend > 0 && rank <= kTopShare)
      ++best;
    else if (ledger.count(id) == 1)
      ++once;
    else if (is_member[static_cast<std::size_t>(id)])
      ++champions;
    else
      ++regular;
  }
  return {{"High-Value Customer", best},
          {"One-Time Buyer", once},
          {"Loyalty Champion", champions},
          {"Regular Customer", regular}};
}

ordered_json channel(const char* name, const Total& total) {
  return {{"channel", name}, {"sales", total.count}, {"revenue", money_text(total.cents)}};
}

void Retail360::add_figures(ordered_json& truth) const {
  Ledger ledger(customers_.units());
  const Sales sales = count_sales(ledger);
  Total all = sales.online;
  all += sales.in_store;
  const ordered_json& resolutions = truth["entities"]["service_interactions"]["columns"]["resolution_status"]["values"];
  truth["gold"] = {
      {"revenue", money_text(all.cents)},
      {"sales", all.count},
      {"average_order_value", average(all.cents, all.count)},
      {"fact_sales", sales.online_of_all_statuses.count + sales.in_store.count},
      {"sales_by_channel", {channel("In-store", sales.in_store), channel("Online", sales.online)}},
      {"online_of_all_statuses", channel("Online", sales.online_of_all_statuses)},
      {"revenue_by_category", sales.by_category.rows("category", "revenue", "sales")},
      {"customer_segments", segments(ledger)},
      {"resolved_interactions", resolutions.contains("Resolved") ? resolutions["Resolved"] : ordered_json(0)}};
  truth["warnings"] = ordered_json::object();
}

}  // namespace
}  // namespace retail360

std::unique_ptr<Template> make_retail360(std::uint64_t seed, std::int64_t scale) {
  return std::make_unique<retail360::Retail360>(seed, scale);
}

}  // namespace c360::generate
