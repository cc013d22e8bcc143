// Which schemas a table may have, and which may follow one another.
#pragma once

#include <string>

#include "c360/delta/actions.h"

namespace c360::delta {

/// Throws Error(kProject) for metadata that Delta cannot hold: a column without a name, two names that differ only in
/// case, characters that need column mapping (" ,;{}()\n\t="), a partition column that is unknown or not a primitive,
/// partition columns alone.
void check_metadata(const std::string& table, const Metadata& metadata);

/// Throws Error(kProject) for a change that files written under `before` do not allow: a column gone, renamed or of
/// another type, a new required column, a column that becomes required, other partition columns.
void check_metadata_change(const std::string& table, const Metadata& before, const Metadata& after);

}  // namespace c360::delta
