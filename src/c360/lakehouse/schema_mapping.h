// Delta's types and ours, both ways.
#pragma once

#include <vector>

#include "c360/delta/schema.h"
#include "c360/engine/engine.h"
#include "c360/sql/type.h"

namespace c360::lakehouse {

/// Delta's name of one of our types.
delta::DataType delta_type(const sql::Type& type);
/// Our type of a Delta type. Throws Error(kUnsupported) for a type that c360 does not know, naming it.
sql::Type sql_type(const delta::DataType& type);

/// The Delta schema for a query's columns, all nullable. Throws Error(kUnsupported) for a type Delta has not.
delta::Schema schema_of(const std::vector<engine::ResultColumn>& columns);

}  // namespace c360::lakehouse
