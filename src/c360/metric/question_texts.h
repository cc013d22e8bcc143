// A question as people write it: in a command line, in an address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/metric/names.h"
#include "c360/metric/question.h"

namespace c360::metric {

struct QuestionTexts {
  std::vector<std::string> measures, by;
  std::vector<std::string> where;  ///< as parse_condition reads them
  std::vector<std::string> order;  ///< as parse_order reads them
  std::string grain;               ///< of the times in `by` that are named without one, or else of each fact's own time
  std::optional<std::int64_t> limit, top;
  std::string rest = "Other";
};

/// Throws Error(kUsage) for a grain that is not there, and as parse_condition, parse_order and Names::dimension.
Question question_of(const QuestionTexts& texts, const Names& names);

}  // namespace c360::metric
