#include "c360/metric/page_content.h"

#include <algorithm>
#include <map>

#include "c360/metric/page_choice.h"

namespace c360::metric {
namespace {

using project::ColumnRole;
using project::EntityRole;
using project::Measure;
using project::MetricEntity;
using project::SemanticModel;
using project::ValueFormat;
using Function = project::Aggregate::Function;
using Measures = std::vector<const Measure*>;

constexpr int kWhole = 12, kTwoThirds = 8, kHalf = 6, kThird = 4, kTileWidth = 2, kWideTile = 3;

/// "Product category" within a title; "VIP tier" stays.
std::string lowered(std::string text) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (text.size() > 1 && is_small(text[1]) && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

/// Puts the cards of one page together; a card that lacks what it shows is not added.
class Cards {
 public:
  explicit Cards(const SemanticModel& model) : model_(model) {}

  /// What the cards that follow count does not end with a period.
  void over_all_days(bool all_days) { all_days_ = all_days; }
  /// A condition that holds for the cards that follow.
  void only(const std::string& condition) { where_ = {condition}; }

  void tiles(const Measures& measures, int width) {
    for (const Measure* measure : measures)
      if (measure != nullptr) add(card(CardKind::kTile, measure->label, {measure}, width));
  }
  void time(const Measure* measure, int width, const std::string& by = {}) {
    if (measure == nullptr) return;
    const std::string title = by.empty() ? measure->label : titled(*measure, by);
    PageCard made = card(CardKind::kTime, title + " over time", {measure}, width);
    if (!by.empty()) made.by = {by};
    add(std::move(made));
  }
  void by(CardKind kind, const Measure* measure, const std::string& dimension, int width) {
    if (measure == nullptr || dimension.empty()) return;
    PageCard made = card(kind, titled(*measure, dimension), {measure}, width);
    made.by = {dimension};
    add(std::move(made));
  }
  void bands(const Measure* measure, const std::string& dimension, const Measures& marks, int width) {
    if (measure == nullptr || dimension.empty()) return;
    PageCard made = card(CardKind::kBands, titled(*measure, dimension), {measure}, width);
    made.by = {dimension};
    made.marks = names(marks);
    made.all_days = true;
    add(std::move(made));
  }
  void week(const Measure* measure, const std::string& split) {
    if (measure == nullptr) return;
    PageCard made = card(CardKind::kWeek, measure->label + " by weekday and hour", {measure}, kWhole);
    made.by = {"time.day_of_week", "time.hour_of_day"};
    if (!split.empty()) made.by.push_back(split);
    add(std::move(made));
  }
  void cohorts(const Measure* measure) {
    if (measure == nullptr) return;
    const MetricEntity* entity = model_.find(measure->entity);
    const std::string name = measure->over[0].substr(measure->over[0].find('.') + 1);
    const std::string since = entity->find_dimension(name)->since;
    PageCard made = card(CardKind::kCohorts, measure->label + " by month of " + label_of(since), {measure}, kWhole);
    made.by = {since + ".month", entity->name + "." + name + ".month"};
    made.all_days = true;
    add(std::move(made));
  }
  void table(const std::string& title, const std::vector<std::string>& by, const Measures& measures,
             const std::string& leads_to = {}) {
    PageCard made = card(CardKind::kTable, title, measures, kWhole);
    made.leads_to = leads_to;
    for (const std::string& each : by)
      if (!each.empty()) made.by.push_back(each);
    if (!made.by.empty() && !made.measures.empty()) add(std::move(made));
  }

  std::vector<PageCard> take() { return std::move(cards_); }

 private:
  static std::vector<std::string> names(const Measures& measures) {
    std::vector<std::string> found;
    for (const Measure* measure : measures)
      if (measure != nullptr && std::find(found.begin(), found.end(), measure->name) == found.end())
        found.push_back(measure->name);
    return found;
  }

  PageCard card(CardKind kind, const std::string& title, const Measures& measures, int width) const {
    PageCard made;
    made.kind = kind;
    made.title = title;
    made.measures = names(measures);
    made.where = where_;
    made.all_days = all_days_;
    made.width = width;
    return made;
  }

  /// The label of a dimension, in small letters.
  std::string label_of(const std::string& text) const {
    const std::size_t dot = text.find('.');
    const MetricEntity* entity = model_.find(text.substr(0, dot));
    const project::Dimension* found = entity == nullptr ? nullptr : entity->find_dimension(text.substr(dot + 1));
    return lowered(found == nullptr ? text : found->label);
  }

  std::string titled(const Measure& measure, const std::string& dimension) const {
    return measure.label + " by " + label_of(dimension);
  }

  /// Pages do not show the same thing twice.
  void add(PageCard card) {
    const auto same = [&](const PageCard& other) {
      return other.kind == card.kind && other.measures == card.measures && other.by == card.by;
    };
    if (std::none_of(cards_.begin(), cards_.end(), same)) cards_.push_back(std::move(card));
  }

  const SemanticModel& model_;
  std::vector<PageCard> cards_;
  std::vector<std::string> where_;
  bool all_days_ = false;
};

/// The pages of a model. A page is only asked for where it lacks nothing.
class Pages {
 public:
  explicit Pages(const SemanticModel& model) : model_(model), choice_(model) {}

  std::vector<PageCard> cards_of(const std::string& page) const {
    static const std::map<std::string, void (Pages::*)(Cards&) const> makers = {{"overview", &Pages::overview},
                                                                                {"revenue", &Pages::revenue},
                                                                                {"customers", &Pages::customers},
                                                                                {"times", &Pages::times},
                                                                                {"service", &Pages::service},
                                                                                {"loyalty", &Pages::loyalty},
                                                                                {"web", &Pages::web}};
    Cards cards(model_);
    if (const auto found = makers.find(page); found != makers.end()) (this->*found->second)(cards);
    return cards.take();
  }

 private:
  const MetricEntity& sale() const { return *choice_.entity(EntityRole::kSale); }
  const Measure* revenue() const { return choice_.total(sale()); }
  const Measure* sales() const { return choice_.count(sale()); }
  std::string near_sale(const std::vector<ColumnRole>& roles) const { return choice_.near(sale(), roles); }

  void overview(Cards& cards) const {
    cards.tiles({revenue(), sales(), choice_.average(sale()), choice_.buyers(), choice_.repeat_rate(),
                 choice_.payment_success()},
                kTileWidth);
    cards.time(revenue(), kTwoThirds);
    cards.by(CardKind::kBars, revenue(), near_sale({ColumnRole::kCategory, ColumnRole::kLocation}), kThird);
    cards.by(CardKind::kParts, revenue(), near_sale({ColumnRole::kChannel, ColumnRole::kMethod}), kWhole);
    cards.time(sales(), kHalf);
    cards.time(choice_.average(sale()), kHalf);
  }

  void revenue(Cards& cards) const {
    cards.time(revenue(), kWhole);
    cards.by(CardKind::kParts, revenue(), near_sale({ColumnRole::kChannel}), kWhole);
    cards.by(CardKind::kBars, revenue(), near_sale({ColumnRole::kCategory}), kHalf);
    cards.by(CardKind::kBars, revenue(), near_sale({ColumnRole::kMethod}), kHalf);
    cards.by(CardKind::kBars, revenue(), near_sale({ColumnRole::kLocation}), kHalf);
    cards.time(revenue(), kHalf, near_sale({ColumnRole::kChannel, ColumnRole::kCategory}));
  }

  void customers(Cards& cards) const {
    const MetricEntity& customer = *choice_.entity(EntityRole::kCustomer);
    const Measure* count = choice_.buyers();
    const Measure* median = choice_.of_each_customer(Function::kMedian);
    const Measure* ninety = choice_.of_each_customer(Function::kPercentile);
    const std::string kind = choice_.near(customer, {ColumnRole::kSegment, ColumnRole::kTier, ColumnRole::kLocation});
    cards.tiles({count, choice_.repeat_rate(), choice_.of_format(customer, ValueFormat::kCurrency), median}, kWideTile);
    cards.bands(count, choice_.bands(customer, true), {median, ninety}, kHalf);
    cards.bands(count, choice_.bands(customer, false), {}, kHalf);
    cards.by(CardKind::kBars, count, kind, kHalf);
    cards.by(CardKind::kBars, revenue(), kind, kHalf);
    cards.cohorts(choice_.retention());
    cards.table("Top customers",
                {customer.name + "." + customer.key.front(), choice_.near(customer, {ColumnRole::kName}), kind},
                {revenue(), sales(), choice_.average(sale())}, "customer");
  }

  void times(Cards& cards) const {
    const MetricEntity& store = *choice_.entity(EntityRole::kStore);
    const std::string key = store.name + "." + store.key.front(), place = choice_.near(store, {ColumnRole::kLocation});
    cards.week(sales(), near_sale({ColumnRole::kChannel}));
    cards.only(key + " is not null");  // what was sold elsewhere is of no store
    cards.by(CardKind::kBars, revenue(), place, kHalf);
    cards.by(CardKind::kBars, choice_.average(sale()), place, kHalf);
    cards.table("Stores", {key, place, choice_.near(store, {ColumnRole::kManager})},
                {revenue(), sales(), choice_.average(sale()), choice_.buyers()});
  }

  void service(Cards& cards) const {
    const MetricEntity& ticket = *choice_.entity(EntityRole::kTicket);
    const Measure *count = choice_.count(ticket), *rate = choice_.rate(ticket);
    const std::string issue = choice_.near(ticket, {ColumnRole::kIssue});
    const std::string agent = choice_.entity(EntityRole::kAgent) == nullptr
                                  ? std::string()
                                  : choice_.near(*choice_.entity(EntityRole::kAgent), {ColumnRole::kName});
    cards.tiles(choice_.figures(ticket, 4), kWideTile);
    cards.time(count, kHalf);
    cards.time(rate, kHalf);
    cards.by(CardKind::kParts, count, choice_.near(ticket, {ColumnRole::kStatus}), kWhole);
    cards.by(CardKind::kBars, count, issue, kHalf);
    cards.by(CardKind::kBars, rate, issue, kHalf);
    cards.by(CardKind::kBars, count, choice_.near(ticket, {ColumnRole::kDepartment, ColumnRole::kShift}), kHalf);
    if (!agent.empty())
      cards.table("Agents",
                  {agent, choice_.near(ticket, {ColumnRole::kDepartment}), choice_.near(ticket, {ColumnRole::kShift})},
                  choice_.figures(ticket, 4));
  }

  void loyalty(Cards& cards) const {
    const MetricEntity& account = *choice_.entity(EntityRole::kLoyalty);
    const MetricEntity* change = choice_.entity(EntityRole::kLoyaltyChange);
    const std::string tier = choice_.near(account, {ColumnRole::kTier});
    cards.over_all_days(true);  // an account stands, whenever it was opened
    cards.tiles(choice_.figures(account, 3), kThird);
    cards.by(CardKind::kParts, choice_.count(account), tier, kWhole);
    cards.by(CardKind::kBars, choice_.total(account), tier, kHalf);
    cards.by(CardKind::kBars, choice_.average(account), tier, kHalf);
    cards.over_all_days(false);
    if (change == nullptr) return;
    cards.time(choice_.total(*change), kHalf);
    cards.time(choice_.running(*change), kHalf);
    cards.by(CardKind::kBars, choice_.total(*change), choice_.near(*change, {ColumnRole::kReason}), kHalf);
    cards.by(CardKind::kBars, choice_.total(*change), choice_.near(*change, {ColumnRole::kTier}), kHalf);
  }

  void web(Cards& cards) const {
    const MetricEntity& session = *choice_.entity(EntityRole::kSession);
    const Measure* count = choice_.count(session);
    const Measure* length = nullptr;
    for (const Measure& each : session.measures)
      if (each.kind == Measure::Kind::kRatio && each.format == ValueFormat::kDuration && length == nullptr)
        length = &each;
    const std::string page = choice_.near(session, {ColumnRole::kPage});
    const std::string device = choice_.near(session, {ColumnRole::kDevice, ColumnRole::kChannel});
    cards.tiles(choice_.figures(session, 4), kWideTile);
    if (!session.time.empty()) cards.time(count, kWhole);
    cards.by(CardKind::kBars, count, page, kHalf);
    cards.by(CardKind::kBars, length, page, kHalf);
    cards.by(CardKind::kParts, count, device, kWhole);
    cards.by(CardKind::kBars, length, device, kHalf);
  }

  const SemanticModel& model_;
  PageChoice choice_;
};

}  // namespace

std::vector<PageContent> page_contents(const SemanticModel& model) {
  const Pages pages(model);
  std::vector<PageContent> contents;
  for (Page& page : pages_of(model)) {
    PageContent content{std::move(page), {}};
    if (content.page.lacks.empty()) content.cards = pages.cards_of(content.page.name);
    contents.push_back(std::move(content));
  }
  return contents;
}

std::vector<std::string> filter_dimensions(const SemanticModel& model) {
  const MetricEntity* sale = model.find(EntityRole::kSale);
  std::vector<std::string> found;
  if (sale == nullptr) return found;
  for (const ColumnRole role : {ColumnRole::kChannel, ColumnRole::kCategory, ColumnRole::kLocation,
                                ColumnRole::kSegment, ColumnRole::kTier, ColumnRole::kMethod}) {
    std::string dimension = PageChoice(model).near(*sale, {role});
    if (!dimension.empty()) found.push_back(std::move(dimension));
  }
  return found;
}

const MetricEntity* dated_entity(const SemanticModel& model) {
  const MetricEntity* sale = model.find(EntityRole::kSale);
  if (sale != nullptr && !sale->time.empty()) return sale;
  const auto found = std::find_if(model.entities.begin(), model.entities.end(),
                                  [](const MetricEntity& entity) { return !entity.time.empty(); });
  return found == model.entities.end() ? nullptr : &*found;
}

std::string word_of(CardKind kind) {
  switch (kind) {
    case CardKind::kTile:
      return "tile";
    case CardKind::kTime:
      return "time";
    case CardKind::kBars:
      return "bars";
    case CardKind::kParts:
      return "parts";
    case CardKind::kBands:
      return "bands";
    case CardKind::kWeek:
      return "week";
    case CardKind::kCohorts:
      return "cohorts";
    case CardKind::kTable:
      return "table";
  }
  return {};
}

}  // namespace c360::metric
