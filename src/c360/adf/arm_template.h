// Definitions within an ARM template.
#pragma once

#include <string>
#include <vector>

#include "c360/adf/json_text.h"

namespace c360::adf {

struct ArmResource {
  std::string type;  ///< the last part, in small letters: "pipelines", "datasets", "linkedservices", "triggers"
  std::string name;  ///< the last part
  std::string path;  ///< JSONPath of its properties
  Json properties;
};

bool is_arm_template(const Json& document);

/// The template's resources, those of templates within it, too. Texts that are template expressions are worked out as
/// far as concat(), parameters() with a default and variables() go; what cannot be is left as "".
std::vector<ArmResource> resources_of(const Json& document);

}  // namespace c360::adf
