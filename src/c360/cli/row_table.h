// Rows of a query as a table that people look at.
#pragma once

#include <cstdio>

#include "c360/engine/engine.h"

namespace c360::cli {

/// Prints at most `most_rows` (0: all) rows under their columns' names and says how many there were. The widths follow
/// from the first thousand rows; the others are printed as they come, so that a long result can be read before it is
/// complete. In a `width` (0: any) that is too small for a row, each row is shown on its own, a line for each column.
/// Returns the number of rows.
std::size_t print_row_table(std::FILE* out, engine::Result& result, std::size_t most_rows, std::size_t width);

/// All rows as a table of Markdown.
std::size_t print_row_markdown(std::FILE* out, engine::Result& result);

}  // namespace c360::cli
