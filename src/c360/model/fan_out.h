// Joins that multiply rows before they are added up.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "c360/model/planner.h"
#include "c360/model/row_identity.h"
#include "c360/model/table_places.h"

namespace c360::model {

/// A join after which rows of a table are added up or counted several times.
struct FanOut {
  std::size_t offset = 0;  ///< where the table that multiplies stands in the SELECT; 0 if that is not known
  std::string message;     ///< the aggregate, the table, the join, its keys
  std::string hint;
};

/// Finds them in a SELECT by the declared keys of the tables that it reads: each join that can put a row beside more
/// than one row of the other side, and then an aggregate that minds how often a value comes (sum, count, avg; not min,
/// max, count(DISTINCT …)). Within a group each row counts once at most: who groups by the key of the table that
/// multiplies adds nothing up twice. An expression of several terms is looked at term by term; a product is right as
/// long as one of its factors comes once. Throws Error(kUnsupported) with the reason where a SELECT cannot be followed.
std::vector<FanOut> fan_outs(const PlannedSelect& select, const TableKeys& keys,
                             const std::map<std::size_t, TablePlace>& places);

/// The sets of at most three columns of a SELECT's rows (two where there are more than twelve columns), named as its
/// columns, that tell them apart; the smallest only.
/// A set without columns stands for a SELECT that gives one row at most.
std::vector<std::vector<std::string>> keys_of(const PlannedSelect& select, const TableKeys& keys);

}  // namespace c360::model
