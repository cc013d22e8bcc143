// The parts of a customer's page that are there for a reader to whom some tables are not.
#pragma once

#include <vector>

#include "c360/customer/profile.h"

namespace c360::customer {

/// Of a whole model those parts whose tables are all in the reader's conversation. Rows and values are the
/// conversation's affair: it masks and filters them where tables are read.
std::vector<Field> seen_fields(const CustomerModel& whole, engine::Connection& reader);
std::vector<Figure> seen_figures(const CustomerModel& whole, engine::Connection& reader);
/// An event that leads to a table that is not there is told without it.
std::vector<EventKind> seen_kinds(const CustomerModel& whole, engine::Connection& reader);

}  // namespace c360::customer
