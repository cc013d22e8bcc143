// What the cards of pages ask: the one definition, for the browser, which adds what readers choose, and for reports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/metric/page_content.h"
#include "c360/metric/question_texts.h"
#include "c360/metric/shown_days.h"
#include "c360/metric/typed_model.h"

namespace c360::metric {

/// One of the questions behind a card. Readers add days, filters, and the grain of `time` where `by` names it alone.
struct CardQuestion {
  enum class Days {
    kShown,   ///< those that the reader has chosen
    kBefore,  ///< those that they are compared with; nothing is asked where there are none
    kAll
  };
  /// "rows"; of tiles "figures", "before" and "course"; of courses "before", too; of bands "marks".
  std::string part;
  Days days = Days::kShown;
  QuestionTexts question;
};

/// What each of some cards of one page asks. Tiles that can be asked under the same conditions are asked together: the
/// question of each names the measures of all. A rate is asked with what it is out of.
std::vector<std::vector<CardQuestion>> questions_of(const TypedModel& model, const std::vector<PageCard>& cards);

/// The question under a choice of days of data that goes so far, without filters. Both are nullptr where nothing is
/// dated. Days that all measures cannot be asked under, and all days, are no condition. nullopt: it is not asked.
std::optional<QuestionTexts> asked_under(const TypedModel& model, const CardQuestion& asked, const ShownDays* shown,
                                         const DayRange* data);

/// All members of a dimension, the greatest first by a measure that each has, 200 at most. nullopt where no measure
/// leads to it. Throws Error(kUsage) for a dimension that is not there.
std::optional<QuestionTexts> members_question(const TypedModel& model, const std::string& dimension);

/// "shown", "before", "all"
std::string word_of(CardQuestion::Days days);

}  // namespace c360::metric
