// What an aggregate adds up, term by term.
#pragma once

#include <vector>

#include "c360/model/row_identity.h"

namespace c360::model {

/// A part of an aggregate's argument that is added for itself.
struct Term {
  Ids columns;  ///< of tables, groups and lists; none for a constant, which counts rows
  Ids pinned;   ///< what has one value only wherever the term counts: CASE WHEN line = 1 THEN …
};

/// The terms of an aggregate over rows of these columns; none for one that does not mind how often a value comes.
std::vector<Term> terms_of(const Expression& aggregate, const std::vector<Id>& columns, const RowIdentity& known);

/// The columns of tables, groups and lists that these are computed from.
Ids base_columns(const Ids& columns, const RowIdentity& known);

/// True for aggregates whose result stays the same when a row comes twice: min, max, bool_or, any_value, …
bool ignores_repeats(const Expression& aggregate);

}  // namespace c360::model
