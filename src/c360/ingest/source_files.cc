#include "c360/ingest/source_files.h"

#include <filesystem>

#include "c360/ingest/glob.h"
#include "c360/ingest/stored_files.h"
#include "c360/project/open_lake.h"
#include "c360/storage/azure/address.h"
#include "c360/storage/azure/azure_store.h"

namespace c360::ingest {
namespace {

namespace azure = storage::azure;

/// The folder of a container in which the project's lakehouse lies; empty where it lies elsewhere.
std::string lakehouse_in(const project::Project& project, const azure::Address& container) {
  if (!is_far(project.lakehouse)) return {};
  const azure::Address lake = azure::parse_address(project.lakehouse);
  const azure::Settings settings = project::azure_settings(project);
  const azure::Endpoint here = azure::endpoint_for(container, settings);
  const azure::Endpoint there = azure::endpoint_for(lake, settings);
  const bool same = here.origin + here.base_path == there.origin + there.base_path;
  return same && lake.container == container.container ? lake.path : std::string();
}

Found find_blobs(const project::Project& project, const std::string& pattern, const Cancellation& cancel) {
  const azure::BlobPattern blobs = azure::parse_blob_pattern(pattern);
  const auto files = std::make_shared<const StoredFiles>(project::open_place(project, blobs.container.written, cancel));
  return files->find(blobs.pattern, lakehouse_in(project, blobs.container));
}

}  // namespace

bool is_far(const std::string& pattern) {
  return azure::is_address(pattern);
}

bool is_far(const project::Source& source) {
  return is_far(source.files) || is_far(source.delta);
}

Found find_files(const project::Project& project, const std::string& pattern, const Cancellation& cancel) {
  if (is_far(pattern)) return find_blobs(project, pattern, cancel);
  const bool lake_is_here = !is_far(project.lakehouse);
  return find_files(project.root, pattern, lake_is_here ? std::filesystem::path(project.lakehouse) : "");
}

bool is_folder(const project::Project& project, const std::string& folder, const Cancellation& cancel) {
  if (is_far(folder)) return !project::open_place(project, folder, cancel)->list("").empty();
  std::error_code unreadable;
  return std::filesystem::is_directory(project.root / folder, unreadable);
}

}  // namespace c360::ingest
