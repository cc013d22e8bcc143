// Which columns a Copy takes, what it calls them, and which it adds, as inputs of load.
#pragma once

#include "c360/adf/dataset.h"

namespace c360::adf {

/// Adds `columns`, `added_columns` and, of JSON, `records` and `flatten` to the inputs of a load, whose form
/// (file_form.h) stands there already. `source` and `translator` are the copy's. Throws NoCounterpart for what would
/// make other columns than there.
void add_columns(const Dataset& dataset, const Json& source, const Json& translator, const Scope& scope, Json& load);

}  // namespace c360::adf
