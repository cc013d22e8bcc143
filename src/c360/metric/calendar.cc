#include "c360/metric/calendar.h"

namespace c360::metric {

Calendar calendar_of(const project::Project&) {
  return {};
}

}  // namespace c360::metric
