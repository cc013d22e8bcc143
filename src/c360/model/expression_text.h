// Expressions of a plan as people read them.
#pragma once

#include <string>
#include <vector>

#include "c360/model/plan.h"

namespace c360::model {

/// The expression with the texts of its columns put in; at most `kMostText` bytes, an ellipsis at the end of what is
/// cut. Casts between numbers are left out: they say how the engine counts, not what it counts.
std::string text_of(const Expression& expression, const std::vector<std::string>& columns);

constexpr std::size_t kMostText = 400;

/// The beginning of a text that is longer than kMostText, with an ellipsis; never half a character.
std::string shortened(std::string text);

}  // namespace c360::model
