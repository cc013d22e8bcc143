#include "c360/powerbi/date_table.h"

#include <fmt/core.h>

#include "c360/powerbi/m_text.h"

namespace c360::powerbi {
namespace {

TabularColumn column(const char* name, DataType type, const char* description, const char* sort_by = "") {
  TabularColumn made;
  made.name = made.source_column = name;
  made.type = type;
  made.description = description;
  made.sort_by = sort_by;
  if (type == DataType::kDateTime) made.format = "yyyy-mm-dd";
  if (type == DataType::kInt64) made.format = "0";
  return made;
}

std::string source(DateRange range, int first_day_of_week, const std::string& culture) {
  static const char* const kDays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const std::string language = m_text(culture);
  const std::string week = std::string("Day.") + kDays[first_day_of_week];
  return fmt::format(
      "let\n"
      "\tFirst = #date({0}, 1, 1),\n"
      "\tLast = #date({1}, 12, 31),\n"
      "\tDays = List.Dates(First, Duration.Days(Last - First) + 1, #duration(1, 0, 0, 0)),\n"
      "\tDate = Table.FromColumns({{Days}}, type table [Date = date]),\n"
      "\tYear = Table.AddColumn(Date, \"Year\", each Date.Year([Date]), Int64.Type),\n"
      "\tQuarter = Table.AddColumn(Year, \"Quarter\", each Text.From([Year]) & \" Q\" & "
      "Text.From(Date.QuarterOfYear([Date])), type text),\n"
      "\tMonth = Table.AddColumn(Quarter, \"Month\", each Date.ToText([Date], \"yyyy-MM\"), type text),\n"
      "\tWeek = Table.AddColumn(Month, \"Week\", each Date.StartOfWeek([Date], {2}), type date),\n"
      "\tMonthNumber = Table.AddColumn(Week, \"Month number\", each Date.Month([Date]), Int64.Type),\n"
      "\tMonthName = Table.AddColumn(MonthNumber, \"Month of year\", each Date.MonthName([Date], {3}), type text),\n"
      "\tDayNumber = Table.AddColumn(MonthName, \"Day number\", each Date.DayOfWeek([Date], {2}) + 1, Int64.Type),\n"
      "\tDayName = Table.AddColumn(DayNumber, \"Day of week\", each Date.DayOfWeekName([Date], {3}), type text)\n"
      "in\n"
      "\tDayName",
      range.first_year, range.last_year, week, language);
}

}  // namespace

TabularTable date_table(const std::string& name, DateRange range, int first_day_of_week, const std::string& culture) {
  namespace date = date_column;
  TabularTable table;
  table.name = name;
  table.description = fmt::format("Every day from {} to {}.", range.first_year, range.last_year);
  table.is_date_table = true;
  table.columns = {column(date::kDate, DataType::kDateTime, "The day."),
                   column(date::kYear, DataType::kInt64, "The year of the day."),
                   column(date::kQuarter, DataType::kString, "Year and quarter, such as 2024 Q2."),
                   column(date::kMonth, DataType::kString, "Year and month, such as 2024-05."),
                   column(date::kWeek, DataType::kDateTime, "The first day of the week."),
                   column(date::kMonthNumber, DataType::kInt64, "1 is January."),
                   column(date::kMonthName, DataType::kString, "The month, of whatever year.", date::kMonthNumber),
                   column(date::kDayNumber, DataType::kInt64, "1 is the first day of the week."),
                   column(date::kDayName, DataType::kString, "The day of the week.", date::kDayNumber)};
  table.columns.front().is_key = true;
  for (TabularColumn& each : table.columns)
    each.is_hidden = each.name == date::kMonthNumber || each.name == date::kDayNumber;
  table.hierarchies = {{"Calendar",
                        "Years, quarters, months and days.",
                        "",
                        {{date::kYear, date::kYear},
                         {date::kQuarter, date::kQuarter},
                         {date::kMonth, date::kMonth},
                         {"Day", date::kDate}}}};
  table.source = source(range, first_day_of_week, culture);
  return table;
}

}  // namespace c360::powerbi
