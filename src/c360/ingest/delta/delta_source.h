// Another Delta table as a source: each of its data files is a source file.
#pragma once

#include <string>

#include "c360/base/cancel.h"
#include "c360/ingest/file_register.h"
#include "c360/ingest/found_file.h"
#include "c360/project/project.h"

namespace c360::ingest {

/// The table's live data files at its latest version, called "<table>!<file>", in order of their modification times,
/// then of their paths. `table` is a folder, relative to the project or absolute, or an address; nothing is found where
/// it is not there yet. `cancel` must outlive what is found. Throws Error: kUnsupported for a table that needs a
/// feature, by its name, that c360 does not read, and for one with deletion vectors; kCorrupt for a broken log;
/// kNotFound for a data file that is gone.
Found find_delta_files(const project::Project& project, const std::string& table,
                       const Cancellation& cancel = Cancellation::never());

/// That the table still has every data file that was taken in: a version that removes or rewrites one is refused by
/// its number and operation, as rows would be gone, or come twice. Throws Error(kUnsupported).
void check_delta_adds_only(const project::Project& project, const std::string& table, const FileRegister& taken_in,
                           const Found& found);

}  // namespace c360::ingest
