// What a condition of a plan says about columns.
#pragma once

#include <string_view>
#include <vector>

#include "c360/model/dependencies.h"
#include "c360/model/plan.h"

namespace c360::model {

bool is_call(const Expression& expression, std::string_view name);
/// Whether it reads no column.
bool is_constant(const Expression& expression);
/// Comparisons that are never true of NULL.
bool rejects_null(const Expression& expression);
const Expression& without_casts(const Expression& expression);

/// The columns that an expression over `columns` reads.
Ids read_by(const Expression& expression, const std::vector<Id>& columns);
/// The column that an expression is, casts that keep values apart aside.
const Expression* bare_column(const Expression& expression);
/// Adds the columns that have one value only where `condition` holds.
void add_pinned(const Expression& condition, const std::vector<Id>& columns, Ids& pinned);
/// Adds the columns of `partner` that `condition` holds equal to something of the side `of` or to a constant.
void add_matched(const Expression& condition, const std::vector<Id>& columns, const Ids& of, const Ids& partner,
                 Ids& matched);

}  // namespace c360::model
