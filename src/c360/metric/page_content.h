// What stands on each page of a dashboard: questions to the semantic model, and how their answers are drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "c360/metric/pages.h"
#include "c360/project/metric_spec.h"

namespace c360::metric {

/// How an answer is drawn.
enum class CardKind {
  kTile,     ///< one measure: its figure, its change, its course
  kTime,     ///< measures over time; with a dimension in `by` a line for each of its members
  kBars,     ///< a measure by a dimension, the greatest first
  kParts,    ///< a measure by a dimension, as parts of a whole
  kBands,    ///< a measure by bands that have an order; `marks` say where others lie
  kWeek,     ///< a measure by day of the week and hour; with a third dimension a picture for each member
  kCohorts,  ///< a measure by the month that something began and the months since
  kTable     ///< measures by dimensions, the greatest first
};

/// One card of a page, without the days and filters that readers choose. What it asks: card_question.h.
struct PageCard {
  CardKind kind = CardKind::kTile;
  std::string title;                  ///< "Revenue by category"
  std::vector<std::string> measures;  ///< the first is what the card is about
  std::vector<std::string> by;        ///< dimensions as questions name them; times with a grain where it is fixed
  std::vector<std::string> where;     ///< conditions that always hold
  std::vector<std::string> marks;     ///< kBands: measures whose values are marked
  std::string leads_to;               ///< kTable: the page of one row, by its first dimension; empty: none
  bool all_days = false;              ///< what it shows does not end with a period: it is asked over all days
  int width = 12;                     ///< twelfths of a wide page
  // What cards of the user's own dashboards may say, too:
  std::string grain;                  ///< of times; empty: readers choose
  std::vector<std::string> order;     ///< kTable; empty: by the first measure
  std::optional<std::int64_t> top;    ///< so many members; none: as many as there is room for
  std::optional<std::int64_t> limit;  ///< kTable: rows; none: as many as there is room for
};

/// A page with its cards; none where `page.lacks` is not empty.
struct PageContent {
  Page page;
  std::vector<PageCard> cards;
};

/// Every page there is, in the order in which they are shown. A card that lacks something is left out.
std::vector<PageContent> page_contents(const project::SemanticModel& model);

/// The dimensions that readers filter all pages by, as questions name them: channel, category, location, segment, tier
/// and method, as far as sales lead to them.
std::vector<std::string> filter_dimensions(const project::SemanticModel& model);

/// The entity whose days say how far the data goes: the sales, or else the first with a time; nullptr for none.
const project::MetricEntity* dated_entity(const project::SemanticModel& model);

/// "time", "bars"
std::string word_of(CardKind kind);

}  // namespace c360::metric
