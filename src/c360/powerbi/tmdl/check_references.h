// The second half of the check: what the objects of a model say of one another.
#pragma once

#include <vector>

#include "c360/powerbi/tmdl/document.h"

namespace c360::powerbi::tmdl {

/// Adds to `errors` what does not fit together among all objects of a model's files.
void check_references(const std::vector<Document>& documents, std::vector<Error>& errors);

}  // namespace c360::powerbi::tmdl
