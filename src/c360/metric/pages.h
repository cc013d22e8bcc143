// Which pages a dashboard or report of a project can have: found from the roles of its semantic model.
#pragma once

#include <string>
#include <vector>

#include "c360/project/metric_spec.h"

namespace c360::metric {

/// A page, and what the model lacks for it.
struct Page {
  std::string name;   ///< "overview", "revenue", "customers", "times", "service", "loyalty", "web", "customer"
  std::string title;  ///< "Stores and times"
  std::vector<std::string> lacks;  ///< in words; empty: the page can be made
};

/// Every page there is, in the order in which they are shown.
std::vector<Page> pages_of(const project::SemanticModel& model);

}  // namespace c360::metric
