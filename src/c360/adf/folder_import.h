// The rows of files, for the activities that read them: Copy and Lookup.
#pragma once

#include "c360/adf/dataset.h"

namespace c360::adf {

/// Whether c360 reads the rows of such a dataset: CSV, JSON and Parquet files, and Delta tables, in a storage.
bool has_folder_rows(const Dataset& dataset, const Shared& shared);

/// Which rows the activity's source reads of such a dataset, as inputs of load and lookup: connection, folder, files,
/// their form and their columns. Throws NoCounterpart.
Json folder_rows(const Dataset& from, const ActivityPlace& place, Shared& shared);

}  // namespace c360::adf
