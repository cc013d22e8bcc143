// The nine entities of examples/retail360: N thousand customers with ten sales each, half of them online, a service
// call each, six loyalty accounts for ten customers, and five changes of points an account.
#pragma once

#include "c360/generate/entity.h"

namespace c360::generate::retail360 {

/// An entity with a fixed number of units.
class Counted : public Entity {
 public:
  std::int64_t units() const override { return units_; }

 protected:
  Counted(std::uint64_t seed, std::uint64_t number, std::string name, std::string file, std::vector<Column> columns,
          std::int64_t units)
      : Entity(seed, number, std::move(name), std::move(file), std::move(columns)), units_(units) {}

 private:
  std::int64_t units_;
};

class Customers final : public Counted {
 public:
  enum Place : std::size_t { kId, kName, kEmail, kAddress };
  Customers(std::uint64_t seed, std::int64_t scale);

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;
};

class Products final : public Counted {
 public:
  enum Place : std::size_t { kId, kName, kCategory, kPrice };
  Products(std::uint64_t seed, std::int64_t scale);
  /// Hundredths that the product costs as it was made, whatever its rows say.
  std::int64_t usual_price(std::int64_t id) const;

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;
};

class Stores final : public Counted {
 public:
  enum Place : std::size_t { kId, kLocation, kManager, kHours };
  Stores(std::uint64_t seed, std::int64_t scale);

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;
};

class Agents final : public Counted {
 public:
  enum Place : std::size_t { kId, kName, kDepartment, kShift };
  Agents(std::uint64_t seed, std::int64_t scale);

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;
};

class OnlineTransactions final : public Counted {
 public:
  enum Place : std::size_t { kId, kCustomer, kProduct, kTime, kMethod, kAmount, kStatus };
  OnlineTransactions(std::uint64_t seed, std::int64_t scale, const Customers& customers, const Products& products);

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Customers& customers_;
  const Products& products_;
};

class InStoreTransactions final : public Counted {
 public:
  enum Place : std::size_t { kId, kCustomer, kStore, kTime, kAmount, kMethod };
  InStoreTransactions(std::uint64_t seed, std::int64_t scale, const Customers& customers, const Stores& stores);

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Customers& customers_;
  const Stores& stores_;
};

class ServiceInteractions final : public Counted {
 public:
  enum Place : std::size_t { kId, kCustomer, kTime, kAgent, kIssue, kResolution };
  ServiceInteractions(std::uint64_t seed, std::int64_t scale, const Customers& customers, const Agents& agents);

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Customers& customers_;
  const Agents& agents_;
};

class LoyaltyAccounts final : public Counted {
 public:
  enum Place : std::size_t { kId, kCustomer, kPoints, kTier, kJoined };
  LoyaltyAccounts(std::uint64_t seed, std::int64_t scale, const Customers& customers);

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Customers& customers_;
};

/// A unit is an account; its keys are the changes of its points, each at a time of its own.
class LoyaltyTransactions final : public Counted {
 public:
  enum Place : std::size_t { kAccount, kTime, kPoints, kReason };
  LoyaltyTransactions(std::uint64_t seed, const LoyaltyAccounts& accounts);
  std::int64_t keys_per_unit() const override { return 10; }
  std::int64_t keys_of(std::int64_t unit) const override;

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;
};

}  // namespace c360::generate::retail360
