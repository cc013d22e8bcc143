// Proofs that a measure is the same number wherever it is shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/metric/answering.h"
#include "c360/metric/question.h"
#include "c360/metric/typed_model.h"

namespace c360::metric {

/// How many differences of a comparison are told.
inline constexpr std::size_t kMostDifferences = 3;

/// One comparison, and what differs.
struct Comparison {
  std::string what;                   ///< "gold.monthly_revenue by time.month"
  std::vector<std::string> measures;  ///< that were compared
  std::int64_t rows = 0;              ///< compared
  std::int64_t different = 0;         ///< of those
  std::vector<std::string>
      differences;  ///< the first, in words: "month 2024-01-01: revenue is 12.00, the table says 11.00"
  bool holds() const { return different == 0; }
};

/// A table's rows against the answer to the same question, each row once. A row that one side lacks is as one where
/// nothing was counted or added up; `partial` tables may lack rows. Throws Error(kUsage) for an agreement whose
/// question has no right answer, and what `there` throws.
Comparison compare_with_table(const TypedModel& model, const project::Agreement& agreement, Answering& there);

/// Whether the additive measures of an entity add up to the same by every dimension that its rows lead to: one
/// comparison for each dimension. What joins multiplied or lost would show here.
std::vector<Comparison> compare_totals(const TypedModel& model, const project::MetricEntity& entity, Answering& there);

/// A value as differences tell it: "nothing" for NULL.
std::string shown_value(const std::optional<std::string>& value);

/// An agreement as a question.
Question question_of(const project::Agreement& agreement);

}  // namespace c360::metric
