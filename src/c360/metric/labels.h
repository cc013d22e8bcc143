// Bands of values and days of the week: grouped by numbers, which have their order, and shown as texts.
#pragma once

#include <string>
#include <vector>

#include "c360/sql/expression.h"
#include "c360/sql/type.h"

namespace c360::metric {

/// "under 1", "1", "2 to 4", "5 and more" for whole numbers with bands that begin at 1, 2 and 5; for others "1 to under
/// 2.50".
std::vector<std::string> band_labels(const std::vector<std::string>& bands, bool whole);

/// The number of a value's band, from 0; NULL for NULL.
sql::Expr band_number(const sql::Expr& value, const std::vector<std::string>& bands);

/// Monday to Sunday, beginning with a day (1 is Monday).
std::vector<std::string> day_labels(int first_day);

/// The label of a number that counts from `first`; NULL for NULL.
sql::Expr label_of_number(const sql::Expr& number, const std::vector<std::string>& labels, int first);

}  // namespace c360::metric
