#include "c360/generate/figures.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "c360/generate/calendar.h"
#include "c360/generate/text_buffer.h"

namespace c360::generate {

std::string wide_text(Wide number) {
  if (number < 0) return "-" + wide_text(-number);
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(number % 10)));
    number /= 10;
  } while (number > 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string ratio_text(Wide numerator, Wide denominator, int scale) {
  if (denominator == 0) return "";
  const bool negative = (numerator < 0) != (denominator < 0);
  Wide size = numerator < 0 ? -numerator : numerator;
  const Wide parts = denominator < 0 ? -denominator : denominator;
  for (int i = 0; i < scale; ++i) size *= 10;
  const Wide rounded = (2 * size + parts) / (2 * parts);
  std::string text = wide_text(rounded);
  if (text.size() <= static_cast<std::size_t>(scale))
    text.insert(0, static_cast<std::size_t>(scale) + 1 - text.size(), '0');
  if (scale > 0) text.insert(text.size() - static_cast<std::size_t>(scale), ".");
  return negative && rounded != 0 ? "-" + text : text;
}

nlohmann::ordered_json average(std::int64_t cents, std::int64_t count) {
  if (count == 0) return nullptr;
  return ratio_text(cents, static_cast<Wide>(count) * 100, 4);
}

nlohmann::ordered_json rate(std::int64_t part, std::int64_t all) {
  if (all == 0) return nullptr;
  return ratio_text(part, all, 6);
}

void TotalsByWord::add(std::int64_t word, std::int64_t cents) {
  const bool known = word >= 0 && word < static_cast<std::int64_t>(words_.size());
  totals_[known ? static_cast<std::size_t>(word) : words_.size()].add(cents);
}

TotalsByWord& TotalsByWord::operator+=(const TotalsByWord& other) {
  for (std::size_t i = 0; i < totals_.size(); ++i) totals_[i] += other.totals_[i];
  return *this;
}

nlohmann::ordered_json TotalsByWord::rows(const char* word, const char* money, const char* count) const {
  std::map<std::string_view, Total> by_name;
  for (std::size_t i = 0; i < totals_.size(); ++i)
    if (totals_[i].count > 0) by_name[i < words_.size() ? words_[i] : "Unknown"] = totals_[i];
  auto rows = nlohmann::ordered_json::array();
  for (const auto& [name, total] : by_name)
    rows.push_back({{word, name}, {money, money_text(total.cents)}, {count, total.count}});
  return rows;
}

void TotalsByMonth::add(std::int64_t day, std::int64_t cents) {
  Civil month = civil_of(day);
  month.day = 1;
  totals_[days_of(month)].add(cents);
}

TotalsByMonth& TotalsByMonth::operator+=(const TotalsByMonth& other) {
  for (const auto& [month, total] : other.totals_) totals_[month] += total;
  return *this;
}

nlohmann::ordered_json TotalsByMonth::rows() const {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& [month, total] : totals_)
    rows.push_back({{"month", date_text(month)}, {"revenue", money_text(total.cents)}, {"orders", total.count}});
  return rows;
}

}  // namespace c360::generate
