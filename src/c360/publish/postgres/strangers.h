// Other hands: what they did to the tables that c360 published.
#pragma once

#include <string>
#include <vector>

#include "c360/publish/postgres/state.h"

namespace c360::publish::postgres {

/// A line for each thing: rows that were changed ("customers: UPDATE of 2 rows (customer_id = 5; customer_id = 7) by
/// bob at …"), tables, columns, keys and triggers that are gone or are not what c360 made. Empty if nothing is known.
std::vector<std::string> strangers(const State& state, const Relations& relations,
                                   const std::vector<ForeignChange>& changes);

/// Throws Error(kConflict) if there is any such line.
void refuse_strangers(const std::vector<std::string>& lines, const std::string& schema, const std::string& target);

/// Throws Error(kConflict) for a table or view that somebody dropped and made again, which nothing can repair.
void refuse_replaced(const State& state, const Relations& relations);

}  // namespace c360::publish::postgres
