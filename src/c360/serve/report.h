// The dashboards as one HTML file that opens without a server.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "c360/base/cancel.h"
#include "c360/project/project.h"

namespace c360::serve {

/// A card of the project's own dashboards, or what else had no answer, and why.
struct Unanswered {
  std::string path;
  std::string why;
};

struct Report {
  std::string page;           ///< the HTML
  std::int64_t snapshot = 0;  ///< what it shows
  std::size_t pages = 0;      ///< that have figures, and the project's own
  std::size_t answers = 0;
  std::vector<Unanswered> unanswered;  ///< the page shows the reason in their place
};

/// The pages of the current snapshot with the answers of the API's own handlers, at each choice of days that has a
/// name. Personal data is masked unless `unmasked`. The same snapshot, project and key of masks give the same bytes.
/// Throws Error(kNotFound) before the first run, Error(kCancelled), and as Reading.
Report report_of(const project::Project& project, bool unmasked, const Cancellation& cancel);

}  // namespace c360::serve
