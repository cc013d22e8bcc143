// The keys of c360.yaml.
#pragma once

#include "c360/project/project.h"
#include "c360/project/schema.h"

namespace c360::project {

/// c360.yaml's keys as they are declared. Made once, then read by any thread.
const Object<Project>& settings_object();

}  // namespace c360::project
