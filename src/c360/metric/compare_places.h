// Proof that a measure is the same number in two places: the lakehouse, and where it was published or exported to.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "c360/metric/agree.h"
#include "c360/metric/answering.h"
#include "c360/metric/question.h"
#include "c360/metric/typed_model.h"

namespace c360::metric {

/// The questions that ask every measure by every dimension that its rows lead to.
struct EveryQuestion {
  std::vector<Question> questions;     ///< one for each dimension (times by month) and what its measures need with it
  std::vector<std::string> not_asked;  ///< measures that read a table which is not there
};

/// `is_there` tells of a table of the project ("gold", "fact_sales") whether both places have it; measures and
/// dimensions that read others are left out. `entity` is whose measures to ask; nullptr: all.
EveryQuestion every_question(const TypedModel& model,
                             const std::function<bool(const std::string& schema, const std::string& table)>& is_there,
                             const project::MetricEntity* entity = nullptr);

/// Whether a question has an answer that reads only tables which are there.
bool can_be_asked(const TypedModel& model, const Question& question,
                  const std::function<bool(const std::string& schema, const std::string& table)>& is_there);

/// A place, and the model on its tables, whose types may differ.
struct Side {
  const TypedModel& model;
  Answering& place;
};

/// The same question asked in two places: every figure of every row must be equal to the last digit. Rows are compared
/// as they come, so that an answer may be large; the places must be two connections. Throws Error(kUsage) for a
/// question without a right answer, and what the places throw.
Comparison compare_places(const Question& question, const Side& here, const Side& there);

}  // namespace c360::metric
