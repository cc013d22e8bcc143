#include "c360/powerbi/region.h"

namespace c360::powerbi {

Region region_of(const project::Project& project) {
  return {project.currency, project.locale, project.time_zone, project.week_start};
}

}  // namespace c360::powerbi
