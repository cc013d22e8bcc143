// The condition of a role: which rows it sees.
#pragma once

#include <set>
#include <string>

#include "c360/engine/engine.h"

namespace c360::session {

/// The columns that it names, in lower case. Throws Error(kUsage), saying what is wrong, unless the text is one
/// expression of columns, literals, operators and functions that read nothing but their arguments, with a column at
/// least; Error(kEngine), its line and column within the text, for a syntax error.
std::set<std::string> columns_of_condition(engine::Connection& connection, const sql::Dialect& dialect,
                                           const std::string& condition);

}  // namespace c360::session
