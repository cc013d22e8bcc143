// The settings in the comment lines at the top of models/**/*.sql.
#pragma once

#include "c360/project/model_spec.h"
#include "c360/project/schema.h"

namespace c360::project {

/// A model's settings as they are declared. Made once, then read by any thread.
const Object<ModelSpec>& model_object();

}  // namespace c360::project
