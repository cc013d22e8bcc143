// Where every customer stands among all, by every figure, at once.
#pragma once

#include <string>
#include <vector>

#include "c360/customer/figures.h"

namespace c360::customer {

/// Figures and places of all customers, worked out by an engine that may set aside what does not fit into memory.
class Standings {
 public:
  /// Works out the figures and how many customers have each value. `connection` keeps tables of its own for it and must
  /// outlive it. Throws Error as the engine does.
  Standings(engine::Connection& connection, const metric::TypedModel& model, const CustomerKey& key,
            const std::vector<Figure>& figures);

  /// How many customers have a value, by figure; 0 for those without places.
  const std::vector<std::int64_t>& totals() const { return totals_; }
  /// A row for each customer: `key` as text, the figures as texts, then for each figure how many have less and how many
  /// have the same (NULL where it has no place).
  sql::Query rows() const;

 private:
  const CustomerKey& key_;
  const std::vector<Figure>& figures_;
  std::vector<std::int64_t> totals_;
};

}  // namespace c360::customer
