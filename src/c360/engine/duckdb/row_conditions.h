// What a statement asks of late tables, read from the engine's plan of it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "c360/sql/expression.h"

namespace c360::engine {

/// By late table: a condition that is true of every row the statement can make use of, in the form that
/// LateTable::rows() takes.
using RowConditions = std::map<std::string, sql::Expr>;

/// Reads an optimized plan (json_serialize_plan) in which calls of the table function `stand_in` with a table's name
/// stand for late tables. What the plan filters directly above such a call and says by comparing columns with constants
/// is a condition of that call; a table is given the alternatives of all its calls. A table without an entry is read
/// whole: it has a call without a condition, or the plan does not tell.
RowConditions read_row_conditions(std::string_view plan_json, std::string_view stand_in);

}  // namespace c360::engine
