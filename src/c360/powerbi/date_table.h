// The date table: one row per day, and what days belong to.
#pragma once

#include <string>

#include "c360/powerbi/tabular_model.h"

namespace c360::powerbi {

/// Columns of the date table, by what they are.
namespace date_column {
inline constexpr const char* kDate = "Date";
inline constexpr const char* kYear = "Year";
inline constexpr const char* kQuarter = "Quarter";  ///< "2024 Q2"
inline constexpr const char* kMonth = "Month";      ///< "2024-05"
inline constexpr const char* kWeek = "Week";        ///< its first day
inline constexpr const char* kMonthName = "Month of year";
inline constexpr const char* kMonthNumber = "Month number";
inline constexpr const char* kDayName = "Day of week";
inline constexpr const char* kDayNumber = "Day number";
}  // namespace date_column

struct DateRange {
  int first_year = 0;
  int last_year = 0;
};

/// A marked date table with every day from the first to the last year, whole years, and the hierarchy Calendar. Weeks
/// begin on `first_day_of_week` (0: Monday, 6: Sunday); names of months and days are those of the culture.
TabularTable date_table(const std::string& name, DateRange range, int first_day_of_week, const std::string& culture);

}  // namespace c360::powerbi
