#include "c360/powerbi/region.h"

namespace c360::powerbi {
namespace {

template <typename Project>
Region read(const Project& project) {
  Region region;
  if constexpr (requires { project.currency; })
    region = {project.currency, project.locale, project.time_zone, project.week_start};
  return region;
}

}  // namespace

Region region_of(const project::Project& project) {
  return read(project);
}

}  // namespace c360::powerbi
