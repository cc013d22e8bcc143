// The keys of `azure:` in c360.yaml.
#pragma once

#include "c360/project/azure_spec.h"
#include "c360/project/check_project.h"
#include "c360/project/schema.h"

namespace c360::project {

Object<AzureSpec> azure_object();

/// Several ways to say who asks, keys that the chosen way lacks or has no use for, secrets written out, and a lakehouse
/// whose address is none or names no account.
void check_azure(const ReadSettings& settings, Problems& problems);

}  // namespace c360::project
