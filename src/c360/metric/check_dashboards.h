// Whether the questions of the user's own dashboards have answers.
#pragma once

#include <vector>

#include "c360/metric/question_texts.h"
#include "c360/metric/typed_model.h"
#include "c360/project/dashboard_spec.h"

namespace c360::metric {

/// What a card with measures asks, with the conditions of its dashboard.
QuestionTexts question_of(const project::Dashboard& dashboard, const project::DashboardCard& card);

/// What is wrong with the cards that have measures: names that are not there, questions without a right answer, answers
/// that cannot be drawn as the card says. Each with the card's place.
std::vector<Error> faults_of(const TypedModel& model, const project::Dashboard& dashboard);

}  // namespace c360::metric
