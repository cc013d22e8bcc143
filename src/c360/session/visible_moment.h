// A moment as a reader with less than full access sees it.
#pragma once

#include <map>
#include <string>

#include "c360/engine/engine.h"
#include "c360/lakehouse/lakehouse.h"
#include "c360/lakehouse/moment.h"
#include "c360/project/project.h"
#include "c360/session/access.h"
#include "c360/session/catalog.h"

namespace c360::session {

/// Why tables of a moment are not there for a reader.
using Absences = std::map<lakehouse::TableName, std::string>;

/// Adds what the access shows of a moment: tables whose SELECTs mask and filter, and the views over them. The rest is
/// returned with the reason. `project` gives the references that row filters follow. Throws Error(kUsage) for a
/// condition that is none.
Absences add_visible_moment(Catalog& catalog, lakehouse::Lakehouse& lake, engine::Connection& connection,
                            const project::Project* project, const lakehouse::Moment& moment, const Access& access);

/// Why nobody with this access sees a schema at all; empty where some is seen.
std::string why_hidden(const std::string& schema, const Access& access);

}  // namespace c360::session
