// From the files that are there to those that are new: kept in landing, counted and understood, but not yet registered.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/ingest/file_register.h"
#include "c360/ingest/found_file.h"
#include "c360/ingest/source_file.h"
#include "c360/project/project.h"
#include "c360/storage/object_store.h"

namespace c360::ingest {

/// A file with its entry in the register.
struct PreparedFile {
  FileEntry entry;
  std::shared_ptr<const SourceFile> file;  ///< read from landing
};

struct Discovery {
  std::vector<PreparedFile> files;  ///< in order of their numbers
  std::vector<Sighting> sightings;
  std::vector<std::string> notes;
};

/// Those that read one source.
using Contracts = std::vector<const project::Contract*>;

/// What a discovery is made for.
struct DiscoveryRequest {
  const project::Project& project;
  const project::Source& source;
  Contracts contracts = {};  ///< a header must have a column of each
  bool rehash = false;
  std::string batch_id;
  Micros now = 0;
  std::vector<std::string> files = {};  ///< only these, by their paths; empty: all that match
};

/// The files of a source that are there now (data files of a Delta table, where it is one), members of zip archives
/// among them; none of an API. `cancel` must outlive what is found. Throws what find_files() of a project throws,
/// Error(kData) for a damaged archive.
Found find_source_files(const project::Project& project, const project::Source& source,
                        const Cancellation& cancel = Cancellation::never());

/// Looks for new files and new content, copies it to landing and reads it. Throws Error: what open_source_file throws;
/// kData for a header without any of a contract's columns, for malformed records where the source says `malformed:
/// fail`, and for a file of the request that is none of the source's; nothing is left in landing then.
Discovery discover(storage::ObjectStore& lake, const DiscoveryRequest& request, const FileRegister& files,
                   const Cancellation& cancel);

/// Takes the copies in landing away again.
void forget(storage::ObjectStore& lake, const Discovery& discovery);

/// A registered file again, from landing, read just as it was when it was registered. Throws what open_source_file
/// throws; Error(kCorrupt) if they are gone or others.
PreparedFile reopen(const storage::ObjectStore& lake, const FileEntry& entry);

}  // namespace c360::ingest
