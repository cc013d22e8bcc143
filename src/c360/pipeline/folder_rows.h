// The rows of a folder of files, or of a Delta table, wherever it is.
#pragma once

#include <memory>
#include <string>

#include "c360/engine/engine.h"
#include "c360/pipeline/column_choice.h"
#include "c360/pipeline/text_file_rows.h"
#include "c360/project/project.h"
#include "c360/storage/object_store.h"

namespace c360::pipeline {

/// The place that a folder of a connection's `storage:` is below; without a connection's name the project's folder.
/// Throws Error(kProject) for a connection that is not there or has no files.
std::unique_ptr<storage::ObjectStore> open_connection(const project::Project& project, const std::string& connection,
                                                      const Cancellation& cancel);

/// A folder's name as stores take it: without '/' and './' at its ends. Throws Error(kProject) for one that leads
/// outside.
std::string folder_in_store(const std::string& written);

/// A table of the engine's with all rows of a folder, to be read through `connection`.
struct FolderRows {
  std::string schema;  ///< "silver" for a table as c360 refines them, of which its service columns are left out
  std::string name;
  bool is_delta = false;
  std::shared_ptr<const void> kept = {};  ///< what must be there as long as the rows are read
};

/// Which rows of a folder, and which columns of them.
struct FolderChoice {
  std::string files;  ///< a glob
  TextFileForm form;  ///< of files that are no Parquet
  ColumnChoice columns;
};

/// Makes the rows known to a connection of `database`, which must hold nothing else. A folder with a Delta log is read
/// as its latest version says, unless the form asks for text files; any other by its files that match. Throws
/// Error(kNotFound) where there is neither, Error(kData) for a column that is chosen and not there, and as
/// delta::Table::latest(), lakehouse::scan() and text_file_rows(). `cancel` must outlive the reading.
FolderRows place_folder_rows(engine::Database& database, engine::Connection& connection, storage::ObjectStore& folder,
                             const FolderChoice& choice, const Cancellation& cancel);

}  // namespace c360::pipeline
