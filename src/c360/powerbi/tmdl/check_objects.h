// The first half of the check: each object by itself.
#pragma once

#include <vector>

#include "c360/powerbi/tmdl/document.h"

namespace c360::powerbi::tmdl {

/// Adds to `errors` what a file's objects have that objects.h does not allow.
void check_objects(const Document& document, std::vector<Error>& errors);

}  // namespace c360::powerbi::tmdl
