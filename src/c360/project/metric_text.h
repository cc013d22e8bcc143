// The short texts that measures are written in: "sum(order_amount)", "revenue / orders", "revenue - refunds", ">= 2".
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/project/metric_spec.h"

namespace c360::project {

/// sum(x), count(*), count(x), count(distinct x), average(x) or avg(x), min(x), max(x), median(x), percentile(x, 0.9),
/// first(x by y, z), last(x by y), where x, y and z are SQL expressions over the entity's columns. Nothing for any
/// other text: a measure's value is one aggregate.
std::optional<Aggregate> parse_aggregate(const std::string& written);
/// count, sum, average, min, max, median or "percentile 0.9": how values that are there already are taken together.
std::optional<Aggregate> parse_take(const std::string& written);

/// "a / b": two names.
std::optional<std::pair<std::string, std::string>> parse_ratio(const std::string& written);

/// Names and numbers with + - * and brackets, in postfix order.
std::optional<std::vector<FormulaStep>> parse_formula(const std::string& written);

/// A comparison with a number.
std::optional<Having> parse_having(const std::string& written);

}  // namespace c360::project
