// Row sources read as the engine reads them, but by threads that are the test's own.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "c360/engine/table_function.h"

namespace c360::engine {

/// The rows of a source ("a|b", NULL as "-", in no order), read by that many threads at once, each with a reader of its
/// own. The engine takes no part but to hold the vectors, so that a race detector, which cannot look into it, sees all
/// that happens. `projected` are columns that the source does not set as constants.
std::vector<std::string> read_side_by_side(RowSource& source, const std::vector<std::size_t>& projected,
                                           std::size_t threads);

}  // namespace c360::engine
