// The page that shows a documentation: one HTML file that loads nothing.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace c360::docs {

/// The application of web/src/docs with its data. Nothing in the data can become markup or script: its policy lets only
/// the application's own script run, and every "<" of the data is escaped.
std::string page_of(const nlohmann::ordered_json& documentation);

}  // namespace c360::docs
