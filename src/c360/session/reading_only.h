// What a statement of somebody else's may do: read the tables that are there, and nothing else.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "c360/engine/engine.h"

namespace c360::session {

/// Whether there is a table or view of this schema and name; may throw an Error that says why there is none.
using IsThere = std::function<bool(const std::string& schema, const std::string& name)>;

/// Throws Error(kUsage), saying what is not allowed, unless the text is one SELECT over tables that are there, common
/// table expressions and functions that make rows of nothing (range, unnest). No file, address or setting can be
/// named in it: a table function that reads something, a function that tells of the engine (engine_functions.h) and a
/// table that is named by a path are refused, as is every statement that is no SELECT. Error(kEngine) for a syntax
/// error.
void refuse_all_but_reading(engine::Connection& connection, std::string_view statement, const IsThere& is_there);

}  // namespace c360::session
