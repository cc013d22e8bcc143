#include "c360/metric/calendar.h"

namespace c360::metric {

Calendar calendar_of(const project::Project& project) {
  return {project.time_zone, project.week_start};
}

}  // namespace c360::metric
