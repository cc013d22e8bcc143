// The inputs of activities that read rows of a folder.
#pragma once

#include "c360/pipeline/folder_rows.h"
#include "c360/pipeline/runner.h"

namespace c360::pipeline {

/// What an activity says of its files (`files`, `format`, `delimiter`, …) and of their columns. Throws Error(kProject)
/// with the place in the pipeline's file.
FolderChoice folder_choice(const Attempt& attempt);

/// Makes the rows of the activity's `folder`, which may be one of its `connection`, known to a connection of
/// `database`. Throws as place_folder_rows() and open_connection().
FolderRows rows_in_folder(Work& work, const Attempt& attempt, const FolderChoice& choice, engine::Database& database,
                          engine::Connection& connection);

}  // namespace c360::pipeline
