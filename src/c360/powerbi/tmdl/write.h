// TMDL as text.
#pragma once

#include <string>

#include "c360/powerbi/tmdl/document.h"

namespace c360::powerbi::tmdl {

/// A document as Power BI writes it: tabs, a blank line before each child, expressions of several lines in a block,
/// those that a block would change between backticks. Throws Error(kInternal) for what TMDL cannot say: a name or value
/// with a line break, an expression that holds three backticks.
std::string write(const Document& document);

}  // namespace c360::powerbi::tmdl
