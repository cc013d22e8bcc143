#include "c360/metric/drawn_cards.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "c360/base/error.h"
#include "c360/base/letter_case.h"
#include "c360/metric/check_dashboards.h"
#include "c360/metric/names.h"
#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using project::Chart;
using project::Dashboard;
using project::DashboardCard;
using Texts = std::vector<std::string>;

/// Rows of a table of a file that does not say how many.
constexpr int kMostTableRows = 1000, kLeastWidth = 3;

CardKind kind_of(Chart chart) {
  switch (chart) {
    case Chart::kTile:
      return CardKind::kTile;
    case Chart::kTime:
      return CardKind::kTime;
    case Chart::kBars:
      return CardKind::kBars;
    case Chart::kParts:
      return CardKind::kParts;
    case Chart::kBands:
      return CardKind::kBands;
    case Chart::kWeek:
      return CardKind::kWeek;
    case Chart::kCohorts:
      return CardKind::kCohorts;
    case Chart::kTable:
      break;
  }
  return CardKind::kTable;
}

/// A dimension of a card: as the file has it, as questions name it, and as people do.
struct Named {
  std::string name, label;
  bool is_time = false;
  std::string grain;  ///< of `time` with a grain of its own
};

Named named(const Names& names, const DashboardCard& card, const std::string& text) {
  const std::string wanted = card.grain.empty() ? "month" : card.grain;
  try {
    Dim dim = names.dimension(text);
    if (dim.is_main_time) {
      const std::string own = dim.grain ? project::word_of(*dim.grain) : "";
      const std::string grain = own.empty() ? wanted : own;
      return {"time." + grain, project::label_of_name(grain), true, own};
    }
    if (dim.entity == nullptr || dim.dimension == nullptr || !dim.named.empty()) return {text, dim.label, false, {}};
    const std::string label = dim.dimension->label;
    std::string name = dim.entity->name + "." + dim.dimension->name;
    if (dim.grain) return {name + "." + project::word_of(*dim.grain), label, false, {}};
    const bool wants_grain = names.with_month(name) != name;
    return {wants_grain ? name + "." + wanted : name, label, false, {}};
  } catch (const Error&) {
    return {text, text, false, {}};
  }
}

/// Measures that are there.
Texts known_measures(const TypedModel& model, const DashboardCard& card) {
  Texts known;
  for (const std::string& measure : card.measures)
    if (model.spec().find_measure(measure) != nullptr) known.push_back(measure);
  return known;
}

/// Whether measures fit on one axis.
bool are_alike(const TypedModel& model, const Texts& measures) {
  return std::all_of(measures.begin(), measures.end(), [&](const std::string& name) {
    const project::Measure &first = *model.spec().find_measure(measures.front()),
                           &one = *model.spec().find_measure(name);
    return one.format == first.format && one.unit == first.unit;
  });
}

/// Parts of bars must add up to them; what does not stands in a table.
bool can_be_stacked(const TypedModel& model, const Texts& measures) {
  return std::all_of(measures.begin(), measures.end(), [&](const std::string& name) {
    return model.spec().find_measure(name)->additivity == project::Additivity::kAdditive;
  });
}

std::string title_of(const TypedModel& model, const DashboardCard& card, const Texts& measures, const Texts& labels) {
  if (!card.title.empty() && (measures.size() == card.measures.size() || measures.size() > 1)) return card.title;
  Texts measured, parted;
  for (const std::string& name : measures) measured.push_back(model.spec().find_measure(name)->label);
  for (const std::string& label : labels) parted.push_back(to_lower(label));
  const std::string all = fmt::format("{}", fmt::join(measured, ", "));
  if (!card.title.empty()) return card.title + ": " + all;
  const std::string by = parted.empty() ? "" : fmt::format(" by {}", fmt::join(parted, " and "));
  return all + by + (card.chart == Chart::kTime ? " over time" : "");
}

/// What the cards of one card of a file have in common, and the labels of what they are by.
PageCard common(const TypedModel& model, const Dashboard& dashboard, const DashboardCard& card, Texts& labels) {
  const Names names(model);
  PageCard made;
  made.kind = kind_of(card.chart);
  made.where = question_of(dashboard, card).where;
  made.grain = card.grain;
  made.order = card.order;
  made.top = card.top;
  made.limit = card.limit.value_or(kMostTableRows);
  if (made.kind == CardKind::kWeek) made.by = {"time.day_of_week", "time.hour_of_day"};
  for (const std::string& text : card.by) {
    const Named by = named(names, card, text);
    if (by.is_time && made.kind == CardKind::kTime) {
      if (made.grain.empty()) made.grain = by.grain;
      continue;
    }
    made.by.push_back(by.name);
    labels.push_back(by.label);
  }
  // What is since something, or over all that there was.
  made.all_days = made.kind == CardKind::kCohorts || made.kind == CardKind::kBands;
  return made;
}

}  // namespace

std::vector<PageCard> drawn_cards(const TypedModel& model, const Dashboard& dashboard, const DashboardCard& card) {
  const Texts known = known_measures(model, card);
  if (known.empty()) return {};
  Texts labels;
  PageCard made = common(model, dashboard, card, labels);
  const bool is_stacked = (made.kind == CardKind::kBars || made.kind == CardKind::kParts) && made.by.size() > 1;
  const bool is_together =
      made.kind == CardKind::kTable || (made.kind == CardKind::kTime && made.by.empty() && are_alike(model, known));
  if (is_stacked && !can_be_stacked(model, known)) made.kind = CardKind::kTable;
  std::vector<Texts> groups;
  if (is_together)
    groups.push_back(known);
  else
    for (const std::string& measure : known) groups.push_back({measure});
  made.width = std::max(kLeastWidth, card.width / static_cast<int>(groups.size()));
  std::vector<PageCard> cards;
  for (Texts& measures : groups) {
    made.title = title_of(model, card, measures, labels);
    made.measures = std::move(measures);
    cards.push_back(made);
  }
  return cards;
}

}  // namespace c360::metric
