#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "c360/powerbi/report.h"

namespace c360::powerbi {
namespace {

class ReportChecker {
 public:
  explicit ReportChecker(const TabularModel& model) : model_(model) {}

  std::vector<Error> check(const Report& report) {
    if (report.pages.empty()) fault("the report has no page");
    std::set<std::string> titles;
    for (const Page& page : report.pages) {
      where_ = page.title;
      if (!titles.insert(page.title).second) fault("there is another page of this name");
      check(page);
    }
    return std::move(errors_);
  }

 private:
  void fault(std::string message) {
    errors_.emplace_back(ErrorCode::kCorrupt, std::move(message), "", Location{where_});
  }

  void check(const Page& page) {
    if (page.visuals.empty()) fault("the page shows nothing");
    std::set<std::string> titles;
    for (const Visual& visual : page.visuals) {
      where_ = page.title + "/" + visual.title;
      if (!titles.insert(visual.title).second) fault("there is another visual of this name on the page");
      check_place(page, visual);
      check_wells(visual);
      if (visual.sorted_by) check_shown(visual, *visual.sorted_by);
    }
  }

  void check_place(const Page& page, const Visual& visual) {
    if (visual.width <= 0 || visual.height <= 0) fault("the visual has no size");
    if (visual.x < 0 || visual.y < 0 || visual.x + visual.width > kPageWidth || visual.y + visual.height > kPageHeight)
      fault("the visual lies outside the page");
    for (const Visual& other : page.visuals) {
      if (&other == &visual) break;
      if (visual.x < other.x + other.width && other.x < visual.x + visual.width && visual.y < other.y + other.height &&
          other.y < visual.y + visual.height)
        fault(fmt::format("the visual lies on '{}'", other.title));
    }
  }

  void check_wells(const Visual& visual) {
    const std::vector<WellRule> rules = wells_of(visual.type);
    std::set<std::string> seen;
    for (const Well& well : visual.wells) {
      if (!seen.insert(well.role).second) fault(fmt::format("the well '{}' is there twice", well.role));
      const auto rule =
          std::find_if(rules.begin(), rules.end(), [&](const WellRule& each) { return each.role == well.role; });
      if (rule == rules.end()) {
        fault(fmt::format("a {} has no well '{}'", to_string(visual.type), well.role));
        continue;
      }
      if (well.fields.empty()) fault(fmt::format("the well '{}' is empty", well.role));
      for (const Field& field : well.fields) check_field(visual, *rule, field);
    }
    for (const WellRule& rule : rules)
      if (rule.required && seen.count(std::string(rule.role)) == 0)
        fault(fmt::format("a {} needs something in '{}'", to_string(visual.type), rule.role));
  }

  void check_field(const Visual& visual, const WellRule& rule, const Field& field) {
    check_exists(field);
    const bool measure = field.kind == Field::Kind::kMeasure;
    if (measure == rule.holds_measures || visual.type == VisualType::kTable) return;
    fault(fmt::format("the well '{}' takes {}, not '{}'", rule.role, rule.holds_measures ? "measures" : "columns",
                      field.name));
  }

  void check_exists(const Field& field) {
    const TabularTable* table = model_.find_table(field.table);
    if (table == nullptr) return fault(fmt::format("the model has no table '{}'", field.table));
    if (field.kind == Field::Kind::kLevel) return check_level(*table, field);
    const bool found = field.kind == Field::Kind::kMeasure ? table->find_measure(field.name) != nullptr
                                                           : table->find_column(field.name) != nullptr;
    if (!found)
      fault(fmt::format("the table '{}' has no {} '{}'", field.table,
                        field.kind == Field::Kind::kMeasure ? "measure" : "column", field.name));
  }

  void check_level(const TabularTable& table, const Field& field) {
    for (const auto& hierarchy : table.hierarchies) {
      if (hierarchy.name != field.hierarchy) continue;
      for (const auto& level : hierarchy.levels)
        if (level.name == field.name) return;
    }
    fault(
        fmt::format("the table '{}' has no level '{}' in a hierarchy '{}'", field.table, field.name, field.hierarchy));
  }

  void check_shown(const Visual& visual, const Field& sorted_by) {
    for (const Well& well : visual.wells)
      if (std::find(well.fields.begin(), well.fields.end(), sorted_by) != well.fields.end()) return;
    fault(fmt::format("the visual is sorted by '{}', which it does not show", sorted_by.name));
  }

  const TabularModel& model_;
  std::string where_;
  std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> check(const Report& report, const TabularModel& model) {
  return ReportChecker(model).check(report);
}

}  // namespace c360::powerbi
