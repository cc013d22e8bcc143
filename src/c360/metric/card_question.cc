#include "c360/metric/card_question.h"

#include <algorithm>
#include <map>

#include "c360/metric/askable.h"
#include "c360/metric/names.h"
#include "c360/project/metric_words.h"

namespace c360::metric {
namespace {

using Days = CardQuestion::Days;
using Texts = std::vector<std::string>;

/// How many members there is room for; the others are folded into one.
constexpr int kMostLines = 5, kMostBars = 7, kMostParts = 6, kMostRows = 20, kMostMembers = 200;

/// What the folded ones are called: with a letter that nobody sees, so that no member is called so.
constexpr const char *kOtherLines = "\u200bAll others", *kOtherBars = "\u200bOthers", *kOthersOfOthers = "\u200bOther";

bool is_dated(const TypedModel& model, const Texts& measures) {
  return std::all_of(measures.begin(), measures.end(),
                     [&](const std::string& measure) { return can_filter(model, measure, "time"); });
}

QuestionTexts question(const PageCard& card, Texts measures, Texts by) {
  QuestionTexts made;
  made.measures = std::move(measures);
  made.by = std::move(by);
  made.where = card.where;
  return made;
}

void add_new(const std::string& text, Texts& texts) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

/// Asks the cards of one page.
class Asking {
 public:
  explicit Asking(const TypedModel& model) : model_(model) {}

  std::vector<CardQuestion> of(const PageCard& card, const std::vector<PageCard>& cards) {
    switch (card.kind) {
      case CardKind::kTile:
        return tile(card, cards);
      case CardKind::kTime:
        return course(card);
      case CardKind::kBars:
      case CardKind::kParts:
        return bars(card);
      case CardKind::kBands:
        return bands(card);
      case CardKind::kTable:
        return table(card);
      case CardKind::kWeek:
      case CardKind::kCohorts:
        break;
    }
    return {{"rows", days_of(card), question(card, card.measures, card.by)}};
  }

 private:
  static Days days_of(const PageCard& card) { return card.all_days ? Days::kAll : Days::kShown; }
  static std::string time_of(const PageCard& card) { return card.grain.empty() ? "time" : "time." + card.grain; }

  bool can_have_days(const PageCard& card) {
    const std::string& measure = card.measures.front();
    const auto known = dated_.find(measure);
    if (known != dated_.end()) return known->second;
    return dated_[measure] = is_dated(model_, {measure});
  }

  /// The first measures of all tiles that are asked under the conditions of this one.
  Texts together(const PageCard& card, const std::vector<PageCard>& cards) {
    Texts measures;
    for (const PageCard& other : cards)
      if (other.kind == CardKind::kTile && other.all_days == card.all_days && other.where == card.where &&
          other.grain == card.grain && can_have_days(other) == can_have_days(card))
        add_new(other.measures.front(), measures);
    return measures;
  }

  Texts with_parts(Texts measures) const {
    for (const std::string& name : Texts(measures)) {
      const project::Measure& measure = Names(model_).measure(name);
      if (measure.kind != project::Measure::Kind::kRatio || measure.format != project::ValueFormat::kPercent) continue;
      add_new(measure.ratio.first, measures);
      add_new(measure.ratio.second, measures);
    }
    return measures;
  }

  std::vector<CardQuestion> tile(const PageCard& card, const std::vector<PageCard>& cards) {
    const Texts measures = together(card, cards);
    std::vector<CardQuestion> asked = {{"figures", days_of(card), question(card, with_parts(measures), {})}};
    if (card.all_days || !can_have_days(card)) return asked;
    asked.push_back({"before", Days::kBefore, question(card, measures, {})});
    asked.push_back({"course", Days::kShown, question(card, measures, {time_of(card)})});
    return asked;
  }

