// What a day, a week and a money amount are in a project.
#pragma once

#include "c360/project/project.h"

namespace c360::metric {

/// How moments become days and hours.
struct Calendar {
  std::string time_zone = "UTC";  ///< instants are shown as they were there; datetimes are local already
  int first_day_of_week = 1;      ///< 1 is Monday, 7 Sunday
};

/// The project's calendar.
Calendar calendar_of(const project::Project& project);

}  // namespace c360::metric
