// Values as YAML that people read and change.
#pragma once

#include <string>

#include "c360/adf/json_text.h"

namespace c360::adf {

/// A key of objects that is no key of theirs: a text, or a list of texts, that stands above as comments.
inline constexpr const char* kComment = "#";

/// Maps and lists in blocks; texts in quotes wherever they could be read as something else.
std::string to_yaml(const Json& value);

/// Lines of comments, each at most 110 bytes wide where words allow.
std::string comment_lines(const std::string& text, const std::string& indent = {});

}  // namespace c360::adf
