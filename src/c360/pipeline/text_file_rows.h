// The rows of CSV and JSON files of a folder: texts, or an error for the first record that is none.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/engine/engine.h"
#include "c360/ingest/file_options.h"
#include "c360/storage/object_store.h"

namespace c360::pipeline {

/// How files are read that are no Parquet.
struct TextFileForm {
  std::optional<ingest::FileOptions> options;  ///< nullopt: the files are Parquet
  std::string null_value;                      ///< of CSV: the text that means NULL
};

struct TextFileRows {
  sql::Query query;                  ///< a SELECT of the files' columns, and of kPathColumn (column_choice.h)
  std::shared_ptr<const void> kept;  ///< what must be there as long as the rows are read
};

/// The rows of these files of a folder. Columns are those of all files by their names, as the files have them; where
/// one lacks a column, it is NULL. Files without any column have those of `otherwise`. Reading the rows throws
/// Error(kData), which names file and record, at one that cannot be read. Throws Error(kData) where there is no column,
/// and what opening a file throws. `cancel` must outlive the reading.
TextFileRows text_file_rows(engine::Database& database, storage::ObjectStore& folder,
                            const std::vector<std::string>& paths, const TextFileForm& form,
                            const std::vector<std::string>& otherwise, const Cancellation& cancel);

}  // namespace c360::pipeline
