// The store of a project's lakehouse.
#pragma once

#include <memory>
#include <string>

#include "c360/base/cancel.h"
#include "c360/project/project.h"
#include "c360/storage/azure/settings.h"
#include "c360/storage/object_store.h"

namespace c360::project {

/// Opens the lakehouse, on this disk or in Azure. Nothing is asked of the network yet. `cancel` must outlive it. Throws
/// Error(kProject) for a secret that is not where `azure:` says, Error(kUsage) for a credential that cannot be one.
std::unique_ptr<storage::ObjectStore> open_lake(const Project& project,
                                                const Cancellation& cancel = Cancellation::never());

/// Opens a folder, relative to the project or absolute, or an address in Azure Storage, in the same way.
std::unique_ptr<storage::ObjectStore> open_place(const Project& project, const std::string& place,
                                                 const Cancellation& cancel = Cancellation::never());

/// What `azure:` says, with its secrets resolved: never print it.
storage::azure::Settings azure_settings(const Project& project);

}  // namespace c360::project