  static std::vector<CardQuestion> course(const PageCard& card) {
    Texts by = card.by;
    by.insert(by.begin(), time_of(card));
    CardQuestion rows{"rows", Days::kShown, question(card, card.measures, std::move(by))};
    if (!card.by.empty()) {
      rows.question.top = card.top.value_or(kMostLines);
      rows.question.rest = kOtherLines;
    }
    if (!card.by.empty() || card.measures.size() > 1) return {rows};
    return {rows, {"before", Days::kBefore, rows.question}};
  }

  static std::vector<CardQuestion> bars(const PageCard& card) {
    CardQuestion rows{"rows", days_of(card), question(card, card.measures, card.by)};
    const bool is_stacked = card.by.size() > 1;
    rows.question.top = card.top.value_or(card.kind == CardKind::kParts && !is_stacked ? kMostParts : kMostBars);
    rows.question.rest = is_stacked ? kOthersOfOthers : kOtherBars;
    if (!is_stacked) rows.question.order = {card.measures.front() + " desc"};
    return {rows};
  }

  static std::vector<CardQuestion> bands(const PageCard& card) {
    std::vector<CardQuestion> asked = {{"rows", days_of(card), question(card, card.measures, card.by)}};
    if (!card.marks.empty()) asked.push_back({"marks", days_of(card), question(card, card.marks, {})});
    return asked;
  }

  static std::vector<CardQuestion> table(const PageCard& card) {
    CardQuestion rows{"rows", days_of(card), question(card, card.measures, card.by)};
    rows.question.order = card.order;
    if (card.order.empty()) rows.question.order = {card.measures.front() + " desc"};
    rows.question.limit = card.limit.value_or(kMostRows);
    rows.question.top = card.top;
    return {rows};
  }

  const TypedModel& model_;
  std::map<std::string, bool> dated_;
};

/// A measure that every member of a dimension has a value of.
std::optional<std::string> measure_for(const TypedModel& model, const std::string& dimension) {
  const Dim dim = Names(model).dimension(dimension);
  if (dim.entity != nullptr && !dim.entity->measures.empty()) return dim.entity->measures.front().name;
  for (const project::MetricEntity& entity : model.spec().entities)
    for (const project::Measure& measure : entity.measures)
      if (can_filter(model, measure.name, dimension)) return measure.name;
  return std::nullopt;
}

}  // namespace

std::vector<std::vector<CardQuestion>> questions_of(const TypedModel& model, const std::vector<PageCard>& cards) {
  Asking asking(model);
  std::vector<std::vector<CardQuestion>> all;
  all.reserve(cards.size());
  for (const PageCard& card : cards) all.push_back(asking.of(card, cards));
  return all;
}

std::optional<QuestionTexts> asked_under(const TypedModel& model, const CardQuestion& asked, const ShownDays* shown,
                                         const DayRange* data) {
  QuestionTexts question = asked.question;
  const std::string grain = shown == nullptr ? "month" : project::word_of(shown->grain);
  for (std::string& by : question.by)
    if (by == "time") by = "time." + grain;
  if (asked.days == Days::kBefore && (shown == nullptr || !shown->before)) return std::nullopt;
  if (asked.days == Days::kAll || shown == nullptr) return question;
  const DayRange& days = asked.days == Days::kBefore ? *shown->before : shown->days;
  const bool is_everything = asked.days == Days::kShown && data != nullptr && days == *data;
  if (is_everything || !is_dated(model, question.measures)) return question;
  question.where.insert(question.where.begin(), {"time >= " + days.first, "time <= " + days.last});
  return question;
}

std::optional<QuestionTexts> members_question(const TypedModel& model, const std::string& dimension) {
  const auto measure = measure_for(model, dimension);
  if (!measure) return std::nullopt;
  QuestionTexts question;
  question.measures = {*measure};
  question.by = {dimension};
  question.order = {*measure + " desc"};
  question.limit = kMostMembers;
  return question;
}

std::string word_of(CardQuestion::Days days) {
  switch (days) {
    case Days::kShown:
      return "shown";
    case Days::kBefore:
      return "before";
    case Days::kAll:
      break;
  }
  return "all";
}

}  // namespace c360::metric
