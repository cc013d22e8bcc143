// Rows of a query as people and programs read them.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "c360/engine/engine.h"

namespace c360::cli {

enum class RowFormat { kTable, kCsv, kJson, kMarkdown };

/// "table", "csv", "json" or "markdown". Throws Error(kUsage).
RowFormat parse_row_format(const std::string& text);

/// Prints all rows of a result as they come. A table is print_row_table's, fitted to a terminal. CSV follows RFC 4180,
/// NULL as an empty field and an empty text as ""; JSON is an array of objects in which integers, decimals and booleans
/// stand as such, decimals with all their digits, and everything else as text. Returns the number of rows.
std::size_t print_rows(std::FILE* out, engine::Result& result, RowFormat format, std::size_t most_rows = 0);

}  // namespace c360::cli
