// How the files of datasets are read, as inputs of the activities that read them.
#pragma once

#include <string>
#include <vector>

#include "c360/adf/dataset.h"

namespace c360::adf {

/// Whether c360 reads the files of such a dataset as texts: DelimitedText and Json.
bool is_text_dataset(const Dataset& dataset);

/// The form of a dataset's files: `format`, `delimiter` and so on; empty for Parquet and Delta tables. `source` is what
/// the activity says beside it; `notes` gets what is otherwise here. Throws NoCounterpart for what c360 cannot read.
Json file_form(const Dataset& dataset, const Json& source, std::vector<std::string>& notes);

}  // namespace c360::adf
