// Dashboards of the user's own as dashboards/*.yaml declare them.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c360/base/error.h"

namespace c360::project {

/// How an answer is drawn.
enum class Chart {
  kTile,     ///< one figure for each measure, with its change and its course
  kTime,     ///< measures over time; a line for each member of a further dimension
  kBars,     ///< a measure by a dimension, the greatest first
  kParts,    ///< a measure by a dimension, as parts of a whole
  kBands,    ///< a measure by bands, in their order
  kWeek,     ///< a measure by weekday and hour
  kCohorts,  ///< a measure by when something began and the periods since
  kTable
};
/// Every chart with the word that projects and the API call it by.
const std::vector<std::pair<std::string, Chart>>& chart_words();
std::string to_string(Chart chart);

/// One card: a question to the metrics, a SELECT or a text; which of them is not empty says it.
struct DashboardCard {
  Location where;
  std::string title;
  std::string description;
  Chart chart = Chart::kTable;
  std::vector<std::string> measures;
  std::vector<std::string> by;
  std::vector<std::string> conditions;
  std::vector<std::string> order;
  std::string grain;
  std::optional<int> top;
  std::optional<int> limit;
  std::string sql;
  std::string markdown;
  int width = 6;  ///< twelfths of a wide page
};

/// `dashboards/<name>.yaml`.
struct Dashboard {
  Location where;
  std::string name;  ///< the file's
  std::string title;
  std::string description;
  std::vector<std::string> conditions;  ///< that every question of the dashboard has
  std::vector<DashboardCard> cards;
};

}  // namespace c360::project
