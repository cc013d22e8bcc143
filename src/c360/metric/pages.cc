#include "c360/metric/pages.h"

#include <fmt/core.h>

#include <algorithm>

#include "c360/metric/way.h"
#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using project::ColumnRole;
using project::EntityRole;
using project::MetricEntity;
using project::SemanticModel;

/// What a page shows of one entity.
struct Need {
  EntityRole role;
  std::vector<ColumnRole> all_of;  ///< columns that must be there
  std::vector<ColumnRole> any_of;  ///< one of these, if any is listed
  bool measures = false;           ///< something must be measured
};

struct PageNeeds {
  const char* name;
  const char* title;
  std::vector<Need> needs;
};

const std::vector<PageNeeds>& all_needs() {
  using E = EntityRole;
  using C = ColumnRole;
  static const std::vector<PageNeeds> needs = {
      {"overview", "Overview", {{E::kSale, {C::kTime, C::kAmount}, {}, true}, {E::kCustomer, {}, {}, true}}},
      {"revenue", "Revenue", {{E::kSale, {C::kTime, C::kAmount}, {}, true}}},
      {"customers", "Customers", {{E::kCustomer, {C::kId, C::kName}, {}, true}, {E::kSale, {C::kAmount}, {}, true}}},
      {"times", "Stores and times", {{E::kSale, {C::kTime}, {}, true}, {E::kStore, {C::kLocation}, {}, false}}},
      {"service", "Service", {{E::kTicket, {C::kTime, C::kStatus}, {}, true}}},
      {"loyalty", "Loyalty", {{E::kLoyalty, {C::kPoints}, {}, true}}},
      {"web", "Web", {{E::kSession, {}, {C::kDevice, C::kPage, C::kChannel}, true}}},
      {"customer", "One customer", {{E::kCustomer, {C::kId, C::kName}, {C::kEmail, C::kPhone, C::kAddress}, false}}}};
  return needs;
}

bool has(const MetricEntity& entity, ColumnRole role) {
  return std::any_of(entity.columns.begin(), entity.columns.end(),
                     [&](const auto& column) { return column.role == role; }) ||
         std::any_of(entity.dimensions.begin(), entity.dimensions.end(),
                     [&](const auto& dimension) { return dimension.role == role; });
}

std::string joined(const std::vector<ColumnRole>& roles) {
  std::string text;
  for (std::size_t i = 0; i < roles.size(); ++i)
    text += (i == 0 ? "" : i + 1 < roles.size() ? ", " : " or ") + project::word_of(roles[i]);
  return text;
}

void add_lacks(const SemanticModel& model, const Need& need, std::vector<std::string>& lacks) {
  const MetricEntity* entity = model.find(need.role);
  if (entity == nullptr) {
    lacks.push_back(fmt::format("no entity has the role {}", project::word_of(need.role)));
    return;
  }
  for (const ColumnRole role : need.all_of)
    if (!has(*entity, role))
      lacks.push_back(fmt::format("no column of {} has the role {}", entity->name, project::word_of(role)));
  const bool has_any =
      std::any_of(need.any_of.begin(), need.any_of.end(), [&](ColumnRole role) { return has(*entity, role); });
  if (!need.any_of.empty() && !has_any)
    lacks.push_back(fmt::format("no column of {} has the role {}", entity->name, joined(need.any_of)));
  if (need.measures && entity->measures.empty()) lacks.push_back(fmt::format("{} has no measures", entity->name));
}

/// Entities of one page must be joined to be shown side by side.
void add_unjoined(const SemanticModel& model, const PageNeeds& page, std::vector<std::string>& lacks) {
  if (page.needs.size() < 2 || !lacks.empty()) return;
  const MetricEntity* sale = model.find(EntityRole::kSale);
  for (const Need& need : page.needs) {
    const MetricEntity* other = model.find(need.role);
    if (other != sale && shortest_ways(model, *sale, *other).empty())
      lacks.push_back(fmt::format("no relationship leads from {} to {}", sale->name, other->name));
  }
}

}  // namespace

std::vector<Page> pages_of(const SemanticModel& model) {
  std::vector<Page> pages;
  for (const PageNeeds& needs : all_needs()) {
    Page page{needs.name, needs.title, {}};
    for (const Need& need : needs.needs) add_lacks(model, need, page.lacks);
    add_unjoined(model, needs, page.lacks);
    pages.push_back(std::move(page));
  }
  return pages;
}

}  // namespace c360::metric
