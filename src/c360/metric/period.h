// Stretches of time: their first days, in SQL and here.
#pragma once

#include <optional>
#include <string>

#include "c360/metric/calendar.h"
#include "c360/sql/expression.h"
#include "c360/sql/type.h"

namespace c360::metric {

/// What a first day is.
inline const sql::Type kDate{sql::TypeKind::kDate};

/// The first day of the period that a moment falls into, its weeks beginning as the calendar has them.
sql::Expr first_day(const Calendar& calendar, const sql::Expr& moment, const sql::Type& type,
                    project::TimeGrain period);
/// A moment where people are: instants in the calendar's zone, all others as they are.
sql::Expr local_time(const Calendar& calendar, const sql::Expr& moment, const sql::Type& type);
/// A first day, periods later.
sql::Expr shifted(project::TimeGrain period, const sql::Expr& first, int by);
/// A period's name as the functions of sql/ take it.
sql::Expr period_literal(project::TimeGrain period);

/// Whether a day ("2024-03-01") is the first of a period; nothing for a text that is no day.
std::optional<bool> is_first_day(const Calendar& calendar, const std::string& day, project::TimeGrain period);
/// The day after; nothing for a text that is no day.
std::optional<std::string> day_after(const std::string& day);

/// Whether each of the finer periods falls into one of the coarser: days into weeks, weeks into no month.
bool falls_into(project::TimeGrain finer, project::TimeGrain coarser);

}  // namespace c360::metric
