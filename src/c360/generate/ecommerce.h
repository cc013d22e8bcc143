// The five entities of examples/ecommerce: N thousand customers with ten orders each, about one payment an order, half
// as many web sessions as orders, and a ticket a customer.
#pragma once

#include "c360/generate/calendar.h"
#include "c360/generate/entity.h"

namespace c360::generate::ecommerce {

inline constexpr std::int64_t kCustomersPerScale = 1'000;
inline constexpr std::int64_t kOrdersPerCustomer = 10;
inline constexpr std::int64_t kSessionsPerCustomer = 5;

class Customers final : public Entity {
 public:
  enum Place : std::size_t { kId, kName, kEmail, kLocation, kRegistered };
  Customers(std::uint64_t seed, std::int64_t scale);
  std::int64_t units() const override { return scale_ * kCustomersPerScale; }
  /// One who had registered on the day, the busy ones more often; now and then one who never did.
  std::int64_t pick_id(Random& random, std::int64_t day) const;

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  std::int64_t scale_;
};

class Orders final : public Entity {
 public:
  enum Place : std::size_t { kId, kCustomer, kDate, kAmount, kCategory };
  Orders(std::uint64_t seed, const Customers& customers);
  std::int64_t units() const override { return customers_.units() * kOrdersPerCustomer; }

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Customers& customers_;
};

/// A unit is an order; its keys are the attempts to pay for it.
class Payments final : public Entity {
 public:
  enum Place : std::size_t { kId, kOrder, kMethod, kStatus, kDate };
  Payments(std::uint64_t seed, const Orders& orders);
  std::int64_t units() const override { return orders_.units(); }
  std::int64_t keys_per_unit() const override { return 4; }
  std::int64_t keys_of(std::int64_t unit) const override;

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Orders& orders_;
};

class SupportTickets final : public Entity {
 public:
  enum Place : std::size_t { kId, kCustomer, kIssue, kResolution, kCreated };
  SupportTickets(std::uint64_t seed, const Customers& customers);
  std::int64_t units() const override { return customers_.units(); }

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Customers& customers_;
};

class WebActivity final : public Entity {
 public:
  enum Place : std::size_t { kId, kCustomer, kPage, kDuration, kDevice };
  WebActivity(std::uint64_t seed, const Customers& customers);
  std::int64_t units() const override { return customers_.units() * kSessionsPerCustomer; }

 private:
  Values fill(std::int64_t key, Random random) const override;
  void revise(Values& values, Random& random) const override;

  const Customers& customers_;
};

}  // namespace c360::generate::ecommerce
