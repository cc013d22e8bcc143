#include "c360/metric/plain_question.h"

#include "c360/metric/names.h"
#include "c360/metric/value.h"

namespace c360::metric {

Question plain_question(const TypedModel& model, const project::Measure& measure) {
  const ValuePtr value = value_of(model, measure);
  Question question;
  question.measures = {measure.name};
  const bool compares = has_kind(value, Value::Kind::kChange) || has_kind(value, Value::Kind::kRunning) ||
                        has_kind(value, Value::Kind::kRolling);
  if (compares) question.by.push_back("time.month");
  for (const std::string& over : measure.over) question.by.push_back(Names(model).with_month(over));
  return question;
}

}  // namespace c360::metric
