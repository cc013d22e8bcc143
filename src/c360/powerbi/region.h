// How a project's business shows money, names and weeks.
#pragma once

#include <string>

#include "c360/project/project.h"

namespace c360::powerbi {

struct Region {
  std::string currency;           ///< ISO 4217; empty: not told
  std::string locale = "en-US";   ///< BCP 47
  std::string time_zone = "UTC";  ///< IANA
  int week_start = 1;             ///< 1 Monday … 7 Sunday
};

/// What c360.yaml says of it.
Region region_of(const project::Project& project);

}  // namespace c360::powerbi
