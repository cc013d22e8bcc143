// Whether a question has an answer, without asking it.
#pragma once

#include <string>
#include <vector>

#include "c360/metric/page_content.h"
#include "c360/metric/question.h"
#include "c360/metric/typed_model.h"

namespace c360::metric {

/// Whether compile() would take it.
bool is_askable(const TypedModel& model, const Question& question);

/// Whether a measure can be asked under a condition on a dimension, over periods where it compares them; `time` is the
/// measure's own, and stands for any days.
bool can_filter(const TypedModel& model, const std::string& measure, const std::string& dimension);

/// The card's question, over months where it is one over time.
Question question_of(const PageCard& card);

}  // namespace c360::metric
