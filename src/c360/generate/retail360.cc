#include "c360/generate/retail360.h"

#include <algorithm>

#include "c360/generate/calendar.h"
#include "c360/generate/crowd.h"
#include "c360/generate/template.h"

namespace c360::generate::retail360 {
namespace {

constexpr Civil kFirstSale{2024, 1, 1}, kLastSale{2025, 6, 30};
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int64_t kCustomersPerScale = 1'000, kSalesPerScale = 5'000, kCallsPerScale = 1'000;
constexpr std::int64_t kAccountsPerScale = 600;
constexpr std::int64_t kUnknown = 3'000, kReturns = 10'000;  // per million
constexpr std::int64_t kFarAway = 1'000'000;
constexpr std::int64_t kUsualStoreAmount = 6'000;  // hundredths

const BusyDays& days() {
  static const BusyDays kDays(kFirstSale, kLastSale);
  return kDays;
}

std::int64_t time_of_event(std::int64_t index, std::int64_t count, Random& random) {
  return days().day_of_event(index, count) * kSecondsPerDay + busy_second(random);
}

// An id of the parent's, now and then one that nobody has.
std::int64_t id_of(const Entity& parent, Random& random) {
  if (random.chance(kUnknown)) return parent.units() + 1 + random.below(kFarAway);
  return 1 + random.below(parent.units());
}

std::int64_t busy_id_of(const Entity& parent, Random& random) {
  if (random.chance(kUnknown)) return parent.units() + 1 + random.below(kFarAway);
  return 1 + pick_busy(random, parent.units());
}

// Another number that names and addresses are made from.
std::int64_t another_number(std::int64_t number, Random& random) {
  return number == kNothing ? pick_name(random) : number ^ 1;
}

}  // namespace

Customers::Customers(std::uint64_t seed, std::int64_t scale)
    : Counted(seed, 0, "customers", "Customers",
              {columns::key("customer_id", "CustomerID"), columns::name("name", "Name"),
               columns::email("email", "Email"), columns::address("address", "Address")},
              kCustomersPerScale * scale) {}

Values Customers::fill(std::int64_t key, Random random) const {
  const std::int64_t name = pick_name(random);
  return {key + 1, name, email_of(name, random.chance(10'000)), pick_name(random)};
}

void Customers::revise(Values& values, Random& random) const {
  values[kAddress] = another_number(values[kAddress], random);
}

Products::Products(std::uint64_t seed, std::int64_t scale)
    : Counted(seed, 1, "products", "Products",
              {columns::key("product_id", "ProductID"), columns::phrase("name", "Name", words::kProducts),
               columns::word("category", "Category", words::kRetailCategories), columns::money("price", "Price")},
              std::min<std::int64_t>(100 + 10 * scale, 20'000)) {}

std::int64_t Products::usual_price(std::int64_t id) const {
  Random random = this->random(Stream::kFill, id - 1);
  return 500 + random.below(200) * random.below(200);
}

Values Products::fill(std::int64_t key, Random random) const {
  const std::int64_t price = usual_price(key + 1);
  const std::int64_t name = any_of(words::kProducts, random);
  return {key + 1, name, any_of(words::kRetailCategories, random), price};
}

void Products::revise(Values& values, Random& random) const {
  values[kPrice] = (values[kPrice] == kNothing ? 0 : values[kPrice]) + 1 + random.below(1'000);
}

Stores::Stores(std::uint64_t seed, std::int64_t scale)
    : Counted(seed, 2, "stores", "Stores",
              {columns::key("store_id", "StoreID"), columns::phrase("location", "Location", words::kCities),
               columns::name("manager", "Manager"), columns::phrase("open_hours", "OpenHours", words::kOpenHours)},
              std::min<std::int64_t>(20 + scale / 2, 2'000)) {}

Values Stores::fill(std::int64_t key, Random random) const {
  const std::int64_t city = any_of(words::kCities, random);
  const std::int64_t manager = pick_name(random);
  return {key + 1, city, manager, any_of(words::kOpenHours, random)};
}

void Stores::revise(Values& values, Random& random) const {
  values[kManager] = another_number(values[kManager], random);
}

Agents::Agents(std::uint64_t seed, std::int64_t scale)
    : Counted(seed, 3, "agents", "Agents",
              {columns::key("agent_id", "AgentID"), columns::name("name", "Name"),
               columns::word("department", "Department", words::kDepartments),
               columns::word("shift", "Shift", words::kShifts)},
              std::min<std::int64_t>(40 + scale, 5'000)) {}

Values Agents::fill(std::int64_t key, Random random) const {
  const std::int64_t name = pick_name(random);
  const std::int64_t department = any_of(words::kDepartments, random);
  return {key + 1, name, department, any_of(words::kShifts, random)};
}

void Agents::revise(Values& values, Random& random) const {
  values[kShift] = another_of(words::kShifts, values[kShift], random);
}

OnlineTransactions::OnlineTransactions(std::uint64_t seed, std::int64_t scale, const Customers& customers,
                                       const Products& products)
    : Counted(seed, 4, "online_transactions", "OnlineTransactions",
              {columns::key("order_id", "OrderID"), columns::reference("customer_id", "CustomerID", customers),
               columns::reference("product_id", "ProductID", products),
               columns::required(columns::time("date_time", "DateTime")),
               columns::word("payment_method", "PaymentMethod", words::kRetailPaymentMethods),
               columns::required(columns::money("amount", "Amount")),
               columns::word("status", "Status", words::kOrderStatuses)},
              kSalesPerScale * scale),
      customers_(customers),
      products_(products) {}

Values OnlineTransactions::fill(std::int64_t key, Random random) const {
  const std::int64_t customer = busy_id_of(customers_, random);
  const std::int64_t product = id_of(products_, random);
  const std::int64_t time = time_of_event(key, units(), random);
  const std::int64_t method = any_of(words::kRetailPaymentMethods, random);
  const std::int64_t amount = products_.usual_price(product) * (1 + random.below(3));
  const std::int64_t luck = random.below(100);
  return {key + 1, customer, product, time, method, amount, luck < 80 ? 0 : luck < 92 ? 1 : 2};
}

void OnlineTransactions::revise(Values& values, Random& random) const {
  values[kStatus] = another_of(words::kOrderStatuses, values[kStatus], random);
}

InStoreTransactions::InStoreTransactions(std::uint64_t seed, std::int64_t scale, const Customers& customers,
                                         const Stores& stores)
    : Counted(
          seed, 5, "in_store_transactions", "InStoreTransactions",
          {columns::key("transaction_id", "TransactionID"), columns::reference("customer_id", "CustomerID", customers),
           columns::reference("store_id", "StoreID", stores), columns::required(columns::time("date_time", "DateTime")),
           columns::required(columns::money("amount", "Amount")),
           columns::word("payment_method", "PaymentMethod", words::kRetailPaymentMethods)},
          kSalesPerScale * scale),
      customers_(customers),
      stores_(stores) {}

Values InStoreTransactions::fill(std::int64_t key, Random random) const {
  const std::int64_t customer = busy_id_of(customers_, random);
  const std::int64_t store = id_of(stores_, random);
  const std::int64_t time = time_of_event(key, units(), random);
  const std::int64_t amount = amount_around(random, kUsualStoreAmount);
  const bool given_back = random.chance(kReturns);
  return {key + 1, customer, store, time, given_back ? -amount : amount, any_of(words::kRetailPaymentMethods, random)};
}

void InStoreTransactions::revise(Values& values, Random& random) const {
  values[kAmount] += 1 + random.below(2'000);
}

ServiceInteractions::ServiceInteractions(std::uint64_t seed, std::int64_t scale, const Customers& customers,
                                         const Agents& agents)
    : Counted(
          seed, 6, "service_interactions", "CustomerServiceInteractions",
          {columns::key("interaction_id", "InteractionID"), columns::reference("customer_id", "CustomerID", customers),
           columns::required(columns::time("date_time", "DateTime")), columns::reference("agent_id", "AgentID", agents),
           columns::word("issue_type", "IssueType", words::kRetailIssues),
           columns::word("resolution_status", "ResolutionStatus", words::kRetailResolutions)},
          kCallsPerScale * scale),
      customers_(customers),
      agents_(agents) {}

Values ServiceInteractions::fill(std::int64_t key, Random random) const {
  const std::int64_t customer = busy_id_of(customers_, random);
  const std::int64_t time = time_of_event(key, units(), random);
  const std::int64_t agent = id_of(agents_, random);
  const std::int64_t issue = any_of(words::kRetailIssues, random);
  return {key + 1, customer, time, agent, issue, any_of(words::kRetailResolutions, random)};
}

void ServiceInteractions::revise(Values& values, Random& random) const {
  values[kResolution] = another_of(words::kRetailResolutions, values[kResolution], random);
}

LoyaltyAccounts::LoyaltyAccounts(std::uint64_t seed, std::int64_t scale, const Customers& customers)
    : Counted(seed, 7, "loyalty_accounts", "LoyaltyAccounts",
              {columns::key("loyalty_id", "LoyaltyID"), columns::reference("customer_id", "CustomerID", customers),
               columns::count("points_earned", "PointsEarned"), columns::word("tier_level", "TierLevel", words::kTiers),
               columns::date("join_date", "JoinDate")},
              kAccountsPerScale * scale),
      customers_(customers) {}

Values LoyaltyAccounts::fill(std::int64_t key, Random random) const {
  const std::int64_t customer = id_of(customers_, random);
  const std::int64_t points = random.below(100) * random.below(100);
  const std::int64_t tier = any_of(words::kTiers, random);
  return {key + 1, customer, points, tier, days().first() - random.below(1'000)};
}

void LoyaltyAccounts::revise(Values& values, Random& random) const {
  values[kTier] = another_of(words::kTiers, values[kTier], random);
}

LoyaltyTransactions::LoyaltyTransactions(std::uint64_t seed, const LoyaltyAccounts& accounts)
    : Counted(
          seed, 8, "loyalty_transactions", "LoyaltyTransactions",
          {columns::part_of_key(columns::reference("loyalty_id", "LoyaltyID", accounts)),
           columns::part_of_key(columns::required(columns::time("date_time", "DateTime"))),
           columns::count("points_change", "PointsChange"), columns::word("reason", "Reason", words::kPointReasons)},
          accounts.units()) {}

std::int64_t LoyaltyTransactions::keys_of(std::int64_t unit) const {
  return random(Stream::kNoise, ~unit).below(keys_per_unit() + 1);
}

// Each of an account's changes has a stretch of days to itself.
Values LoyaltyTransactions::fill(std::int64_t key, Random random) const {
  const std::int64_t unit = key / keys_per_unit(), nth = key % keys_per_unit();
  const std::int64_t stretch = days().length() / keys_per_unit();
  const std::int64_t day = days().first() + nth * stretch + random.below(stretch);
  const std::int64_t time = day * kSecondsPerDay + busy_second(random);
  const std::int64_t points = random.below(300) - 60;
  const std::int64_t account = random.chance(kUnknown) ? units() + 1 + unit : unit + 1;
  return {account, time, points, any_of(words::kPointReasons, random)};
}

void LoyaltyTransactions::revise(Values& values, Random& random) const {
  values[kPoints] = (values[kPoints] == kNothing ? 0 : values[kPoints]) + 1 + random.below(50);
}

}  // namespace c360::generate::retail360
