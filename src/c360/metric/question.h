// What people ask of the semantic model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace c360::metric {

/// A condition on a dimension. Rows whose value is not known fulfil none but `is null`.
struct Condition {
  enum class Op { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual, kIn, kNotIn, kIsNull, kIsNotNull };
  std::string dimension;
  Op op = Op::kEqual;
  std::vector<std::string> values;
  bool operator==(const Condition&) const = default;
};

/// "channel = Online", "time >= 2024-01-01", "tier in (Gold, 'Silver')", "stores.location is not null". A value ends at
/// the end of the text, those of a list at a comma; a value with a comma, a bracket or blanks around it stands in
/// single quotes. Throws Error(kUsage) for any other text.
Condition parse_condition(const std::string& text);

/// By a measure or a dimension of the question.
struct OrderText {
  std::string name;
  std::optional<bool> descending;  ///< not said: a measure descends, a dimension ascends
};
/// "revenue", "month desc". Throws Error(kUsage).
OrderText parse_order(const std::string& text);

/// Measures by dimensions. A plain value.
struct Question {
  std::vector<std::string> measures;
  std::vector<std::string> by;  ///< orders.product_category, time.month, customers.location, location, month
  std::vector<Condition> where;
  std::vector<OrderText> order;       ///< empty: by the dimensions, or with `limit` or `top` by the first measure
  std::optional<std::int64_t> limit;  ///< the most rows
  std::optional<std::int64_t> top;    ///< of the first dimension that holds no time, this many values; the rest folded
  std::string rest = "Other";         ///< what the rest is called
};

}  // namespace c360::metric
