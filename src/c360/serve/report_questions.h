// What a report holds the answers of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/http/message.h"
#include "c360/metric/shown_days.h"
#include "c360/serve/reading.h"

namespace c360::serve {

/// A request to the API, without the parts that the connection gives it.
struct ReportQuestion {
  std::string path;
  std::vector<http::Header> query;  ///< names and values
  bool operator==(const ReportQuestion&) const = default;
};

/// Everything that the pages of a snapshot ask under each choice of days: the same addresses as the browser's, each
/// once. `days`: how far the data goes; nullopt where nothing is dated. Throws as Reading::model().
std::vector<ReportQuestion> report_questions(const Reading& reading, const std::optional<metric::DayRange>& days);

}  // namespace c360::serve
