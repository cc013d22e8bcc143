// The page that shows a documentation: one HTML file that loads nothing.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace c360::docs {

/// The application of web/src/docs with its data, as page_with_data().
std::string page_of(const nlohmann::ordered_json& documentation);

}  // namespace c360::docs
