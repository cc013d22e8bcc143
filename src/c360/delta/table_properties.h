// The table properties that c360 obeys (PROTOCOL.md, "Table Properties").
#pragma once

#include <cstdint>
#include <string>

#include "c360/delta/actions.h"

namespace c360::delta {

/// delta.checkpointInterval: versions from one checkpoint to the next, 10 where it is unset or makes no sense.
Version checkpoint_interval(const Metadata& metadata);

/// delta.deletedFileRetentionDuration in milliseconds: how long tombstones are kept, 7 days where it is unset or makes
/// no sense.
std::int64_t tombstone_retention(const Metadata& metadata);

/// delta.appendOnly: rows may be added and never taken away.
bool is_append_only(const Metadata& metadata);

/// Whether a property is set to "true", in any case.
bool property_is_true(const Metadata& metadata, const std::string& name);

}  // namespace c360::delta
