// From a request to the endpoint that answers it, and its arguments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "c360/serve/endpoint.h"

namespace c360::serve {

/// An endpoint and what stands in a path at its {names}.
struct Match {
  const Endpoint* endpoint = nullptr;
  Arguments in_path;
};

/// What stands at a path. A name in braces stands for one part of it, whatever is in it: "a%2Fb" is the part a/b.
struct Found {
  std::optional<Match> match;        ///< that of the method, HEAD being GET
  std::vector<std::string> methods;  ///< all that the path has; empty: there is nothing there
};
Found find_endpoint(const std::vector<Endpoint>& endpoints, const std::string& method, const std::string& path);

/// The arguments of a request: of a GET from its query, of a POST from the JSON object that is its body. Throws
/// Error(kUsage), with "did you mean", for a parameter that the endpoint does not have, that lacks, is given twice or
/// is of another kind.
Arguments arguments_of(const Match& match, const http::Request& request);

}  // namespace c360::serve
