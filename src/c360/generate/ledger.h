// What each customer has spent: twelve bytes a customer, the only thing that is remembered row by row.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

namespace c360::generate {

/// Any thread may add; nobody reads meanwhile.
class Ledger {
 public:
  explicit Ledger(std::int64_t customers)
      : cents_(static_cast<std::size_t>(customers)), counts_(static_cast<std::size_t>(customers)) {}

  /// `customer` is an id, from 1.
  void add(std::int64_t customer, std::int64_t cents) {
    const auto at = static_cast<std::size_t>(customer - 1);
    std::atomic_ref(cents_[at]).fetch_add(cents, std::memory_order_relaxed);
    std::atomic_ref(counts_[at]).fetch_add(1, std::memory_order_relaxed);
  }

  std::int64_t customers() const { return static_cast<std::int64_t>(cents_.size()); }
  std::int64_t cents(std::int64_t customer) const { return cents_[static_cast<std::size_t>(customer - 1)]; }
  std::int64_t count(std::int64_t customer) const { return counts_[static_cast<std::size_t>(customer - 1)]; }

 private:
  std::vector<std::int64_t> cents_;
  std::vector<std::int32_t> counts_;
};

}  // namespace c360::generate
