// What an import could not take over as it was, and why.
#pragma once

#include <string>
#include <vector>

namespace c360::adf {

/// One place of a definition.
struct Finding {
  enum class Kind {
    kNote,   ///< it works otherwise here, or wants something done
    kLost,   ///< it has no counterpart and was left out
    kFails,  ///< what it does has no counterpart: an activity that fails stands in its place
  };
  Kind kind = Kind::kNote;
  std::string file;
  std::string path;  ///< JSONPath: "$.properties.activities[0]"
  std::string what;  ///< "the activity 'Train' (DatabricksNotebook)"
  std::string why;
};

using Findings = std::vector<Finding>;

/// Thrown within an import alone, by what has no counterpart; who catches it knows the place.
struct NoCounterpart {
  std::string why;
};

}  // namespace c360::adf
