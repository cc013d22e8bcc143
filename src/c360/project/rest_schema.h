// The keys of `rest:` in a source of c360.yaml.
#pragma once

#include "c360/project/check_project.h"
#include "c360/project/rest_spec.h"
#include "c360/project/schema.h"

namespace c360::project {

Object<RestSpec> rest_object();
/// The keys of `oauth:`, there and in connections.yaml.
Object<RestOauth> oauth_object();

/// Several ways to say who asks or to go on, or half of one; secrets written out; addresses that are none; parents that
/// are not there, form a circle, or whose value no part of the request takes. Resolves no secret.
void check_rest(const ReadSettings& settings, Problems& problems);

}  // namespace c360::project
