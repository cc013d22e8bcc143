// All that a site of a project's data tells, as one JSON value; web/src/docs/data.ts has its shape.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>

#include "c360/base/cancel.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"

namespace c360::docs {

struct Content {
  bool unmasked = false;         ///< show personal data in samples and in the keys of warnings
  std::size_t sample_rows = 20;  ///< of each table
};

/// Definitions from the project's files as they are now; rows, accounts and warnings from the snapshot, if there is
/// one. The same project and snapshot give the same value. Throws project::ProjectErrors for what `c360 check` would
/// find, Error(kCancelled).
nlohmann::ordered_json documentation(lakehouse::Lakehouse& lake, const project::Project& project,
                                     const std::optional<lakehouse::Moment>& moment, const Content& content,
                                     const Cancellation& cancel);

}  // namespace c360::docs
