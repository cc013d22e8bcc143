// The answers of a REST source as files of the register.
#pragma once

#include <string>
#include <vector>

#include "c360/ingest/discovery.h"

namespace c360::ingest {

/// Pulls what is new from the request's source (which has `rest:`), keeps each answer in landing and registers it,
/// together with the state of the pull behind it. What is registered stays so if the pull fails; the next one goes on
/// from there. An answer with the same records as the last time, in its place, is only seen. Returns all files that
/// were registered; `files` is then up to date. Throws what rest::Pull throws, Error(kData) where the request names
/// files, Error(kConflict) where other processes are first again and again, and what discover() throws about contracts
/// and malformed records.
Discovery pull_new_files(storage::ObjectStore& lake, const DiscoveryRequest& request, FileRegister& files,
                         const Clock& clock, const Cancellation& cancel);

/// Notes about answers, those that say the same of many told once: "orders/page-000002.json (and 36 more answers) has
/// no column 'state'". In order of the first of each.
std::vector<std::string> together(const std::vector<std::string>& notes);

/// Whether a pull of the source has begun and not come to its end.
bool has_open_pull(const FileRegister& files);

}  // namespace c360::ingest
