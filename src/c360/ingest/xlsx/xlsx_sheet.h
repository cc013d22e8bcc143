// The cells of one sheet, row by row.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "c360/ingest/xlsx/xlsx_parts.h"

namespace c360::ingest {

/// A row's cells by their column, from 0; nullopt and what is beyond the end: empty.
using XlsxRow = std::vector<std::optional<std::string>>;

/// What turns a cell into its text.
struct XlsxValues {
  const SharedStrings& strings;
  const std::vector<CellFormat>& formats;
  bool from_1904 = false;
};

/// Gives each row that has a cell which is not empty, in the sheet's order. A cell is its text: numbers by the shortest
/// text that reads back as the same, or as dates where their format is one (date_text); true and false; errors as
/// "#DIV/0!"; of a formula the value that was stored. A cell that is merged into another is empty. Throws Error(kData),
/// naming the cell, for one that says nothing of the kind.
void read_sheet(const ZipArchive& archive, const XlsxSheet& sheet, const XlsxValues& values, const std::string& name,
                const std::function<void(const XlsxRow&)>& take_row);

/// How many rows read_sheet() has to give: a pass of its own that looks at no value.
std::int64_t count_sheet_rows(const ZipArchive& archive, const XlsxSheet& sheet, const SharedStrings& strings,
                              const std::string& name);

}  // namespace c360::ingest
