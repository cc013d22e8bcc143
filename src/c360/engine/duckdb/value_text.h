// Values as bronze keeps them.
#pragma once

#include <string>

#include "c360/engine/duckdb/chunk_impl.h"

namespace c360::engine {

/// Adds the text of a value that is not NULL, as ParquetTexts::text() tells it.
void append_text(const ColumnVector& column, std::size_t row, std::string& out);

}  // namespace c360::engine
