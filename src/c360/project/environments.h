// `environments:` of c360.yaml: other settings for development, tests and production.
#pragma once

#include <string>
#include <vector>

#include "c360/project/schema.h"

namespace c360::project {

/// The environments' names. Each may have the keys of `project` but its name, none of them required; what their values
/// should be is told once they are laid over the base settings.
Value<std::vector<std::string>> environments(const Shape& project);

/// The settings of an environment, which must be among them: its keys take the place of the base ones. Maps are laid
/// over one another key by key; lists and texts take the place of the whole. Every node keeps the place it was read
/// from.
YamlNode settings_of(const YamlNode& document, const std::string& environment);

}  // namespace c360::project
