// Exact figures, as truth.json writes them: as text with all their decimals.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "c360/generate/wide.h"
#include "c360/generate/words.h"

namespace c360::generate {

/// The digits of a number.
std::string wide_text(Wide number);

/// numerator / denominator with `scale` decimals, rounded half away from zero; empty if the denominator is 0.
std::string ratio_text(Wide numerator, Wide denominator, int scale);

/// "average_order_value": decimal(18,4), of hundredths; null where there is nothing to divide by.
nlohmann::ordered_json average(std::int64_t cents, std::int64_t count);
/// decimal(9,6), between 0 and 1.
nlohmann::ordered_json rate(std::int64_t part, std::int64_t all);

/// Money in hundredths, and how many things it is of.
struct Total {
  std::int64_t cents = 0;
  std::int64_t count = 0;

  void add(std::int64_t amount) {
    cents += amount;
    ++count;
  }
  Total& operator+=(const Total& other) {
    cents += other.cents;
    count += other.count;
    return *this;
  }
};

/// Totals by a word of a list; the last place is of those without a word.
class TotalsByWord {
 public:
  explicit TotalsByWord(Words words) : words_(words), totals_(words.size() + 1) {}
  void add(std::int64_t word, std::int64_t cents);
  TotalsByWord& operator+=(const TotalsByWord& other);
  /// [{"category": "Books", "revenue": "12.50", "orders": 1}, …], by name, without those of nothing.
  nlohmann::ordered_json rows(const char* word, const char* money, const char* count) const;

 private:
  Words words_;
  std::vector<Total> totals_;
};

/// Totals by calendar month.
class TotalsByMonth {
 public:
  void add(std::int64_t day, std::int64_t cents);
  TotalsByMonth& operator+=(const TotalsByMonth& other);
  nlohmann::ordered_json rows() const;

 private:
  std::map<std::int64_t, Total> totals_;  ///< by the month's first day
};

}  // namespace c360::generate
