// Conditions as SQL.
#pragma once

#include "c360/metric/question.h"
#include "c360/sql/expression.h"
#include "c360/sql/type.h"

namespace c360::metric {

/// Whether a value fulfils a condition. Throws Error(kUsage) for a text that is no value of the type.
sql::Expr compared(const sql::Expr& value, const sql::Type& type, const Condition& condition);

/// Whether all values of a condition are days without a time of day; true for none.
bool has_days(const Condition& condition);

/// Whether a text is a value of the type.
bool is_value(const std::string& text, const sql::Type& type);

}  // namespace c360::metric
