// Reading a column of whole numbers into a tally.
#pragma once

#include <memory>

#include "c360/engine/key_tally.h"
#include "c360/sql/query.h"

namespace c360::contract {

bool is_whole_number(const sql::Type& type);

/// Notes the one column of a query, whole numbers. Null where they lie too far apart for a tally. Throws
/// Error(kInternal) if the engine did not note each row once.
std::unique_ptr<engine::KeyTally> note_all(engine::Connection& connection, const sql::Query& numbers);

}  // namespace c360::contract
