// A question as one statement.
#pragma once

#include <string>
#include <vector>

#include "c360/metric/question.h"
#include "c360/metric/rows.h"
#include "c360/metric/typed_model.h"
#include "c360/sql/query.h"

namespace c360::metric {

/// A column of an answer.
struct AnswerColumn {
  std::string name;
  std::string label;
  const project::Measure* measure = nullptr;  ///< nullptr: a dimension
  std::string dimension;                      ///< as it was asked
  sql::Type type;
};

struct Compiled {
  sql::Query query;
  std::vector<AnswerColumn> columns;  ///< dimensions, then measures, in the question's order
};

/// The one statement that answers a question, whatever is asked: each fact added up at its own grain before anything is
/// joined (base.h), shares of totals that are computed for themselves, comparisons of periods over a calendar without
/// gaps. Throws Error(kUsage) for names that are not there and for a question without a right answer, with the reason
/// and what would work.
/// `kept`: what is read instead of tables, nullptr for none.
Compiled compile(const TypedModel& model, const Question& question, const TableNames& tables = named_as_in_project,
                 const Kept* kept = nullptr);

}  // namespace c360::metric
