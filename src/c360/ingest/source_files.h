// Where the files of a pattern are: on this machine's disk or in Azure Storage, whichever the pattern says.
#pragma once

#include <memory>
#include <string>

#include "c360/base/cancel.h"
#include "c360/ingest/found_file.h"
#include "c360/project/project.h"

namespace c360::ingest {

/// Whether a pattern or folder is an address, so that looking there asks the network.
bool is_far(const std::string& pattern);
/// Whether the files, or the table, of a source are.
bool is_far(const project::Source& source);

/// The files that match a pattern (glob_pattern.h), relative to the project or an address, but none in the project's
/// lakehouse. `cancel` must outlive what is found. Throws Error(kIo); for an address also Error(kUsage) where it cannot
/// be one, kNotFound for a missing container, and what project::open_place() throws.
Found find_files(const project::Project& project, const std::string& pattern,
                 const Cancellation& cancel = Cancellation::never());

/// Whether there is a folder: of an address, whether any file lies below it.
bool is_folder(const project::Project& project, const std::string& folder,
               const Cancellation& cancel = Cancellation::never());

}  // namespace c360::ingest
