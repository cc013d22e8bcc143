#include "c360/metric/askable.h"

#include "c360/base/error.h"
#include "c360/metric/compile.h"

namespace c360::metric {

bool is_askable(const TypedModel& model, const Question& question) {
  try {
    compile(model, question);
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kUsage) throw;
    return false;
  }
}

bool can_filter(const TypedModel& model, const std::string& measure, const std::string& dimension) {
  Question question;
  question.measures = {measure};
  Condition condition{dimension, Condition::Op::kIsNotNull, {}};
  if (dimension == "time") condition = {dimension, Condition::Op::kGreaterEqual, {"2000-01-01"}};
  question.where = {condition};
  const bool as_it_is = is_askable(model, question);
  if (as_it_is || dimension == "time") return as_it_is;
  question.by = {"time.month"};  // what compares periods wants some
  return is_askable(model, question);
}

Question question_of(const PageCard& card) {
  Question question;
  question.measures = card.measures;
  question.by = card.by;
  for (const std::string& condition : card.where) question.where.push_back(parse_condition(condition));
  if (card.kind == CardKind::kTime) question.by.insert(question.by.begin(), "time.month");
  return question;
}

}  // namespace c360::metric
