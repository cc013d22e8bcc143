#include "c360/project/dashboard_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "c360/project/names.h"
#include "c360/project/text_file.h"
#include "c360/project/values.h"

namespace c360::project {
namespace {

constexpr int kWidest = 12;
constexpr int kMostRows = 100'000;

Value<std::vector<std::string>> texts(const std::string& one, const std::string& several) {
  return one_or_list_of(text(one), several);
}

Value<std::optional<int>> rows() {
  const Value<int> number = whole_number(1, kMostRows);
  return {
      number.shape,
      [number](const YamlNode& node, const std::string& what, Problems& problems) -> std::optional<std::optional<int>> {
        const std::optional<int> read = number.read(node, what, problems);
        return read ? std::optional(read) : std::nullopt;
      }};
}

Object<DashboardCard> make_card_object() {
  return Object<DashboardCard>("dashboard card", "One chart, table or text of a dashboard.")
      .field("title", text("a text"), &DashboardCard::title, otherwise("the measures and what they are by"),
             "What stands above it.")
      .field("description", text("a text"), &DashboardCard::description, otherwise("none"), "What it is about.")
      .field("chart", one_of(chart_words()), &DashboardCard::chart, by_default("table"), "How the answer is drawn.")
      .field("measures", texts("a measure's name", "a list of measures"), &DashboardCard::measures, otherwise("none"),
             "What is asked. A card has `measures`, `sql` or `markdown`.")
      .field("by", texts("a dimension such as customers.location", "a list of dimensions"), &DashboardCard::by,
             otherwise("none: one figure"), "The dimensions that the measures are shown by.")
      .field("where", texts("a condition such as channel = Online", "a list of conditions"), &DashboardCard::conditions,
             otherwise("none"), "Conditions, besides those that readers choose.")
      .field("order", texts("a measure or dimension, with asc or desc", "a list of them"), &DashboardCard::order,
             otherwise("as `c360 metrics query` orders"), "In which order the rows come.")
      .field("grain", text("a grain such as month"), &DashboardCard::grain, otherwise("what fits the chosen period"),
             "The periods of a chart over time.")
      .field("top", rows(), &DashboardCard::top, otherwise("all"),
             "So many values of the first dimension; the rest is one more, Other.")
      .field("limit", rows(), &DashboardCard::limit, otherwise("all"), "The most rows.")
      .field("sql", text("a SELECT"), &DashboardCard::sql, otherwise("none"),
             "One SELECT over the tables that `c360 sql` sees, shown as a table. Filters of the page do not reach it.")
      .field("markdown", text("a text"), &DashboardCard::markdown, otherwise("none"),
             "A text with headings, lists, links, emphasis and code as Markdown writes them.")
      .field("width", whole_number(1, kWidest), &DashboardCard::width, by_default("6"),
             "How wide it is on a wide screen, in twelfths of the page.");
}

Object<Dashboard> make_dashboard_object() {
  return Object<Dashboard>("dashboard", "dashboards/*.yaml: a page of charts, tables and texts.")
      .field("title", text("a text"), &Dashboard::title, required(), "What the page is called.")
      .field("description", text("a text"), &Dashboard::description, otherwise("none"), "What it is for.")
      .field("where", texts("a condition such as channel = Online", "a list of conditions"), &Dashboard::conditions,
             otherwise("none"), "Conditions that every question of the page has.")
      .field("cards", list_of(make_card_object().as_value(), "a list of cards"), &Dashboard::cards, required(),
             "What stands on it, from left to right and from top to bottom.");
}

/// The keys of a card that only a question has.
bool asks_more(const DashboardCard& card) {
  return !card.by.empty() || !card.conditions.empty() || !card.order.empty() || !card.grain.empty() || card.top ||
         card.limit;
}

void check_card(const DashboardCard& card, Problems& problems) {
  const int kinds = (card.measures.empty() ? 0 : 1) + (card.sql.empty() ? 0 : 1) + (card.markdown.empty() ? 0 : 1);
  if (kinds != 1) {
    problems.add(card.where, kinds == 0 ? "this card shows nothing" : "this card is several things at once",
                 "give each card one of 'measures', 'sql' and 'markdown'");
    return;
  }
  if (!card.measures.empty()) return;
  if (asks_more(card))
    problems.add(card.where, "'by', 'where', 'order', 'grain', 'top' and 'limit' belong to a card with 'measures'",
                 "remove them, or write them in the SELECT");
  if (card.chart != Chart::kTable)
    problems.add(card.where, fmt::format("'chart: {}' belongs to a card with 'measures'", to_string(card.chart)),
                 "a card with 'sql' is a table");
}

std::optional<Dashboard> read_dashboard(const std::filesystem::path& root, const std::string& file,
                                        Problems& problems) {
  const std::optional<std::string> written = read_text(root / file, file, problems);
  const std::optional<YamlNode> document = written ? parse_yaml(*written, file, problems) : std::nullopt;
  if (!document) return std::nullopt;
  std::optional<Dashboard> dashboard = dashboard_object().read(*document, "a dashboard", problems);
  if (!dashboard) return std::nullopt;
  dashboard->where = {file, 1, 1};
  dashboard->name = std::filesystem::path(file).stem().string();
  if (const auto fault = fault_of_table_name(dashboard->name))
    problems.add({file}, fmt::format("'{}' cannot be the name of a dashboard: {}", dashboard->name, *fault),
                 "rename it: letters, digits and '_', a letter first");
  for (const DashboardCard& card : dashboard->cards) check_card(card, problems);
  return dashboard;
}

}  // namespace

const std::vector<std::pair<std::string, Chart>>& chart_words() {
  static const std::vector<std::pair<std::string, Chart>> words = {
      {"tile", Chart::kTile},   {"time", Chart::kTime}, {"bars", Chart::kBars},       {"parts", Chart::kParts},
      {"bands", Chart::kBands}, {"week", Chart::kWeek}, {"cohorts", Chart::kCohorts}, {"table", Chart::kTable}};
  return words;
}

std::string to_string(Chart chart) {
  const auto& words = chart_words();
  return std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == chart; })->first;
}

const Object<Dashboard>& dashboard_object() {
  static const Object<Dashboard> object = make_dashboard_object();
  return object;
}

std::vector<Dashboard> read_dashboards(const std::filesystem::path& root, Problems& problems) {
  for (const std::string& file : files_below(root, "dashboards", ".yml", false))
    problems.add({file}, "dashboards are files that end in .yaml", "rename it");
  std::vector<Dashboard> dashboards;
  for (const std::string& file : files_below(root, "dashboards", ".yaml", false))
    if (std::optional<Dashboard> read = read_dashboard(root, file, problems)) dashboards.push_back(std::move(*read));
  return dashboards;
}

}  // namespace c360::project
