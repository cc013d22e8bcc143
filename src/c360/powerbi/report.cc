#include "c360/powerbi/report.h"

#include <algorithm>

namespace c360::powerbi {
namespace {

constexpr int kMargin = 16;
constexpr int kTopRow = 112;

bool is_small(const Visual& visual) {
  return visual.type == VisualType::kCard || visual.type == VisualType::kSlicer;
}

/// Places visuals side by side in equal widths.
void place_row(const std::vector<Visual*>& row, int y, int height) {
  const int count = static_cast<int>(row.size());
  if (count == 0) return;
  const int width = (kPageWidth - kMargin * (count + 1)) / count;
  for (int i = 0; i < count; ++i) {
    Visual& visual = *row[static_cast<std::size_t>(i)];
    visual.x = kMargin + i * (width + kMargin);
    visual.y = y;
    visual.width = width;
    visual.height = height;
  }
}

}  // namespace

Field column_field(std::string table, std::string column) {
  return {Field::Kind::kColumn, std::move(table), std::move(column), {}};
}

Field measure_field(std::string table, std::string measure) {
  return {Field::Kind::kMeasure, std::move(table), std::move(measure), {}};
}

std::vector<WellRule> wells_of(VisualType type) {
  switch (type) {
    case VisualType::kCard:
      return {{"Values", true, true}};
    case VisualType::kSlicer:
      return {{"Values", false, true}};
    case VisualType::kLine:
    case VisualType::kColumns:
    case VisualType::kBars:
      return {{"Category", false, true}, {"Series", false, false}, {"Y", true, true}};
    case VisualType::kDonut:
      return {{"Category", false, true}, {"Y", true, true}};
    case VisualType::kMatrix:
      return {{"Rows", false, true}, {"Columns", false, false}, {"Values", true, true}};
    case VisualType::kTable:
      return {{"Values", true, true}};
  }
  return {};
}

std::string_view to_string(VisualType type) {
  switch (type) {
    case VisualType::kCard:
      return "card";
    case VisualType::kLine:
      return "lineChart";
    case VisualType::kColumns:
      return "columnChart";
    case VisualType::kBars:
      return "barChart";
    case VisualType::kMatrix:
      return "pivotTable";
    case VisualType::kTable:
      return "tableEx";
    case VisualType::kSlicer:
      return "slicer";
    case VisualType::kDonut:
      return "donutChart";
  }
  return "card";
}

void lay_out(Page& page) {
  std::vector<Visual*> small, large;
  for (Visual& visual : page.visuals) (is_small(visual) ? small : large).push_back(&visual);
  const int top = small.empty() ? kMargin : kTopRow + 2 * kMargin;
  place_row(small, kMargin, kTopRow);
  const int space = kPageHeight - top - kMargin;
  if (large.size() <= 2) return place_row(large, top, space);
  const auto middle = large.begin() + static_cast<std::ptrdiff_t>((large.size() + 1) / 2);
  const int height = (space - kMargin) / 2;
  place_row({large.begin(), middle}, top, height);
  place_row({middle, large.end()}, top + height + kMargin, height);
}

}  // namespace c360::powerbi
