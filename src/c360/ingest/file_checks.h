// What is looked at before a file is registered, and what is remembered of it.
#pragma once

#include "c360/ingest/discovery.h"

namespace c360::ingest {

/// Throws Error(kData) for a header without any of a contract's columns, and for malformed records where the source
/// says `malformed: fail`.
void check_file(const SourceFile& file, const DiscoveryRequest& request);

/// Fills in an entry, but for its number and its place in landing.
void describe(FileEntry& entry, const SourceFile& file, const FileStamp& stamp, const DiscoveryRequest& request);

}  // namespace c360::ingest
