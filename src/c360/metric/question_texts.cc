#include "c360/metric/question_texts.h"

#include <fmt/core.h>

#include "c360/base/error.h"
#include "c360/base/suggest.h"
#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

/// Whether a dimension is a time, of which no grain is said yet.
bool wants_grain(const Dim& dim) {
  if (dim.grain) return false;
  const bool counts = dim.dimension != nullptr && dim.dimension->kind == project::Dimension::Kind::kSince;
  return dim.is_main_time || counts || is_time(dim.type);
}

void add_grain(Question& question, const std::string& grain, const Names& names) {
  if (!project::find_grain(grain))
    throw Error(ErrorCode::kUsage, fmt::format("there is no grain '{}'", grain),
                did_you_mean(grain, project::grain_names()));
  bool was_given = false;
  for (std::string& text : question.by) {
    if (!wants_grain(names.dimension(text))) continue;
    text += "." + grain;
    was_given = true;
  }
  if (!was_given) question.by.insert(question.by.begin(), "time." + grain);
}

}  // namespace

Question question_of(const QuestionTexts& texts, const Names& names) {
  Question question;
  question.measures = texts.measures;
  question.by = texts.by;
  for (const std::string& text : texts.where) question.where.push_back(parse_condition(text));
  for (const std::string& text : texts.order) question.order.push_back(parse_order(text));
  question.limit = texts.limit;
  question.top = texts.top;
  question.rest = texts.rest;
  if (!texts.grain.empty()) add_grain(question, texts.grain, names);
  return question;
}

}  // namespace c360::metric
