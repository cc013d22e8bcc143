#include "c360/generate/ecommerce.h"

#include <array>

#include "c360/generate/crowd.h"
#include "c360/generate/template.h"

namespace c360::generate::ecommerce {
namespace {

constexpr Civil kFirstMember{2018, 1, 1}, kFirstOrder{2021, 1, 1}, kLastOrder{2024, 12, 31};
constexpr std::int64_t kEarlyMembersOf10 = 4;                    // registered before the first order
constexpr std::int64_t kUnknown = 3'000, kUnknownOrder = 2'000;  // per million
constexpr std::int64_t kFarAway = 1'000'000;                     // how far ids of nobody reach

const BusyDays& days() {
  static const BusyDays kDays(kFirstOrder, kLastOrder);
  return kDays;
}

// Hundredths, by category.
constexpr std::array<std::int64_t, 9> kUsualAmounts = {18'000, 7'000, 6'000, 1'900, 2'800, 3'500, 5'500, 4'200, 3'000};
constexpr std::array<std::int64_t, 9> kCategoryShares = {18, 20, 12, 14, 9, 8, 7, 8, 4};

std::int64_t draw_category(Random& random) {
  std::int64_t at = random.below(100);
  std::int64_t category = 0;
  while (at >= kCategoryShares[static_cast<std::size_t>(category)])
    at -= kCategoryShares[static_cast<std::size_t>(category++)];
  return category;
}

}  // namespace

Customers::Customers(std::uint64_t seed, std::int64_t scale)
    : Entity(seed, 0, "customers", "customers",
             {columns::key("customer_id", "customer_id"), columns::name("name", "name"),
              columns::email("email", "email"), columns::phrase("location", "location", words::kCities),
              columns::latest_by(columns::date("registration_date", "registration_date"))}),
      scale_(scale) {}

Values Customers::fill(std::int64_t key, Random random) const {
  const std::int64_t early = units() * kEarlyMembersOf10 / 10;
  const std::int64_t opened = days_of(kFirstOrder), first = days_of(kFirstMember);
  const std::int64_t day = key < early ? first + key * (opened - first) / early
                                       : opened + (key - early) * days().length() / (units() - early);
  const std::int64_t name = pick_name(random);
  return {key + 1, name, email_of(name, random.chance(10'000)), any_of(words::kCities, random), day};
}

void Customers::revise(Values& values, Random& random) const {
  values[kLocation] = another_of(words::kCities, values[kLocation], random);
}

std::int64_t Customers::pick_id(Random& random, std::int64_t day) const {
  if (random.chance(kUnknown)) return units() + 1 + random.below(kFarAway);
  const std::int64_t early = units() * kEarlyMembersOf10 / 10;
  const std::int64_t members = early + (units() - early) * (day - days().first()) / days().length();
  return 1 + pick_busy(random, members);
}

Orders::Orders(std::uint64_t seed, const Customers& customers)
    : Entity(seed, 1, "orders", "orders",
             {columns::key("order_id", "order_id"), columns::reference("customer_id", "customer_id", customers),
              columns::latest_by(columns::required(columns::date("order_date", "order_date"))),
              columns::not_negative(columns::required(columns::money("order_amount", "order_amount"))),
              columns::word("product_category", "product_category", words::kShopCategories)}),
      customers_(customers) {}

Values Orders::fill(std::int64_t key, Random random) const {
  const std::int64_t day = days().day_of_event(key, units());
  const std::int64_t customer = customers_.pick_id(random, day);
  const std::int64_t category = draw_category(random);
  return {key + 1, customer, day, amount_around(random, kUsualAmounts[static_cast<std::size_t>(category)]), category};
}

void Orders::revise(Values& values, Random& random) const {
  values[kAmount] += 1 + random.below(5'000);
}

Payments::Payments(std::uint64_t seed, const Orders& orders)
    : Entity(seed, 2, "payments", "payments",
             {columns::key("payment_id", "payment_id"), columns::reference("order_id", "order_id", orders),
              columns::word("payment_method", "payment_method", words::kShopPaymentMethods),
              columns::required(columns::word("payment_status", "payment_status", words::kPaymentStatuses)),
              columns::latest_by(columns::required(columns::date("payment_date", "payment_date")))}),
      orders_(orders) {}

std::int64_t Payments::keys_of(std::int64_t unit) const {
  const std::int64_t at = random(Stream::kNoise, ~unit).below(100);
  return at < 10 ? 0 : at < 89 ? 1 : at < 98 ? 2 : 3;
}

Values Payments::fill(std::int64_t key, Random random) const {
  const std::int64_t unit = key / keys_per_unit(), nth = key % keys_per_unit();
  const std::int64_t ordered = days().day_of_event(unit, orders_.units());
  const bool last = nth + 1 == keys_of(unit);
  const std::int64_t luck = random.below(100);
  const std::int64_t success = place_of("Success", words::kPaymentStatuses);
  const std::int64_t others = static_cast<std::int64_t>(words::kPaymentStatuses.size()) - 1;
  const bool paid = last ? luck < 92 : luck < 4;
  const std::int64_t status =
      paid ? success : (success + 1 + (luck % 10 == 0 ? random.below(others) : 0)) % (others + 1);
  const std::int64_t order = random.chance(kUnknownOrder) ? orders_.units() + 1 + random.below(kFarAway) : unit + 1;
  const std::int64_t wait = random.chance(2'000) ? -1 - random.below(5) : nth + random.below(3);
  return {key + 1, order, any_of(words::kShopPaymentMethods, random), status, ordered + wait};
}

void Payments::revise(Values& values, Random& random) const {
  values[kStatus] = another_of(words::kPaymentStatuses, values[kStatus], random);
}

SupportTickets::SupportTickets(std::uint64_t seed, const Customers& customers)
    : Entity(seed, 3, "support_tickets", "support_tickets",
             {columns::key("ticket_id", "ticket_id"), columns::reference("customer_id", "customer_id", customers),
              columns::word("issue_type", "issue_type", words::kIssues),
              columns::word("resolution_status", "resolution_status", words::kResolutions),
              columns::latest_by(columns::required(columns::date("created_date", "created_date")))}),
      customers_(customers) {}

Values SupportTickets::fill(std::int64_t key, Random random) const {
  const std::int64_t day = days().day_of_event(key, units());
  const std::int64_t customer = customers_.pick_id(random, day);
  const std::int64_t issue = any_of(words::kIssues, random);
  return {key + 1, customer, issue, any_of(words::kResolutions, random), day};
}

void SupportTickets::revise(Values& values, Random& random) const {
  values[kResolution] = another_of(words::kResolutions, values[kResolution], random);
}

WebActivity::WebActivity(std::uint64_t seed, const Customers& customers)
    : Entity(seed, 4, "web_activity", "web_activity",
             {columns::key("session_id", "session_id"), columns::reference("customer_id", "customer_id", customers),
              columns::verbatim("page_visited", "page_visited", words::kPages),
              columns::not_negative(columns::required(columns::count("session_duration", "session_duration"))),
              columns::word("device_type", "device_type", words::kDevices)}),
      customers_(customers) {}

Values WebActivity::fill(std::int64_t key, Random random) const {
  const std::int64_t customer = customers_.pick_id(random, days().day_of_event(key, units()));
  const std::int64_t page = any_of(words::kPages, random);
  const std::int64_t seconds = random.below(60) * random.below(60);
  return {key + 1, customer, page, seconds, any_of(words::kDevices, random)};
}

void WebActivity::revise(Values& values, Random& random) const {
  values[kDuration] += 1 + random.below(600);
}

}  // namespace c360::generate::ecommerce
