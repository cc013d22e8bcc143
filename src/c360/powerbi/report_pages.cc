#include "c360/powerbi/report_pages.h"

#include <algorithm>

#include "c360/powerbi/shown_fields.h"

namespace c360::powerbi {
namespace {

using project::ColumnRole;
using project::EntityRole;
using project::Measure;
using project::MetricEntity;
using project::ValueFormat;
using Maybe = std::optional<Field>;

constexpr std::size_t kLeastVisuals = 3;
constexpr std::size_t kCards = 5;

std::string lowered(std::string text) {
  if (!text.empty() && text.size() > 1 && text[1] >= 'a' && text[1] <= 'z' && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

/// Puts a page together; a visual that lacks something it shows is not added.
class PageMaker {
 public:
  explicit PageMaker(std::string title) { page_.title = std::move(title); }

  void card(const Maybe& measure) {
    if (measure) add(VisualType::kCard, measure->name, {{"Values", {*measure}}});
  }
  void cards(const std::vector<Field>& measures) {
    for (const Field& measure : measures) card(measure);
  }
  void slicer(const Maybe& column) {
    if (column) add(VisualType::kSlicer, "Choose " + lowered(column->name), {{"Values", {*column}}});
  }

  /// Measures along something; those that are not there are left out, and the chart if none is left.
  void chart(VisualType type, const Maybe& along, const std::vector<Maybe>& measures, const Maybe& series = {}) {
    std::vector<Field> shown;
    for (const Maybe& measure : measures)
      if (measure && std::find(shown.begin(), shown.end(), *measure) == shown.end()) shown.push_back(*measure);
    if (!along || shown.empty()) return;
    std::vector<Well> wells = {{"Category", {*along}}};
    if (series && *series != *along) wells.push_back({"Series", {*series}});
    wells.push_back({"Y", shown});
    add(type, shown.front().name + " by " + lowered(along->name), std::move(wells));
    if (type == VisualType::kBars) last_sorted_by(shown.front());
  }

  void matrix(const Maybe& rows, const Maybe& columns, const Maybe& measure) {
    if (!rows || !columns || !measure) return;
    add(VisualType::kMatrix, measure->name + " by " + lowered(rows->name) + " and " + lowered(columns->name),
        {{"Rows", {*rows}}, {"Columns", {*columns}}, {"Values", {*measure}}});
  }

  void table(const std::string& title, const std::vector<Maybe>& fields) {
    std::vector<Field> shown;
    for (const Maybe& field : fields)
      if (field && std::find(shown.begin(), shown.end(), *field) == shown.end()) shown.push_back(*field);
    const auto measure = std::find_if(shown.begin(), shown.end(),
                                      [](const Field& field) { return field.kind == Field::Kind::kMeasure; });
    if (shown.size() < 2 || measure == shown.end()) return;
    const Field by = *measure;
    add(VisualType::kTable, title, {{"Values", shown}});
    last_sorted_by(by);
  }

  /// Adds the page to a report if it shows enough.
  void finish(Report& report) {
    if (page_.visuals.size() < kLeastVisuals) return;
    lay_out(page_);
    report.pages.push_back(std::move(page_));
  }

 private:
  void add(VisualType type, std::string title, std::vector<Well> wells) {
    const auto is_taken = [&](const Visual& visual) { return visual.title == title; };
    if (std::any_of(page_.visuals.begin(), page_.visuals.end(), is_taken)) return;
    Visual visual;
    visual.type = type;
    visual.title = std::move(title);
    visual.wells = std::move(wells);
    page_.visuals.push_back(std::move(visual));
  }

  void last_sorted_by(const Field& field) {
    for (const Well& well : page_.visuals.back().wells)
      if (std::find(well.fields.begin(), well.fields.end(), field) != well.fields.end())
        page_.visuals.back().sorted_by = field;
  }

  Page page_;
};

class ReportMaker {
 public:
  ReportMaker(const BuiltModel& built, const project::SemanticModel& semantics)
      : fields_(built, semantics),
        semantics_(semantics),
        sale_(fields_.entity(EntityRole::kSale)),
        customer_(fields_.entity(EntityRole::kCustomer)) {
    report_.name = built.model.name;
    if (sale_ != nullptr) revenue_ = fields_.total(*sale_);
    if (sale_ != nullptr) sales_ = fields_.count(*sale_);
  }

  Report make() {
    overview();
    revenue();
    customers();
    times();
    payments();
    service();
    sessions();
    loyalty();
    return std::move(report_);
  }

 private:
  Maybe month(const MetricEntity& entity) const {
    return fields_.has_days(entity) ? Maybe(fields_.level(date_column::kMonth)) : std::nullopt;
  }
  Maybe year(const MetricEntity& entity) const {
    return fields_.has_days(entity) ? Maybe(fields_.date(date_column::kYear)) : std::nullopt;
  }
  Maybe average_sale() const { return fields_.measure(*sale_, Measure::Kind::kRatio, ValueFormat::kCurrency); }

  void overview() {
    if (sale_ == nullptr) return;
    PageMaker page("Overview");
    page.card(revenue_);
    page.card(sales_);
    page.card(average_sale());
    if (customer_ != nullptr) {
      page.card(fields_.count(*customer_));
      page.card(fields_.measure(*customer_, Measure::Kind::kRatio, ValueFormat::kPercent));
    }
    page.chart(VisualType::kLine, month(*sale_), {revenue_});
    page.chart(VisualType::kDonut, fields_.column_near(*sale_, {ColumnRole::kChannel, ColumnRole::kMethod}),
               {revenue_});
    page.chart(VisualType::kBars, fields_.column_near(*sale_, {ColumnRole::kCategory, ColumnRole::kLocation}),
               {revenue_});
    page.chart(VisualType::kColumns, month(*sale_), {sales_});
    page.finish(report_);
  }

  void revenue() {
    if (sale_ == nullptr || !revenue_) return;
    PageMaker page("Revenue");
    const Maybe category = fields_.column_near(*sale_, {ColumnRole::kCategory});
    page.slicer(year(*sale_));
    page.slicer(fields_.column_near(*sale_, {ColumnRole::kChannel, ColumnRole::kMethod}));
    page.card(revenue_);
    page.card(average_sale());
    page.chart(VisualType::kLine, month(*sale_), {revenue_, made(Measure::Kind::kChange, Measure::As::kPrevious)});
    page.chart(VisualType::kColumns, month(*sale_), {made(Measure::Kind::kChange, Measure::As::kPercent)});
    page.chart(VisualType::kBars, category, {revenue_});
    page.chart(VisualType::kBars, fields_.column_near(*sale_, {ColumnRole::kLocation}), {revenue_});
    page.matrix(category, year(*sale_), revenue_);
    page.table("Revenue month by month",
               {month(*sale_), revenue_, sales_, average_sale(), made(Measure::Kind::kRunning, Measure::As::kPercent),
                made(Measure::Kind::kRolling, Measure::As::kPercent)});
    page.finish(report_);
  }

  /// A measure made of revenue.
  Maybe made(Measure::Kind kind, Measure::As as) const { return fields_.made_of(*revenue_, kind, as); }

  /// The column that says of what kind a customer is: of the customer, or of an entity with a row for each.
  Maybe segment() const {
    for (const ColumnRole role : {ColumnRole::kSegment, ColumnRole::kTier, ColumnRole::kLocation}) {
      if (auto field = fields_.column(*customer_, role)) return field;
      for (const MetricEntity& entity : semantics_.entities)
        for (const auto& relationship : entity.relationships)
          if (relationship.to == customer_->name && relationship.kind == project::Relationship::Kind::kOneToOne)
            if (auto field = fields_.column(entity, role)) return field;
    }
    return std::nullopt;
  }

  void customers() {
    if (customer_ == nullptr) return;
    PageMaker page("Customers and segments");
    const Maybe customers = fields_.count(*customer_);
    const Maybe kind = segment();
    page.cards(fields_.for_cards(*customer_, kCards));
    page.chart(VisualType::kDonut, kind, {customers});
    page.chart(VisualType::kBars, kind, {revenue_});
    page.chart(VisualType::kColumns, fields_.bands(*customer_), {customers});
    page.chart(VisualType::kBars, fields_.column(*customer_, ColumnRole::kTier), {customers});
    page.chart(VisualType::kBars, fields_.column(*customer_, ColumnRole::kLocation), {revenue_});
    page.table("The best customers", {fields_.column(*customer_, ColumnRole::kName), kind, revenue_, sales_});
    page.finish(report_);
  }

  void times() {
    if (sale_ == nullptr || !fields_.has_days(*sale_)) return;
    PageMaker page("Times");
    const Maybe day = fields_.date(date_column::kDayName);
    const Maybe hour = fields_.hour(*sale_);
    const Maybe part_of_year = fields_.date(date_column::kMonthName);
    page.slicer(year(*sale_));
    page.card(sales_);
    page.chart(VisualType::kColumns, day, {sales_});
    page.chart(VisualType::kColumns, hour ? hour : part_of_year, {sales_});
    page.matrix(day, hour ? hour : part_of_year, sales_);
    page.chart(VisualType::kColumns, part_of_year, {revenue_});
    page.finish(report_);
  }

  /// A page of cards and of a measure by whatever the entity has.
  void page_of(const std::string& title, EntityRole role, const std::vector<std::vector<ColumnRole>>& by) {
    const MetricEntity* entity = fields_.entity(role);
    if (entity == nullptr) return;
    PageMaker page(title);
    const Maybe count = fields_.count(*entity);
    page.cards(fields_.for_cards(*entity, kCards));
    page.chart(VisualType::kLine, month(*entity), {count});
    bool donut = true;
    for (const auto& roles : by) {
      page.chart(donut ? VisualType::kDonut : VisualType::kBars, fields_.column_near(*entity, roles), {count});
      donut = false;
    }
    const Maybe rate = fields_.measure(*entity, Measure::Kind::kRatio, ValueFormat::kPercent);
    if (!by.empty()) page.chart(VisualType::kBars, fields_.column_near(*entity, by.back()), {rate});
    page.finish(report_);
  }

  void payments() { page_of("Payments", EntityRole::kPayment, {{ColumnRole::kStatus}, {ColumnRole::kMethod}}); }

  void service() {
    page_of("Service", EntityRole::kTicket, {{ColumnRole::kStatus}, {ColumnRole::kIssue}, {ColumnRole::kDepartment}});
  }

  void sessions() { page_of("Sessions", EntityRole::kSession, {{ColumnRole::kDevice}, {ColumnRole::kPage}}); }

  void loyalty() {
    const MetricEntity* account = fields_.entity(EntityRole::kLoyalty);
    const MetricEntity* change = fields_.entity(EntityRole::kLoyaltyChange);
    if (account == nullptr && change == nullptr) return;
    PageMaker page("Loyalty");
    if (account != nullptr) {
      page.cards(fields_.for_cards(*account, 3));
      page.chart(VisualType::kDonut, fields_.column(*account, ColumnRole::kTier), {fields_.count(*account)});
      page.chart(VisualType::kBars, fields_.column(*account, ColumnRole::kTier), {fields_.total(*account)});
    }
    if (change != nullptr) loyalty_changes(page, *change);
    page.finish(report_);
  }

  void loyalty_changes(PageMaker& page, const MetricEntity& change) {
    const Maybe points = fields_.total(change);
    page.cards(fields_.for_cards(change, 2));
    page.chart(VisualType::kBars, fields_.column(change, ColumnRole::kReason), {points});
    page.chart(VisualType::kColumns, month(change), {points});
    if (points)
      page.chart(VisualType::kLine, month(change),
                 {fields_.made_of(*points, Measure::Kind::kRunning, Measure::As::kPercent)});
  }

  ShownFields fields_;
  const project::SemanticModel& semantics_;
  const MetricEntity* sale_;
  const MetricEntity* customer_;
  Maybe revenue_, sales_;
  Report report_;
};

}  // namespace

Report make_report(const BuiltModel& built, const project::SemanticModel& semantics) {
  return ReportMaker(built, semantics).make();
}

}  // namespace c360::powerbi
