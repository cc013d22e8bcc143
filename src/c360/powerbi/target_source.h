// A publish target as the source of an exported model's rows.
#pragma once

#include "c360/powerbi/data_source.h"
#include "c360/powerbi/database_place.h"
#include "c360/project/project.h"

namespace c360::powerbi {

/// The database that a target publishes to. Nothing is connected to: the place is read in the target's connection
/// string, of which nothing else is kept; where `given` names a server or a database, that is taken instead, and where
/// it names both, the connection string is not looked up, unless to see by its driver which database an ODBC target has
/// that names no dialect.
///
/// Throws Error(kUsage) for a target that is no database, for one that does not publish every table of the metrics (the
/// message names them), and where neither `given` nor the connection string say where the database is; Error(kProject)
/// where the connection string cannot be resolved. No message holds the connection string.
DataSource source_of_target(const project::Project& project, const project::PublishTarget& target,
                            const DatabasePlace& given = {});

}  // namespace c360::powerbi
