// What the types of a contract's columns have in common.
#pragma once

#include <string>

#include "c360/sql/type.h"

namespace c360::project {

bool is_whole_number(const sql::Type& type);
bool is_number(const sql::Type& type);
/// date, timestamp or datetime.
bool is_moment(const sql::Type& type);

/// How a value of the type is written in a contract, for messages: "a whole number", "a date such as 2024-05-31".
std::string how_written(const sql::Type& type);

}  // namespace c360::project
