// Cards of the user's own dashboards as the cards of all pages.
#pragma once

#include <vector>

#include "c360/metric/page_content.h"
#include "c360/metric/typed_model.h"
#include "c360/project/dashboard_spec.h"

namespace c360::metric {

/// One or several cards: measures that one picture cannot show have one each. Names have their entities; times have the
/// card's grain, or readers choose it. What is not in the model is left out: check_dashboards.h tells of it.
std::vector<PageCard> drawn_cards(const TypedModel& model, const project::Dashboard& dashboard,
                                  const project::DashboardCard& card);

}  // namespace c360::metric
