// For editors: what load() checks, as JSON Schema.
#pragma once

#include <string>
#include <string_view>

namespace c360::project {

/// A JSON Schema (2020-12) of c360.yaml ("project"), a contract ("contract"), a metrics file ("metrics"), a model's
/// test ("test"), a dashboard ("dashboard"), a pipeline ("pipeline") or connections.yaml ("connections"), from the
/// definitions load() checks by. Throws Error(kUsage) for another name.
std::string json_schema(std::string_view which);

}  // namespace c360::project
