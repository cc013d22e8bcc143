// The order in which views that read one another can be made.
#pragma once

#include <vector>

#include "c360/publish/plan.h"

namespace c360::publish::odbc {

/// Whether a SELECT has a name in it, as a word of its own, whatever its capitals.
bool mentions(const std::string& select, const std::string& name);

/// Places of the views such that each comes after those that its SELECT mentions; otherwise in their order.
std::vector<std::size_t> readers_last(const std::vector<PlannedView>& views);

}  // namespace c360::publish::odbc
