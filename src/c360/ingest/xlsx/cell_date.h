// Numbers of a workbook that are dates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace c360::ingest {

/// What a number format shows of a number.
struct CellFormat {
  bool date = false;      ///< year, month or day
  bool time = false;      ///< hours, minutes or seconds
  bool duration = false;  ///< hours beyond 24, as [h]:mm
  bool is_time() const { return date || time || duration; }
};

/// Of a format that every workbook has by its number (ECMA-376, 18.8.30).
CellFormat builtin_format(int id);
/// Of a format code such as "dd/mm/yyyy hh:mm": what its first section holds outside of quotes, brackets and escapes.
CellFormat custom_format(std::string_view code);

/// A number as a date, a time or both by its format, to the millisecond: "2024-05-31", "2024-05-31T08:15:00.5",
/// "08:15:00", "36:00:00". `from_1904`: days count from 1904-01-01, else so that 1900-03-01 is 61. The day that 1900
/// did not have is "1900-02-29", as the workbook shows it. nullopt for a number that is no date there: before the first
/// day or after the year 9999.
std::optional<std::string> date_text(double number, CellFormat format, bool from_1904);

}  // namespace c360::ingest
