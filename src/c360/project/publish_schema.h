// The keys of a publish target.
#pragma once

#include "c360/project/publish_spec.h"
#include "c360/project/schema.h"

namespace c360::project {

/// A target's keys as they are declared.
Object<PublishTarget> publish_target_object();

}  // namespace c360::project
