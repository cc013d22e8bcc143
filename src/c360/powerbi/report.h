// A report as data: pages of visuals that show columns and measures of a semantic model.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/base/error.h"
#include "c360/powerbi/tabular_model.h"

namespace c360::powerbi {

/// Something of the model that a visual shows.
struct Field {
  enum class Kind { kColumn, kMeasure, kLevel } kind = Kind::kColumn;
  std::string table;
  std::string name;       ///< the column, the measure or the level
  std::string hierarchy;  ///< kLevel
  bool operator==(const Field&) const = default;
};
Field column_field(std::string table, std::string column);
Field measure_field(std::string table, std::string measure);

enum class VisualType { kCard, kLine, kColumns, kBars, kMatrix, kTable, kSlicer, kDonut };

/// A well of a visual and what was dropped into it.
struct Well {
  std::string role;  ///< "Category", "Y", "Values", …
  std::vector<Field> fields;
};

struct Visual {
  VisualType type = VisualType::kCard;
  std::string title;  ///< names the visual: unique on its page
  std::vector<Well> wells;
  std::optional<Field> sorted_by;  ///< the greatest first
  bool sorted_ascending = false;
  int x = 0, y = 0, width = 0, height = 0;
};

struct Page {
  std::string title;  ///< names the page: unique in the report
  std::vector<Visual> visuals;
};

struct Report {
  std::string name;
  std::vector<Page> pages;
};

inline constexpr int kPageWidth = 1280;
inline constexpr int kPageHeight = 720;

/// A well that a type of visual has.
struct WellRule {
  std::string_view role;
  bool holds_measures = false;
  bool required = false;
};
std::vector<WellRule> wells_of(VisualType type);

/// As Power BI calls it: "card", "lineChart", …
std::string_view to_string(VisualType type);

/// Gives every visual of a page its place: cards and slicers in a row above, the others below in one or two rows.
void lay_out(Page& page);

/// What a report says of a model that is not so, or that Power BI would not show: pages and visuals of one name, wells
/// that a visual does not have, lacks or that hold something else, fields that the model does not have, visuals that
/// lie outside the page or on one another. Empty for a sound report.
std::vector<Error> check(const Report& report, const TabularModel& model);

}  // namespace c360::powerbi
