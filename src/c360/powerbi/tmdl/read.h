// TMDL text read strictly: what the overview of the language does not allow is a mistake with its line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "c360/powerbi/tmdl/document.h"

namespace c360::powerbi::tmdl {

/// Reads one file's text; `file` is the name for places. Mistakes (indentation that is no tabs or skips a level, lines
/// that are neither declaration nor property, quotes, backticks and expressions that do not end or begin) are added to
/// `errors`, and reading goes on behind them. Whether the names mean anything is not looked at.
Document read(std::string_view text, const std::string& file, std::vector<Error>& errors);

}  // namespace c360::powerbi::tmdl
